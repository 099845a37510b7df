package dev.asyncz.agent.storage.redis.server;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Entries for tests. */
public final class Entries {
    public static final TimeOrderedIds IDS = new TimeOrderedIds(System::currentTimeMillis);

    private Entries() {}

    public static LogEntry entry(String message) {
        return entry(IDS.next(), message, null);
    }

    public static LogEntry entry(UUID id, String message, @Nullable String task) {
        Instant ts = Instant.ofEpochMilli(TimeOrderedIds.millis(id));
        return new LogEntry(id, ts, LogLevel.INFO, message, "logger", task, null, Map.of("node", "here"));
    }

    public static List<LogEntry> entries(int count, IntFunction<LogEntry> each) {
        return IntStream.range(0, count).mapToObj(each).toList();
    }

    public static List<String> messages(Iterable<LogEntry> entries) {
        return java.util.stream.StreamSupport.stream(entries.spliterator(), false)
                .map(LogEntry::message)
                .toList();
    }
}
