package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How much may stay in each stream, as the script that appends wants it. What others ask for meanwhile is read every few
 * seconds. Any thread.
 */
final class StreamLimits {
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    /** What is believed where the server does not tell: a line of a hundred characters. */
    private static final long BYTES_A_LINE = 400;

    /** What the sets beside the stream have for an entry of a task. */
    private static final long BYTES_IN_SETS = 100;

    private final RetentionKey retention;
    private final List<LogStream> streams;
    private volatile Limits limits = new Limits("", System.nanoTime() - FRESH_NANOS);

    private record Limits(String argument, long since) {}

    StreamLimits(RetentionKey retention, List<LogStream> streams) {
        this.retention = retention;
        this.streams = streams;
    }

    /**
     * {@code rows:milliseconds} of each policy, between commas: how many entries a stream may hold and how old they may
     * be, 0 for any age.
     *
     * @throws StorageUnavailable when the server does not answer
     */
    String limits() {
        Limits known = limits;
        if (System.nanoTime() - known.since < FRESH_NANOS) {
            return known.argument;
        }
        long bytesALine = bytesALine();
        String argument = retention.inForce().policies().stream()
                .map(policy -> limit(policy, bytesALine))
                .collect(Collectors.joining(","));
        limits = new Limits(argument, System.nanoTime());
        return argument;
    }

    private String limit(RetentionPolicy policy, long bytesALine) {
        long lines = Math.max(1, policy.lines(bytesALine) / streams.size());
        return lines + ":" + Duration.ofDays(policy.days()).toMillis();
    }

    private long bytesALine() {
        try {
            LogStream any = streams.get(0);
            long lines = any.size();
            return lines == 0 ? BYTES_A_LINE : any.memory() / lines + BYTES_IN_SETS;
        } catch (StorageUnavailable refused) {
            // Users of one's own may not ask for memory; whether the server is there is found out in a moment.
            return BYTES_A_LINE;
        }
    }
}
