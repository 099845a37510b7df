package dev.asyncz.agent.pipeline;

import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Entries on their way to a storage that does I/O: many threads put, one takes. Lock-free. Bounded in number and in
 * bytes; past either an entry is dropped and counted, and the next one that finds room is preceded by a mark that says
 * how many are missing.
 */
final class EntryQueue {
    private final ConcurrentLinkedQueue<LogEntry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder tooMany = new LongAdder();
    private final LongAdder tooLarge = new LongAdder();
    private final AtomicLong missing = new AtomicLong();

    private final String storage;
    private final long maxEntries;
    private final long maxBytes;

    /** @param storage the storage's name, for the mark of a gap */
    EntryQueue(String storage, long maxEntries, long maxBytes) {
        this.storage = storage;
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    void put(LogEntry entry) {
        LongAdder refusal = reserve(entry);
        if (refusal != null) {
            refusal.increment();
            missing.incrementAndGet();
            return;
        }
        // The mark goes before the first entry that finds room, so it must find room as well, or wait for the next.
        LogEntry mark = missing.get() == 0 ? null : gapBefore(entry);
        if (mark != null) {
            entries.add(mark);
        }
        entries.add(entry);
    }

    /** Up to {@code max} entries, oldest first; empty when none waits. For one thread. */
    List<LogEntry> take(int max) {
        List<LogEntry> batch = new ArrayList<>();
        while (batch.size() < max) {
            LogEntry entry = entries.poll();
            if (entry == null) {
                break;
            }
            waiting.decrementAndGet();
            waitingBytes.addAndGet(-EntrySize.of(entry));
            batch.add(entry);
        }
        return batch;
    }

    /** Entries taken in since the start, marks of gaps included. */
    long accepted() {
        return accepted.sum();
    }

    /** Entries dropped since the start, by reason. */
    Map<String, Long> dropped() {
        return Map.of("queue_full", tooMany.sum(), "queue_bytes", tooLarge.sum());
    }

    /** Takes room for an entry; null when there was some, else the counter of what there was too much of. */
    private @Nullable LongAdder reserve(LogEntry entry) {
        long bytes = EntrySize.of(entry);
        if (waiting.incrementAndGet() > maxEntries) {
            waiting.decrementAndGet();
            return tooMany;
        }
        if (waitingBytes.addAndGet(bytes) > maxBytes) {
            waiting.decrementAndGet();
            waitingBytes.addAndGet(-bytes);
            return tooLarge;
        }
        accepted.increment();
        return null;
    }

    private @Nullable LogEntry gapBefore(LogEntry next) {
        long lines = missing.getAndSet(0);
        if (lines == 0) {
            return null;
        }
        UUID before = new UUID(next.id().getMostSignificantBits(), next.id().getLeastSignificantBits() - 1);
        String text = String.format(
                Locale.ROOT, "%,d lines are missing before this: the queue to the %s storage was full", lines, storage);
        LogEntry mark = new LogEntry(
                before, next.ts(), LogLevel.WARN, text, "asyncz.storage", null, null, Map.of("missing", lines));
        if (reserve(mark) != null) {
            missing.addAndGet(lines);
            return null;
        }
        return mark;
    }
}
