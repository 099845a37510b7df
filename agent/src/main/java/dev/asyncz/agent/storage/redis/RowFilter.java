package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.storage.redis.connection.RedisConnection;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a query lets through before an entry is made of a stream's fields, which takes many times longer: all that may
 * have its levels, its run and the texts that its conditions cannot do without. Ends a query that would read a stream of
 * millions for few matches. For one thread.
 */
final class RowFilter {
    private static final byte[] LEVEL = RedisConnection.bytes("level");
    private static final byte[] RUN = RedisConnection.bytes("run_id");
    private static final byte[] EXTRA = RedisConnection.bytes("extra");
    private static final UUID NO_ID = new UUID(0, 0);

    /** Fields that stand beside extra, and never in it. */
    private static final Set<String> BESIDE = Set.of("message", "logger", "task_id", "run_id");

    private final List<byte[]> levels;
    private final byte @Nullable [] run;
    private final List<Wanted> texts;
    private final Duration length;
    private final long end;
    private long read;

    /**
     * @param beside the field that may have it
     * @param inExtra whether extra may have it as well
     * @param only part of what extra has to have for that
     * @param plain whether JSON writes it as it is
     */
    private record Wanted(byte[] beside, boolean inExtra, String only, boolean plain, LogCondition text) {
        static Wanted of(String field, String required) {
            return new Wanted(
                    RedisConnection.bytes(field.isEmpty() ? "message" : field),
                    !BESIDE.contains(field),
                    field.isEmpty() ? LogEntry.EXCEPTION : "",
                    required.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\'),
                    new LogCondition("message", Match.CONTAINS, required, false));
        }

        boolean mayBeIn(List<byte[]> fields) {
            byte[] value = value(fields, beside);
            if (value != null && contains(Fields.text(value))) {
                return true;
            }
            byte[] extra = inExtra ? value(fields, EXTRA) : null;
            if (extra == null) {
                return false;
            }
            String json = Fields.text(extra);
            return json.contains(only) && (!plain || contains(json));
        }

        private boolean contains(String found) {
            return text.matches(new LogEntry(NO_ID, Instant.EPOCH, LogLevel.INFO, found, "", null, null, Map.of()));
        }
    }

    /** @param length how long the query may read */
    RowFilter(LogQuery query, Duration length) {
        levels = query.levels().stream()
                .map(level -> RedisConnection.bytes(level.name()))
                .toList();
        run = query.runId() == null ? null : RedisConnection.bytes(query.runId());
        texts = query.conditions().stream()
                .filter(each -> !each.negated()
                        && each.required() != null
                        && !each.required().isEmpty())
                .map(each -> Wanted.of(each.field(), each.required()))
                .toList();
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
        return mayHaveLevel(fields) && mayBeOfRun(fields) && mayHaveTexts(fields);
    }

    private boolean mayHaveLevel(List<byte[]> fields) {
        byte[] level = levels.isEmpty() ? null : value(fields, LEVEL);
        return level == null || levels.stream().anyMatch(each -> Arrays.equals(each, level));
    }

    private boolean mayBeOfRun(List<byte[]> fields) {
        return run == null || Arrays.equals(run, value(fields, RUN));
    }

    private boolean mayHaveTexts(List<byte[]> fields) {
        for (Wanted each : texts) {
            if (!each.mayBeIn(fields)) {
                return false;
            }
        }
        return true;
    }

    /** The last of a name, as the entry has it. */
    private static byte @Nullable [] value(List<byte[]> fields, byte[] name) {
        for (int i = fields.size() / 2 * 2 - 2; i >= 0; i -= 2) {
            if (Arrays.equals(fields.get(i), name)) {
                return fields.get(i + 1);
            }
        }
        return null;
    }
}
