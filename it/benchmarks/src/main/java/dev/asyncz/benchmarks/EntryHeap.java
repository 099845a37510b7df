package dev.asyncz.benchmarks;

import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;

/**
 * How much heap an entry takes in a full ring, its share of the ring included. Arguments: how many entries, a million
 * without any. Prints one figure.
 */
public final class EntryHeap {
    private static final int COLLECTIONS = 5;

    private EntryHeap() {}

    public static void main(String[] arguments) throws Exception {
        int entries = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
        LogStorage ring = (LogStorage) new ShippedClasses()
                .loadClass("dev.asyncz.agent.storage.memory.RingStorage")
                .getConstructor(int.class, long.class)
                .newInstance(entries, Long.MAX_VALUE);
        long before = used();
        for (int i = 0; i < entries; i++) {
            ring.append(QueryBenchmark.entry(ids, i));
        }
        QueryBenchmark.awaitSealed();
        System.out.printf("%.0f bytes of heap an entry, of %s%n", (used() - before) / (double) entries, ring.stats());
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
