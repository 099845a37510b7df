package dev.asyncz.api;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One captured line.
 *
 * @param id a UUIDv7, ascending in the order of capture within a process: the order, the cursor and the permalink
 * @param ts when the application logged it, UTC
 * @param level the severity
 * @param message the formatted text; may have several lines
 * @param logger the logger's name; the root logger's is empty
 * @param taskId the task it belongs to; null outside any task
 * @param runId the run of the task that wrote it; null outside any run
 * @param extra everything else (thread, mdc, marker, exception text, …): strings, numbers, booleans, lists and maps of
 *     them. Neither keys nor values are null; must not be changed afterwards
 */
public record LogEntry(
        UUID id,
        Instant ts,
        LogLevel level,
        String message,
        String logger,
        @Nullable String taskId,
        @Nullable String runId,
        Map<String, Object> extra) {

    /** The key in {@link #extra} of the exception's text, stack trace included. */
    public static final String EXCEPTION = "exception";

    /** Copies {@code extra}, unless it is immutable already. */
    public LogEntry {
        extra = Map.copyOf(extra);
    }

    /** The exception's text; null when the line has none. */
    public @Nullable String exception() {
        return extra.get(EXCEPTION) instanceof String text ? text : null;
    }

    /** Compares by {@link #id} as the storages order it: as 128 unsigned bits, oldest first. */
    public static int compareIds(UUID a, UUID b) {
        // UUID.compareTo is signed (JDK-7025832), which puts ids that begin with 8 to f first.
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
