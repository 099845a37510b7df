package dev.asyncz.agent.keep;

import dev.asyncz.api.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places for the lines of a run that have some numbers. Any thread puts, without a lock: each number has its place, and
 * an entry is published by its final fields.
 */
final class Chunk {
    /** Has places for nothing. */
    static final Chunk NONE = new Chunk(Long.MAX_VALUE, new LogEntry[0]);

    private final long from;
    private final @Nullable LogEntry[] entries;

    // Of who has the lock of the lines.
    private long charged;
    private boolean settled;
    private boolean severe;
    private int dropped;

    /** @param from the first number */
    Chunk(long from, @Nullable LogEntry[] entries) {
        this.from = from;
        this.entries = entries;
    }

    boolean has(long at) {
        return at >= from && at - from < entries.length;
    }

    void put(long at, LogEntry entry) {
        entries[(int) (at - from)] = entry;
    }

    void addTo(List<LogEntry> all) {
        for (LogEntry entry : entries) {
            if (entry != null) {
                all.add(entry);
            }
        }
    }

    /** The places themselves. */
    @Nullable
    LogEntry[] places() {
        return entries;
    }

    /** What its run is charged for it. */
    long charged() {
        return charged;
    }

    void charge(long more) {
        charged += more;
    }

    /** Whether it is charged for what its entries really take, and not for its places. */
    boolean isSettled() {
        return settled;
    }

    void settle() {
        settled = true;
    }

    /** Forgets the entry of a place, which is counted as missing. */
    void drop(int place) {
        entries[place] = null;
        dropped++;
    }

    /** How many of its numbers are not counted as missing; whether their entries are there, or on their way. */
    int present() {
        return entries.length - dropped;
    }

    /** One of its lines is severe. */
    void hasSevere() {
        severe = true;
    }

    /** Whether its lines have to be looked at as it goes: by then they have left the processor's caches. */
    boolean isSevere() {
        return severe;
    }
}
