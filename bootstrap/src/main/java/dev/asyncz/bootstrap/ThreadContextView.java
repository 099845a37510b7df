package dev.asyncz.bootstrap;

import org.jspecify.annotations.Nullable;

/** Shows the run in the thread context of a logging framework, where the application has set nothing of its own. */
public final class ThreadContextView {
    /** The context key of the task's name. */
    public static final String TASK_ID = "task_id";

    /** The context key of the run's id. */
    public static final String RUN_ID = "run_id";

    private ThreadContextView() {}

    /**
     * What the context should answer for {@code key}.
     *
     * @param own what the application has set; null when it has not
     */
    public static @Nullable String value(@Nullable String key, @Nullable String own) {
        Run run = own == null ? RunScope.current() : null;
        if (run == null) {
            return own;
        }
        return TASK_ID.equals(key) ? run.task() : RUN_ID.equals(key) ? run.id() : null;
    }

    /**
     * Whether the context should say that it has {@code key}.
     *
     * @param own whether the application has set it
     */
    public static boolean contains(@Nullable String key, boolean own) {
        return own || value(key, null) != null;
    }
}
