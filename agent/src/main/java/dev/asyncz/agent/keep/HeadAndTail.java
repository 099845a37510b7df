package dev.asyncz.agent.keep;

import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a run's lines: those of its head stay, those of its tail go, and what is severe between is
 * kept by itself. Charges its budget for all. Guarded by the lines of the run.
 */
final class HeadAndTail {
    private static final int CHUNK = 64;

    private final int lines;
    private final KeepBudget budget;
    private final List<Chunk> head = new ArrayList<>(1);
    private final Deque<Chunk> tail = new ArrayDeque<>(1);
    private final List<LogEntry> severe = new ArrayList<>(0);
    private long end;
    private long bytes;
    private long severeBytes;
    private long dropped;
    private boolean lastHasPlaces = true;

    /** @param lines how many are kept */
    HeadAndTail(int lines, KeepBudget budget) {
        this.lines = lines;
        this.budget = budget;
    }

    int headLines() {
        return lines / 4;
    }

    int tailLines() {
        return lines - headLines();
    }

    long bytes() {
        return bytes;
    }

    /**
     * Puts a line into its place.
     *
     * @param current the chunk of the lines before
     * @return the chunk of the lines to come
     */
    Chunk place(long at, LogEntry entry, Chunk current) {
        Chunk last = current;
        while (at >= end) {
            last = open(last);
        }
        Chunk chunk = find(at);
        if (chunk == null) {
            return last;
        }
        chunk.put(at, entry);
        if (isSevere(entry)) {
            chunk.hasSevere();
        }
        long more = chunk.isSettled() ? EntrySize.of(entry) : EntrySize.beyondPlain(entry);
        if (more > 0) {
            charge(chunk, more);
            giveWay(chunk, entry);
        }
        return last;
    }

    /** A chunk is charged for what its entries really take, once it is full. */
    void settle(Chunk full) {
        if (full != Chunk.NONE && !full.isSettled()) {
            long size = 0;
            for (LogEntry entry : full.places()) {
                if (entry != null) {
                    size += size(entry);
                    if (entry.extra().size() > 1 && isSevere(entry)) {
                        full.hasSevere();
                    }
                }
            }
            charge(full, size - full.charged());
            full.settle();
        }
    }

    /** Of one that has nothing but its thread beside it, which most have, the message tells. */
    private static long size(LogEntry entry) {
        return entry.extra().size() > 1
                ? EntrySize.of(entry)
                : EntrySize.PLAIN_BYTES + Math.max(0, 2L * entry.message().length() - EntrySize.PLAIN_BYTES / 2);
    }

    void release() {
        budget.take(-bytes);
        bytes = 0;
        head.clear();
        tail.clear();
        severe.clear();
    }

    /**
     * Gives what it holds, in no particular order. The tail may reach further back than it has to.
     *
     * @param numbers how many were given out
     * @return how many lines are not among them
     */
    long copyTo(List<LogEntry> first, List<LogEntry> between, List<LogEntry> last, long numbers) {
        head.forEach(chunk -> chunk.addTo(first));
        between.addAll(severe);
        tail.forEach(chunk -> chunk.addTo(last));
        return dropped - (lastHasPlaces ? 0 : Math.max(0, end - numbers));
    }

    static boolean isSevere(LogLevel level) {
        return level.compareTo(LogLevel.WARN) >= 0;
    }

    static boolean isSevere(LogEntry entry) {
        return isSevere(entry.level()) || entry.exception() != null;
    }

    /** How many lines between head and tail are kept at most. */
    int mostSevere() {
        return lines / 10;
    }

    /** Opens the chunk of the next numbers; without room for it they have no places, and count as missing. */
    private Chunk open(Chunk full) {
        settle(full);
        boolean inHead = end < headLines() && bytes <= budget.ofOne() / 4;
        int size = size();
        while (!inHead && (tail.size() > tailLines() / CHUNK + 1 || !tail.isEmpty() && !fits(size))) {
            dropOldest();
        }
        Chunk chunk = Chunk.NONE;
        lastHasPlaces = fits(size);
        if (lastHasPlaces) {
            chunk = new Chunk(end, new LogEntry[size]);
            charge(chunk, (long) size * EntrySize.PLAIN_BYTES);
            (inHead ? head : tail).add(chunk);
        } else {
            dropped += size;
        }
        end += size;
        return chunk;
    }

    /** Small at first, as most runs log little. */
    private int size() {
        int size = CHUNK;
        if (end < 20) {
            size = end < 4 ? 4 : 16;
        }
        return end < headLines() ? (int) Math.min(size, headLines() - end) : size;
    }

    private boolean fits(int size) {
        return bytes + (long) size * EntrySize.PLAIN_BYTES <= budget.ofOne() && !budget.isExhausted();
    }

    /** For a line that is large: older ones of the tail give way to it, and where there are none, it itself. */
    private void giveWay(Chunk chunk, LogEntry entry) {
        // The last one may have lines to come.
        while (bytes > budget.ofOne() && tail.size() > 1 && tail.getFirst() != chunk) {
            dropOldest();
        }
        @Nullable LogEntry[] places = chunk.places();
        for (int i = 0; i < places.length && bytes > budget.ofOne(); i++) {
            LogEntry old = places[i];
            if (old != null && (old == entry || chunk == tail.peekFirst())) {
                chunk.drop(i);
                dropped++;
                charge(chunk, -Math.min(chunk.charged(), EntrySize.beyondPlain(old)));
            }
        }
    }

    /**
     * Drops the oldest chunk of the tail but for what is severe. Its places are not used again: a thread that has its
     * number, and comes late, must not put its line among others.
     */
    private void dropOldest() {
        Chunk oldest = tail.removeFirst();
        charge(oldest, -oldest.charged());
        dropped += oldest.present();
        if (oldest.isSevere()) {
            for (LogEntry entry : oldest.places()) {
                dropped -= entry != null && keepSevere(entry) ? 1 : 0;
            }
        }
    }

    private boolean keepSevere(LogEntry entry) {
        long size = EntrySize.of(entry);
        boolean keeps = isSevere(entry) && severe.size() < mostSevere() && severeBytes + size <= budget.ofOne() / 4;
        if (keeps) {
            severe.add(entry);
            severeBytes += size;
            charge(Chunk.NONE, size);
        }
        return keeps;
    }

    private void charge(Chunk chunk, long more) {
        if (chunk != Chunk.NONE) {
            chunk.charge(more);
        }
        bytes += more;
        budget.take(more);
    }

    private @Nullable Chunk find(long at) {
        for (Chunk each : tail) {
            if (each.has(at)) {
                return each;
            }
        }
        for (Chunk each : head) {
            if (each.has(at)) {
                return each;
            }
        }
        return null;
    }
}
