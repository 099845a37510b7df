package dev.asyncz.agent.storage.memory;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries, in a ring on the heap that new ones overwrite.
 *
 * <p>Lock-free: an append claims a place with one atomic addition and puts its entry there; a query reads the places
 * from the newest to the oldest, and never makes an append wait.
 *
 * <p>Bounded in bytes as well: every place has {@link #PLAIN_BYTES} for itself, and what entries take beyond that is
 * counted. Past the bound the oldest entries leave before their turn. Plain entries thus share no counter but the
 * ring's position.
 */
public final class RingStorage implements LogStorage {
    /** What an entry takes in heap without long texts: objects, references, ids. An estimate on the high side. */
    static final int PLAIN_BYTES = 512;

    /**
     * Ids and places are not taken in one step, so that two threads may put neighbours the wrong way round. A query
     * looks this much further than its limit, and sorts.
     */
    private static final int SLACK = 64;

    private final AtomicReferenceArray<@Nullable LogEntry> places;
    private final long maxExcessBytes;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();
    /** Places whose entry left before its turn, and that no new one has taken yet. */
    private final AtomicLong emptied = new AtomicLong();

    private final AtomicLong excessBytes = new AtomicLong();

    /**
     * @param maxEntries how many entries it holds at most, from 1
     * @param maxBytes how much heap they take at most, roughly; holds fewer entries where plain ones would take more
     */
    public RingStorage(int maxEntries, long maxBytes) {
        int length = (int) Math.max(1, Math.min(maxEntries, maxBytes / PLAIN_BYTES));
        places = new AtomicReferenceArray<>(length);
        maxExcessBytes = Math.max(0, maxBytes - (long) length * PLAIN_BYTES);
    }

    @Override
    public void append(LogEntry entry) {
        long at = next.getAndIncrement();
        LogEntry overwritten = places.getAndSet(place(at), entry);
        if (overwritten == null && at >= places.length()) {
            emptied.decrementAndGet();
        }
        long excess = excess(entry) - (overwritten == null ? 0 : excess(overwritten));
        if (excess != 0 && excessBytes.addAndGet(excess) > maxExcessBytes) {
            evict(at);
        }
    }

    /** Empties places from the oldest on until the bound is kept; leaves the newest entry in any case. */
    private void evict(long newest) {
        while (excessBytes.get() > maxExcessBytes) {
            long at = oldest.get();
            if (at >= newest) {
                return;
            }
            long from = Math.max(at, newest - places.length() + 1);
            if (oldest.compareAndSet(at, from + 1)) {
                LogEntry entry = places.getAndSet(place(from), null);
                if (entry != null) {
                    excessBytes.addAndGet(-excess(entry));
                    emptied.incrementAndGet();
                }
            }
        }
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        List<LogEntry> found = new ArrayList<>(Math.min(query.limit(), 1_000));
        long newest = next.get() - 1;
        long end = Math.max(newest - places.length(), -1);
        int beyond = 0;
        for (long at = newest; at > end && beyond < SLACK; at--) {
            LogEntry entry = places.get(place(at));
            if (found.size() >= query.limit()) {
                beyond++;
            }
            if (entry != null && query.matches(entry)) {
                found.add(entry);
            }
        }
        found.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
        return found.size() > query.limit() ? List.copyOf(found.subList(0, query.limit())) : found;
    }

    @Override
    public StorageStats stats() {
        long appended = next.get();
        long size = Math.min(appended, places.length()) - emptied.get();
        return new StorageStats(size, appended, appended - size);
    }

    private int place(long at) {
        return (int) (at % places.length());
    }

    /** What an entry takes beyond {@link #PLAIN_BYTES}; two bytes a character, as any character may need them. */
    private static long excess(LogEntry entry) {
        long chars = entry.message().length();
        if (entry.extra().size() > 1) {
            chars += chars(entry.extra());
        }
        return Math.max(0, 2 * chars - PLAIN_BYTES / 2);
    }

    private static long chars(Object value) {
        long chars = 8;
        if (value instanceof CharSequence text) {
            chars = text.length();
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> each : map.entrySet()) {
                chars += 16 + chars(each.getKey()) + chars(each.getValue());
            }
        } else if (value instanceof Collection<?> list) {
            for (Object each : list) {
                chars += 8 + chars(each);
            }
        }
        return chars;
    }
}
