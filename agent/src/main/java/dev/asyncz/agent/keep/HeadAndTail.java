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
 * The chunks of a run's lines: those of its head stay, those of its tail are used again, and what is severe between is
 * kept by itself. Charges its room for all. Guarded by the lines of the run.
 */
final class HeadAndTail {
    private static final int CHUNK = 64;

    private final int lines;
    private final KeepBudget room;
    private final List<Chunk> head = new ArrayList<>(1);
    private final Deque<Chunk> tail = new ArrayDeque<>(1);
    private final List<LogEntry> severe = new ArrayList<>(0);
    private long end;
    private long bytes;
    private long severeBytes;
    private long dropped;

    /** @param lines how many are kept */
    HeadAndTail(int lines, KeepBudget room) {
        this.lines = lines;
        this.room = room;
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
            dropped++;
            return last;
        }
        chunk.put(at, entry);
        if (isSevere(entry)) {
            chunk.hasSevere();
        }
        long more = chunk.isSettled() ? EntrySize.of(entry) : EntrySize.beyondPlain(entry);
        if (more > 0) {
            charge(chunk, more);
            makeRoom(chunk, entry);
        }
        return last;
    }

    /** A chunk is charged for what its entries really take, once it is full. */
    void settle(Chunk full) {
        if (full != Chunk.NONE && !full.isSettled()) {
            long size = 0;
            int count = 0;
            for (LogEntry entry : full.places()) {
                if (entry != null) {
                    count++;
                    size += size(entry);
                    if (entry.extra().size() > 1 && isSevere(entry)) {
                        full.hasSevere();
                    }
                }
            }
            charge(full, size - full.charged());
            full.settle(count);
        }
    }

    /** Of one that has nothing but its thread beside it, which most have, the message tells. */
    private static long size(LogEntry entry) {
        return entry.extra().size() > 1
                ? EntrySize.of(entry)
                : EntrySize.PLAIN_BYTES + Math.max(0, 2L * entry.message().length() - EntrySize.PLAIN_BYTES / 2);
    }

    void release() {
        room.take(-bytes);
        bytes = 0;
        head.clear();
        tail.clear();
        severe.clear();
    }

    /**
     * Gives what it holds.
     *
     * @param before gets the head, and what is severe behind it, in no particular order
     * @param last gets the tail, oldest first
     * @return how many lines are not among them
     */
    long addTo(List<LogEntry> before, List<LogEntry> last) {
        head.forEach(chunk -> chunk.addTo(before));
        before.addAll(severe);
        tail.forEach(chunk -> chunk.addTo(last));
        last.sort((a, b) -> LogEntry.compareIds(a.id(), b.id()));
        // The oldest chunk reaches further back than the tail has to.
        List<LogEntry> beyond = last.subList(0, Math.max(0, last.size() - tailLines()));
        long missing = dropped;
        int more = mostSevere() - severe.size();
        for (LogEntry entry : beyond) {
            if (more > 0 && isSevere(entry)) {
                more--;
                before.add(entry);
            } else {
                missing++;
            }
        }
        beyond.clear();
        return missing;
    }

    static boolean isSevere(LogLevel level) {
        return level.compareTo(LogLevel.WARN) >= 0;
    }

    private static boolean isSevere(LogEntry entry) {
        return isSevere(entry.level()) || entry.exception() != null;
    }

    private int mostSevere() {
        return lines / 10;
    }

    /** Opens the chunk of the next numbers, or leaves them without places where there is no room. */
    private Chunk open(Chunk full) {
        settle(full);
        boolean inHead = end < headLines() && bytes <= room.ofOne() / 4;
        int size = size();
        LogEntry @Nullable [] places = null;
        while (!inHead && (tail.size() > tailLines() / CHUNK + 1 || !tail.isEmpty() && !fits(size))) {
            places = dropOldest();
        }
        Chunk chunk = Chunk.NONE;
        if (fits(size)) {
            chunk = new Chunk(end, places != null && places.length == size ? places : new LogEntry[size]);
            charge(chunk, (long) size * EntrySize.PLAIN_BYTES);
            (inHead ? head : tail).add(chunk);
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
        return bytes + (long) size * EntrySize.PLAIN_BYTES <= room.ofOne() && !room.isExhausted();
    }

    /** For a line that is large: older ones of the tail give way to it, and where there are none, it itself. */
    private void makeRoom(Chunk chunk, LogEntry entry) {
        while (bytes > room.ofOne() && !tail.isEmpty() && tail.getFirst() != chunk) {
            dropOldest();
        }
        @Nullable LogEntry[] places = chunk.places();
        for (int i = 0; i < places.length && bytes > room.ofOne(); i++) {
            LogEntry old = places[i];
            if (old != null && (old == entry || chunk == tail.peekFirst())) {
                places[i] = null;
                dropped++;
                charge(chunk, -Math.min(chunk.charged(), EntrySize.beyondPlain(old)));
            }
        }
    }

    /** Drops the oldest chunk of the tail but for what is severe, and gives its places. */
    private @Nullable LogEntry[] dropOldest() {
        Chunk oldest = tail.removeFirst();
        charge(oldest, -oldest.charged());
        if (oldest.isSevere()) {
            for (LogEntry entry : oldest.places()) {
                dropped += entry == null || keepSevere(entry) ? 0 : 1;
            }
        } else {
            dropped += oldest.count();
        }
        return oldest.emptied();
    }

    private boolean keepSevere(LogEntry entry) {
        long size = EntrySize.of(entry);
        boolean keeps = isSevere(entry) && severe.size() < mostSevere() && severeBytes + size <= room.ofOne() / 4;
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
        room.take(more);
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
