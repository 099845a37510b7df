package dev.asyncz.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a line costs the thread that writes it: CPU and memory, in batches as the queue makes them under load. Arguments: a
 * storage that needs no server (memory, file, json), and the folder for files. Prints microseconds of CPU a line, median,
 * fastest and slowest of some rounds, and bytes allocated.
 */
public final class WriteOnce {
    private static final int ROUNDS = 15;
    private static final int BATCHES = 200;
    private static final int BATCH = 256;

    private WriteOnce() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("storage", arguments[0]);
        if (arguments.length > 1) {
            options.put("storage.path", arguments[1] + "/written." + arguments[0]);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
        double[] micros = new double[ROUNDS];
        long bytes = 0;
        try (LogStorage storage = CompareStorages.open(options)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<List<LogEntry>> batches = new ArrayList<>();
                for (int i = 0; i < BATCHES; i++) {
                    batches.add(batch(ids, i));
                }
                long allocated = threads.getThreadAllocatedBytes(id);
                long cpu = threads.getThreadCpuTime(id);
                batches.forEach(storage::appendAll);
                micros[round] = (threads.getThreadCpuTime(id) - cpu) / 1e3 / (BATCHES * BATCH);
                bytes = (threads.getThreadAllocatedBytes(id) - allocated) / (BATCHES * BATCH);
            }
        }
        // The first rounds are those of a JVM that has just begun.
        double[] warm = Arrays.copyOfRange(micros, ROUNDS / 3, ROUNDS);
        Arrays.sort(warm);
        System.out.printf(
                "%s %.2f %.2f %.2f µs, %d bytes%n",
                arguments[0], warm[warm.length / 2], warm[0], warm[warm.length - 1], bytes);
        System.exit(0);
    }

    private static List<LogEntry> batch(TimeOrderedIds ids, int first) {
        List<LogEntry> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(CompareStorages.entry(ids, Instant.now(), first * BATCH + i));
        }
        return batch;
    }
}
