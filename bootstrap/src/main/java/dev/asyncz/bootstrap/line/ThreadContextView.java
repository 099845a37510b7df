package dev.asyncz.bootstrap.line;

import dev.asyncz.bootstrap.TaskKeys;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the run in the thread context of a logging framework, where the application has set nothing of its own. */
public final class ThreadContextView {
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
        return key == null ? null : run.context().get(key);
    }

    /** As {@link #value}, for contexts of any values. */
    public static @Nullable Object anyValue(@Nullable String key, @Nullable Object own) {
        return own == null ? value(key, null) : own;
    }

    /**
     * What an event should hold of the context: the application's values, and task_id and run_id within a run. Where
     * the application names the task itself, task_id is what it says.
     *
     * @param own the application's values, which are left as they are; null for none
     */
    public static @Nullable Map<String, String> all(@Nullable Map<String, String> own) {
        Run run = RunScope.current();
        if (run == null) {
            return own;
        }
        if (own == null) {
            return run.context();
        }
        return SharedContext.all(own, run);
    }

    /** Changeable, as what Logback 1.2 gives is. */
    static Map<String, String> withRun(Map<String, String> own, Run run) {
        Map<String, String> all = new HashMap<>(own);
        String task = TaskKeys.task(own);
        all.put(TaskKeys.TASK_ID, task == null ? run.task() : task);
        if (!run.id().isEmpty()) {
            all.put(TaskKeys.RUN_ID, run.id());
        }
        return all;
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
