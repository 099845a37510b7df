package dev.asyncz.benchmarks.fleet;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines as applications write them: some 125 characters, of 20 nodes and 50 tasks, spread evenly over some time. The
 * oldest has what is looked for as rare. For one thread.
 */
final class FleetLines {
    private static final int BATCH = 1_000;

    private final AtomicLong now = new AtomicLong();
    private final TimeOrderedIds ids = new TimeOrderedIds(now::get);
    private final long first;
    private final long lines;
    private final long spanMillis;
    private long next;

    /** @param first when the oldest was written, in milliseconds */
    FleetLines(long lines, long first, long spanMillis) {
        this.lines = lines;
        this.first = first;
        this.spanMillis = spanMillis;
    }

    /** Writes all of them, and says how fast. */
    static void write(LogStorage storage, long lines, long first, long spanMillis) {
        FleetLines all = new FleetLines(lines, first, spanMillis);
        long start = System.nanoTime();
        while (all.hasMore()) {
            storage.appendAll(all.batch(BATCH));
        }
        System.out.printf("written: %,d lines/s%n", lines * 1_000_000_000L / (System.nanoTime() - start));
    }

    boolean hasMore() {
        return next < lines;
    }

    List<LogEntry> batch(int size) {
        List<LogEntry> batch = new ArrayList<>(size);
        for (; batch.size() < size && hasMore(); next++) {
            now.set(first + next * spanMillis / lines);
            batch.add(line(next));
        }
        return batch;
    }

    private LogEntry line(long i) {
        String what = i == 0 ? "The needle in the haystack, Äpfel und Birnen" : "Order " + i;
        return new LogEntry(
                ids.next(),
                Instant.ofEpochMilli(now.get()),
                i % 100 == 0 ? LogLevel.ERROR : i % 10 == 0 ? LogLevel.WARN : LogLevel.INFO,
                what + " of customer " + i * 31 % 9973
                        + " was taken from the queue, checked against the stock of the warehouse, and sent on",
                "com.acme.orders.OrderImport",
                "com.acme.Jobs.task" + i % 50,
                new UUID(i / 500, 0).toString(),
                Map.of("thread", "scheduling-1", "node", "node-" + i / 50 % 20, "customer", "c" + i * 31 % 9973));
    }
}
