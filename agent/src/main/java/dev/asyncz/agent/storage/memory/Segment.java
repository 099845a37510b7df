package dev.asyncz.agent.storage.memory;

import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the ring: places for entries as they come, and columns made of them once all are there. Each place is
 * taken once, by the thread that has claimed it; any thread reads.
 */
final class Segment {
    /** Stands where an entry left before its turn. */
    static final LogEntry GONE =
            new LogEntry(new UUID(0, 0), Instant.EPOCH, LogLevel.TRACE, "", "", null, null, Map.of());

    /** So far below zero that no charges lift it there again. */
    private static final long CLOSED = Long.MIN_VALUE / 2;

    /** Neighbours are a cache line apart, as they are put by several threads at once: 16 references fill one. */
    private static final int SPREAD_BITS = 4;

    private final long number;
    private final int length;
    private final int bits;
    /** What its entries take beyond plain ones; below zero once it has left the ring. */
    private final AtomicLong charged = new AtomicLong();
    /** How many entries left before their turn. */
    private final AtomicInteger left = new AtomicInteger();

    private volatile @Nullable AtomicReferenceArray<@Nullable LogEntry> places;
    private volatile @Nullable SealedSegment sealed;

    /**
     * @param number how many segments were before it
     * @param length a power of two, from 16
     */
    Segment(long number, int length) {
        this.number = number;
        this.length = length;
        this.bits = Integer.numberOfTrailingZeros(length);
        this.places = new AtomicReferenceArray<>(length);
    }

    long number() {
        return number;
    }

    private int spread(int place) {
        return (place << SPREAD_BITS | place >>> bits - SPREAD_BITS) & length - 1;
    }

    /** Puts an entry into a place; false where the place was let go of meanwhile. */
    boolean put(int place, LogEntry entry) {
        AtomicReferenceArray<@Nullable LogEntry> open = places;
        return open != null && open.compareAndSet(spread(place), null, entry);
    }

    /** Its columns; null while it has none. */
    @Nullable
    SealedSegment sealed() {
        return sealed;
    }

    /** The entry of a place; null while it is not there yet, and after it has left. */
    @Nullable
    LogEntry entry(int place) {
        AtomicReferenceArray<@Nullable LogEntry> open = places;
        SealedSegment columns = sealed;
        LogEntry entry = open != null ? open.get(spread(place)) : columns != null ? columns.entry(place) : null;
        return entry == GONE ? null : entry;
    }

    /** Notes that an entry takes more than a plain one; false once the segment has left the ring. */
    boolean charge(long bytes) {
        return charged.getAndAdd(bytes) >= 0;
    }

    /** Takes back a charge, and says how much of it was still charged. */
    long discharge(long bytes) {
        return charge(-bytes) ? bytes : 0;
    }

    /** Leaves the ring, and says what was charged. */
    long close() {
        return Math.max(0, charged.getAndSet(CLOSED));
    }

    /** Lets go of one entry before its turn, once for each, and says how much less is charged. The last takes all along. */
    long drop(int place) {
        AtomicReferenceArray<@Nullable LogEntry> open = places;
        LogEntry entry;
        if (open != null) {
            entry = open.getAndSet(spread(place), GONE);
        } else {
            entry = sealed == null ? null : sealed.entry(place);
        }
        // Whether it is being sealed right now: seal() looks in the contrary order.
        SealedSegment columns = sealed;
        if (columns != null) {
            columns.drop(place);
        }
        if (left.incrementAndGet() == length) {
            places = null;
            sealed = null;
        }
        // Who comes late takes its charge back itself.
        return entry == null || entry == GONE ? 0 : discharge(EntrySize.beyondPlain(entry));
    }

    /** Makes columns of the entries, if all are there. False where it has changed nothing; no other method waits for it. */
    synchronized boolean seal() {
        AtomicReferenceArray<@Nullable LogEntry> open = places;
        if (open == null || open.get(length - 1) == null || charged.get() < 0) {
            return false;
        }
        LogEntry[] entries = new LogEntry[length];
        for (int i = 0; i < length; i++) {
            LogEntry entry = open.get(spread(i));
            if (entry == null || entry == GONE) {
                return false;
            }
            entries[i] = entry;
        }
        SealedSegment columns = new SealedSegment(entries);
        sealed = columns;
        places = null;
        // What was let go of meanwhile was so in the places alone.
        for (int i = 0; i < length; i++) {
            if (open.get(spread(i)) == GONE) {
                columns.drop(i);
            }
        }
        if (left.get() == length) {
            sealed = null;
        }
        return true;
    }
}
