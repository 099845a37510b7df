package dev.asyncz.agent.storage.memory;

import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
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

    private static final long CLOSED = Long.MIN_VALUE;

    private final long number;
    private final int length;
    /** What its entries take beyond plain ones; {@link #CLOSED} once it has left the ring. */
    private final AtomicLong charged = new AtomicLong();

    private volatile @Nullable AtomicReferenceArray<@Nullable LogEntry> places;
    private volatile @Nullable SealedSegment sealed;

    /** @param number how many segments were before it */
    Segment(long number, int length) {
        this.number = number;
        this.length = length;
        this.places = new AtomicReferenceArray<>(length);
    }

    long number() {
        return number;
    }

    /** Puts an entry into a place; false where the place was let go of meanwhile. */
    boolean put(int place, LogEntry entry) {
        AtomicReferenceArray<@Nullable LogEntry> open = places;
        return open != null && open.compareAndSet(place, null, entry);
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
        LogEntry entry = open != null ? open.get(place) : columns != null ? columns.entry(place) : null;
        return entry == GONE ? null : entry;
    }

    /** Notes that an entry takes more than a plain one; false once the segment has left the ring. */
    boolean charge(long bytes) {
        for (long before = charged.get(); before != CLOSED; before = charged.get()) {
            if (charged.compareAndSet(before, before + bytes)) {
                return true;
            }
        }
        return false;
    }

    /** Takes back a charge, and says how much of it was still charged. */
    long discharge(long bytes) {
        return charge(-bytes) ? bytes : 0;
    }

    /** Leaves the ring, and says what was charged. */
    long close() {
        return Math.max(0, charged.getAndSet(CLOSED));
    }

    /** Lets go of one entry before its turn, and says how much less is charged. */
    long drop(int place) {
        AtomicReferenceArray<@Nullable LogEntry> open = places;
        LogEntry entry;
        if (open != null) {
            entry = open.getAndSet(place, GONE);
        } else {
            entry = sealed == null ? null : sealed.entry(place);
        }
        // Whether it is being sealed right now: seal() looks in the contrary order.
        SealedSegment columns = sealed;
        if (columns != null) {
            columns.drop(place);
        }
        // Who comes late takes its charge back itself.
        return entry == null || entry == GONE ? 0 : discharge(EntrySize.beyondPlain(entry));
    }

    /** Makes columns of the entries, if all are there. False where it has changed nothing; no other method waits for it. */
    synchronized boolean seal() {
        AtomicReferenceArray<@Nullable LogEntry> open = places;
        if (open == null || open.get(length - 1) == null || charged.get() == CLOSED) {
            return false;
        }
        LogEntry[] entries = new LogEntry[length];
        for (int i = 0; i < length; i++) {
            LogEntry entry = open.get(i);
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
            if (open.get(i) == GONE) {
                columns.drop(i);
            }
        }
        return true;
    }
}
