package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.storage.redis.connection.RedisConnection;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a query lets through before an entry is made of a stream's fields, which takes many times longer: all that may
 * have the text that it looks for. Ends a query that would read a stream of millions for few matches. For one thread.
 */
final class RowFilter {
    private static final byte[] MESSAGE = RedisConnection.bytes("message");
    private static final byte[] EXTRA = RedisConnection.bytes("extra");
    private static final UUID NO_ID = new UUID(0, 0);

    private final LogQuery text;
    /** Whether JSON writes the text as it is. */
    private final boolean plain;

    private final Duration length;
    private final long end;
    private long read;

    /** @param length how long the query may read */
    RowFilter(LogQuery query, Duration length) {
        text = LogQuery.ALL.withText(query.text());
        plain = query.text() != null && query.text().chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
        this.length = length;
        end = System.nanoTime() + length.toNanos();
    }

    /** Whether an entry may match. */
    boolean passes(List<byte[]> fields) {
        read++;
        if (System.nanoTime() - end > 0) {
            throw new SearchStopped("The search was given up after " + length.toSeconds() + " s: it had read " + read
                    + " lines. A task or a time makes it faster.");
        }
        if (text.text() == null) {
            return true;
        }
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (Arrays.equals(fields.get(i), MESSAGE) && contains(Fields.text(fields.get(i + 1)))
                    || Arrays.equals(fields.get(i), EXTRA) && mayContain(Fields.text(fields.get(i + 1)))) {
                return true;
            }
        }
        return false;
    }

    private boolean mayContain(String json) {
        return json.contains(LogEntry.EXCEPTION) && (!plain || contains(json));
    }

    private boolean contains(String found) {
        return text.matches(new LogEntry(NO_ID, Instant.EPOCH, LogLevel.INFO, found, "", null, null, Map.of()));
    }
}
