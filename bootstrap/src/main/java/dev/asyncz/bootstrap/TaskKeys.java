package dev.asyncz.bootstrap;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys by which an application, or the agent, says which task and run a line belongs to. */
public final class TaskKeys {
    /** The context key of the task's name. */
    public static final String TASK_ID = "task_id";

    /** The context key of the run's id. */
    public static final String RUN_ID = "run_id";

    /** What applications call the task, the strongest first. */
    private static final String[] TASKS = {TASK_ID, "job_id", "asyncz_task_id"};

    private TaskKeys() {}

    /** What applications call the task, the strongest first. */
    public static String[] tasks() {
        return TASKS.clone();
    }

    /** The task that {@code values} name; null when they name none. */
    public static @Nullable String task(@Nullable Map<?, ?> values) {
        if (values == null || values.isEmpty()) {
            return null;
        }
        for (String key : TASKS) {
            String task = text(values, key);
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    /** The run that {@code values} name; null when they name none. */
    public static @Nullable String run(@Nullable Map<?, ?> values) {
        return values == null ? null : text(values, RUN_ID);
    }

    /** What a value says, which may be any object of the application; null where that cannot be had. */
    public static @Nullable String text(Object value) {
        try {
            return value.toString();
        } catch (Throwable fromTheApplication) {
            return null;
        }
    }

    /** A sorted map of other keys throws when it is asked for a text. */
    private static @Nullable String text(Map<?, ?> values, String key) {
        try {
            Object value = values.get(key);
            return value == null ? null : value.toString();
        } catch (Throwable fromTheApplication) {
            return null;
        }
    }

    /** Whether a context key is one that the agent adds. */
    public static boolean isOwn(@Nullable Object key) {
        return TASK_ID.equals(key) || RUN_ID.equals(key);
    }
}
