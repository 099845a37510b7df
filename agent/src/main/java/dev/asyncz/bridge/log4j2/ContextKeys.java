package dev.asyncz.bridge.log4j2;

import dev.asyncz.bootstrap.ThreadContextView;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/** The keys by which an application, or the agent, says which task a line belongs to. */
final class ContextKeys {
    static final String TASK_ID = ThreadContextView.TASK_ID;
    static final String RUN_ID = ThreadContextView.RUN_ID;

    /** What applications call it, the strongest first. */
    private static final String[] TASK_KEYS = {TASK_ID, "job_id", "asyncz_task_id"};

    private ContextKeys() {}

    /** The task that {@code data} names; null when it names none. */
    static @Nullable String task(ReadOnlyStringMap data) {
        for (String key : TASK_KEYS) {
            Object value = data.getValue(key);
            if (value != null) {
                return value.toString();
            }
        }
        return null;
    }

    /** The run that {@code data} names; null when it names none. */
    static @Nullable String run(ReadOnlyStringMap data) {
        Object value = data.getValue(RUN_ID);
        return value == null ? null : value.toString();
    }
}
