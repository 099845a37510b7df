package dev.asyncz.agent.pipeline;

import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Makes an entry of each captured line, on the thread that logs, and puts it straight into a storage that never
 * blocks. A line that cannot be kept is counted; the application notices nothing.
 */
public final class LineCapture implements LineSink {
    /** How many characters of a logger's name or of an id are kept. */
    private static final int MAX_NAME = 1_000;

    private final String name;
    private final LogStorage storage;
    private final TimeOrderedIds ids;
    private final BoundedText text;
    private final FailureLog failures;
    private final LongAdder failed = new LongAdder();

    /**
     * @param name the storage's name, for the figures
     * @param storage one that neither blocks nor does I/O
     * @param text bounds the messages
     */
    public LineCapture(String name, LogStorage storage, TimeOrderedIds ids, BoundedText text, FailureLog failures) {
        this.name = name;
        this.storage = storage;
        this.ids = ids;
        this.text = text;
        this.failures = failures;
    }

    @Override
    public void line(
            Instant ts,
            LogLevel level,
            String message,
            String logger,
            @Nullable String taskId,
            @Nullable String runId,
            Map<String, Object> extra) {
        try {
            storage.append(new LogEntry(
                    ids.next(),
                    ts,
                    level,
                    text.of(message),
                    name(logger),
                    nameOrNull(taskId),
                    nameOrNull(runId),
                    extra));
        } catch (Throwable t) {
            failed.increment();
            failures.failed("a line was lost: it could not be put into the " + name + " storage", t);
        }
    }

    private static @Nullable String nameOrNull(@Nullable String name) {
        return name == null ? null : name(name);
    }

    /** Names come from the application as well, which may put anything into its thread context. */
    private static String name(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }

    /** Where every line went. */
    public StorageFigures figures() {
        StorageStats stats = storage.stats();
        long lost = failed.sum();
        return new StorageFigures(
                name, stats.appended() + lost, stats.size(), 0, Map.of("overwritten", stats.dropped(), "failed", lost));
    }
}
