package dev.asyncz.agent.storage.memory;

import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.api.StorageStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries, in a ring on the heap that new ones overwrite.
 *
 * <p>Lock-free: an append claims a place with one atomic addition and puts its entry there; a query reads the places
 * from the newest to the oldest, and never makes an append wait.
 *
 * <p>Bounded in bytes as well: past the bound the oldest entries leave before their turn. A plain entry is taken for
 * {@link EntrySize#PLAIN_BYTES}, so that in a full ring plain entries share no counter but the ring's position.
 */
public final class RingStorage implements LogStorage {
    /**
     * Ids and places are not taken in one step, so that two threads may put neighbours the wrong way round. A query
     * looks this much further than its limit, and sorts.
     */
    private static final int SLACK = 64;

    /** Stands where an entry left before its turn, until a new one comes. */
    private static final LogEntry LEFT =
            new LogEntry(new UUID(0, 0), Instant.EPOCH, LogLevel.TRACE, "", "", null, null, Map.of());

    private final AtomicReferenceArray<@Nullable LogEntry> places;
    /**
     * What the entry in each place takes. EntryKind here, as the entry that an append overwrites has long left the
     * processor's caches. {@link #bytes} is their sum; where an append meets an eviction, one may be wrong until its
     * place is taken again.
     */
    private final AtomicIntegerArray sizes;

    private final long maxBytes;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();
    /** How many places have {@link #LEFT}. */
    private final AtomicLong emptied = new AtomicLong();

    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param maxEntries how many entries it holds at most, from 1
     * @param maxBytes how much heap they take at most, roughly; holds fewer entries where plain ones would take more,
     *     and the newest whatever it takes
     */
    public RingStorage(int maxEntries, long maxBytes) {
        places = new AtomicReferenceArray<>((int) Math.max(1, Math.min(maxEntries, maxBytes / EntrySize.PLAIN_BYTES)));
        sizes = new AtomicIntegerArray(places.length());
        this.maxBytes = maxBytes;
    }

    @Override
    public void append(LogEntry entry) {
        long at = next.getAndIncrement();
        LogEntry overwritten = places.getAndSet(place(at), entry);
        if (overwritten == LEFT) {
            emptied.decrementAndGet();
        }
        if (resize(place(at), bytes(entry)) && bytes.get() > maxBytes) {
            evict(at);
        }
    }

    /** Notes what a place takes from now on, and says whether that is a change. */
    private boolean resize(int place, int size) {
        if (sizes.get(place) == size) {
            return false;
        }
        bytes.addAndGet(size - sizes.getAndSet(place, size));
        return true;
    }

    /** Empties places from the oldest on until the bound is kept; leaves the newest entry in any case. */
    private void evict(long newest) {
        while (bytes.get() > maxBytes) {
            long at = oldest.get();
            long from = Math.max(at, newest - places.length() + 1);
            if (from >= newest) {
                return;
            }
            LogEntry entry = places.get(place(from));
            if (oldest.compareAndSet(at, from + 1)
                    && entry != null
                    && entry != LEFT
                    && places.compareAndSet(place(from), entry, LEFT)) {
                emptied.incrementAndGet();
                resize(place(from), 0);
            }
        }
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        List<LogEntry> found = new ArrayList<>(Math.min(query.limit(), 1_000));
        long newest = next.get() - 1;
        long end = Math.max(newest - places.length(), -1);
        int beyond = 0;
        Deadline deadline = new Deadline();
        for (long at = newest; at > end && beyond < SLACK; at--) {
            deadline.check(at);
            LogEntry entry = places.get(place(at));
            if (found.size() >= query.limit()) {
                beyond++;
            }
            if (entry != null && entry != LEFT && query.matches(entry)) {
                found.add(entry);
            }
        }
        found.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
        return found.size() > query.limit() ? List.copyOf(found.subList(0, query.limit())) : found;
    }

    @Override
    public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        LogHistogram.Counts counts = new LogHistogram.Counts(from, to, buckets);
        LogQuery wanted = counts.within(query);
        Deadline deadline = new Deadline();
        long newest = next.get() - 1;
        long end = Math.max(newest - places.length(), -1);
        for (long at = newest; at > end; at--) {
            deadline.check(at);
            LogEntry entry = places.get(place(at));
            if (entry != null && entry != LEFT && wanted.matches(entry)) {
                counts.add(entry.ts(), entry.level(), 1);
            }
        }
        return counts.histogram(true);
    }

    @Override
    public String retention() {
        return new RetentionPolicy(0, maxBytes, places.length()).words();
    }

    @Override
    public StorageStats stats() {
        // In this order, and never below zero: appends and evictions in between must not make the size impossible.
        long left = Math.max(0, emptied.get());
        long appended = next.get();
        long size = Math.min(appended, places.length()) - left;
        return new StorageStats(size, appended, appended - size);
    }

    @Override
    public @Nullable LogEntry oldest() {
        long newest = next.get() - 1;
        for (long at = Math.max(0, newest - places.length() + 1); at <= newest; at++) {
            LogEntry entry = places.get(place(at));
            if (entry != null && entry != LEFT) {
                return entry;
            }
        }
        return null;
    }

    private int place(long at) {
        return (int) (at % places.length());
    }

    /** Ends a search whose regular expression is slow on many lines: others take milliseconds. */
    private static final class Deadline {
        private static final Duration LENGTH = Duration.ofSeconds(2);
        private static final int EACH = 0xFF;

        private final long end = System.nanoTime() + LENGTH.toNanos();

        void check(long at) {
            if ((at & EACH) == 0 && System.nanoTime() - end > 0) {
                throw new SearchStopped("The search was given up after " + LENGTH.toSeconds()
                        + " s. A simpler regular expression, a task or a level makes it faster.");
            }
        }
    }

    private static int bytes(LogEntry entry) {
        return (int) Math.min(Integer.MAX_VALUE, EntrySize.of(entry));
    }
}
