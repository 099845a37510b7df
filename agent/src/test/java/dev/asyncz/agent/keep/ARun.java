package dev.asyncz.agent.keep;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A run, and what it logs. */
record ARun(String id, String task, long startedMillis) implements RunLines.Owner {
    private static final TimeOrderedIds IDS = new TimeOrderedIds();

    ARun(String task) {
        this(IDS.next().toString(), task, System.currentTimeMillis());
    }

    @Override
    public boolean isLost() {
        return false;
    }

    LogEntry line(LogLevel level, String message) {
        return line(level, message, Map.of("thread", "main"));
    }

    LogEntry failure(String message) {
        return line(LogLevel.INFO, message, Map.of(LogEntry.EXCEPTION, "java.io.IOException: x"));
    }

    private LogEntry line(LogLevel level, String message, Map<String, Object> extra) {
        return new LogEntry(
                IDS.next(), Instant.now().truncatedTo(ChronoUnit.MILLIS), level, message, "com.acme", task, id, extra);
    }

    /** A line outside any run. */
    static LogEntry chatter(String message) {
        return new LogEntry(
                IDS.next(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                LogLevel.INFO,
                message,
                "com.acme",
                null,
                null,
                Map.of());
    }
}
