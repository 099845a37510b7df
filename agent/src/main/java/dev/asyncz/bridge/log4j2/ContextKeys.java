package dev.asyncz.bridge.log4j2;

import dev.asyncz.bootstrap.TaskKeys;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/** {@link TaskKeys} in Log4j's own kind of map. */
final class ContextKeys {
    private static final String[] TASKS = TaskKeys.tasks();

    private ContextKeys() {}

    /** The task that {@code data} names; null when it names none. */
    static @Nullable String task(ReadOnlyStringMap data) {
        for (String key : TASKS) {
            Object value = data.getValue(key);
            String task = value == null ? null : TaskKeys.text(value);
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    /** The run that {@code data} names; null when it names none. */
    static @Nullable String run(ReadOnlyStringMap data) {
        Object value = data.getValue(TaskKeys.RUN_ID);
        return value == null ? null : TaskKeys.text(value);
    }
}
