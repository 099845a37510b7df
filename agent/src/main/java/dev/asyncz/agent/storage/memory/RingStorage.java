package dev.asyncz.agent.storage.memory;

import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries, in a ring on the heap that new ones overwrite.
 *
 * <p>Lock-free: an append claims a position with one atomic addition and puts its entry there; a query reads from the
 * newest position to the oldest, and never makes an append wait. The positions are those of {@link Segment segments},
 * and those that are full are made into columns beside the application.
 *
 * <p>Bounded in bytes as well: past the bound the oldest entries leave before their turn. A plain entry is taken for
 * {@link EntrySize#PLAIN_BYTES}, sealed or not, so that plain entries share no counter but the ring's position.
 */
public final class RingStorage implements LogStorage {
    /**
     * Ids and positions are not taken in one step, so that two threads may put neighbours the wrong way round. A query
     * looks this much further than its limit, and sorts.
     */
    private static final int SLACK = 64;

    private static final int LONGEST_SEGMENT = 1_024;
    private static final int SHORTEST_SEGMENT = 16;

    /** A ring has so many segments at least, unless they were too short: the oldest is held for a while in vain. */
    private static final int SEGMENTS = 16;

    /** One more than a full ring has entries of, as the oldest are left bit by bit. */
    private final AtomicReferenceArray<@Nullable Segment> segments;

    /** The one that was made last, most likely: finding it by its number is a division. */
    private volatile Segment current;

    private final int segmentLength;
    private final int segmentBits;
    private final int length;
    private final long maxBytes;
    private final AtomicLong next = new AtomicLong();
    /** The first position that has not left before its turn. */
    private final AtomicLong oldest = new AtomicLong();
    /** What the entries of all segments take beyond plain ones. */
    private final AtomicLong beyondPlain = new AtomicLong();

    private final AtomicBoolean sealing = new AtomicBoolean();

    /**
     * @param maxEntries how many entries it holds at most, from 1
     * @param maxBytes how much heap they take at most, roughly; holds fewer entries where plain ones would take more,
     *     and the newest whatever it takes
     */
    public RingStorage(int maxEntries, long maxBytes) {
        this.maxBytes = maxBytes;
        length = (int) Math.max(1, Math.min(maxEntries, maxBytes / EntrySize.PLAIN_BYTES));
        segmentLength = Math.max(SHORTEST_SEGMENT, Math.min(LONGEST_SEGMENT, Integer.highestOneBit(length / SEGMENTS)));
        segmentBits = Integer.numberOfTrailingZeros(segmentLength);
        segments = new AtomicReferenceArray<>((length + segmentLength - 1) / segmentLength + 1);
        current = new Segment(0, segmentLength);
        segments.set(0, current);
    }

    @Override
    public void append(LogEntry entry) {
        long at = next.getAndIncrement();
        Segment segment = claimed(at);
        long more = EntrySize.beyondPlain(entry);
        if (segment == null || more > 0 && !segment.charge(more)) {
            // A whole round of others has overtaken this thread, and has overwritten its entry.
            return;
        }
        if (more > 0) {
            beyondPlain.addAndGet(more);
        }
        if (!segment.put(place(at), entry)) {
            beyondPlain.addAndGet(-segment.discharge(more));
        }
        if (beyondPlain.get() > 0) {
            evict(at);
        }
    }

    /** The segment of a position, which its first entry makes; null once another one is in its place. */
    private @Nullable Segment claimed(long at) {
        long number = at >> segmentBits;
        Segment likely = current;
        if (likely.number() == number) {
            return likely;
        }
        int index = index(number);
        while (true) {
            Segment there = segments.get(index);
            if (there != null && there.number() >= number) {
                return there.number() == number ? there : null;
            }
            Segment made = new Segment(number, segmentLength);
            if (segments.compareAndSet(index, there, made)) {
                current = made;
                if (there != null) {
                    beyondPlain.addAndGet(-there.close());
                }
                if (segmentLength >= SealedSegment.PIECE) {
                    Sealer.wake(this, sealing);
                }
                return made;
            }
        }
    }

    /** Lets go of the oldest entries until the bound is kept; leaves the newest entry in any case. */
    private void evict(long newest) {
        for (long at = oldest.get(); bytes(newest, at) > maxBytes && at < newest; at = oldest.get()) {
            long held = Math.max(at, (newest >> segmentBits) - segments.length() + 1 << segmentBits);
            if (oldest.compareAndSet(at, held + 1)) {
                Segment segment = segment(held >> segmentBits);
                if (segment != null) {
                    beyondPlain.addAndGet(-segment.drop(place(held)));
                }
            }
        }
    }

    private long bytes(long newest, long first) {
        return beyondPlain.get() + EntrySize.PLAIN_BYTES * Math.min(newest + 1 - first, length);
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        return new RingSearch(this, new Deadline(System::nanoTime)).newest(query, SLACK);
    }

    @Override
    public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        return new RingSearch(this, new Deadline(System::nanoTime)).histogram(query, from, to, buckets);
    }

    @Override
    public String retention() {
        return new RetentionPolicy(0, maxBytes, length).words();
    }

    @Override
    public StorageStats stats() {
        // In this order: what is let go of in between must not make the size impossible.
        long left = oldest.get();
        long appended = next.get();
        long size = Math.min(appended - left, length);
        return new StorageStats(size, appended, appended - size);
    }

    @Override
    public @Nullable LogEntry oldest() {
        long newest = next.get() - 1;
        for (long at = first(newest); at <= newest; at++) {
            Segment segment = segment(at >> segmentBits);
            LogEntry entry = segment == null ? null : segment.entry(place(at));
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** How many segments have had all positions claimed. */
    long full() {
        return next.get() >> segmentBits;
    }

    /** Those of the first so many segments that are there, the newest first. */
    List<Segment> segments(long first) {
        List<Segment> there = new ArrayList<>();
        for (long number = first - 1; number >= 0 && number >= first - segments.length(); number--) {
            Segment segment = segment(number);
            if (segment != null) {
                there.add(segment);
            }
        }
        return there;
    }

    /** Makes columns of what is full, at once. */
    void seal() {
        segments(full()).forEach(Segment::seal);
    }

    /** The position that was claimed last; -1 before the first. */
    long newest() {
        return next.get() - 1;
    }

    /** The first position that is still held, below that one. */
    long first(long newest) {
        return Math.max(oldest.get(), newest - length + 1);
    }

    int segmentBits() {
        return segmentBits;
    }

    /** Null where it is not made yet, or not held any more. */
    @Nullable
    Segment segment(long number) {
        Segment there = segments.get(index(number));
        return there != null && there.number() == number ? there : null;
    }

    private int index(long number) {
        return (int) (number % segments.length());
    }

    private int place(long at) {
        return (int) at & segmentLength - 1;
    }
}
