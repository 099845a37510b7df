package dev.asyncz.agent.tasks;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.Map;

/** A line of a run, for tests that care for its level alone. */
public final class ALine {
    private static final TimeOrderedIds IDS = new TimeOrderedIds();

    private ALine() {}

    public static LogEntry of(LogLevel level) {
        return new LogEntry(IDS.next(), Instant.now(), level, "a line", "com.acme", null, null, Map.of());
    }
}
