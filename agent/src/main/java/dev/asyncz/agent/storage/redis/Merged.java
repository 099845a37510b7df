package dev.asyncz.agent.storage.redis;

import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Several sequences of entries, each newest first, as one. What it has given stays given when reading on fails. */
final class Merged implements Iterator<LogEntry> {
    private final List<Paged> sequences;
    private final List<Paged> behind;
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>((a, b) -> LogEntry.compareIds(b.entry.id(), a.entry.id()));

    Merged(List<Paged> sequences) {
        this.sequences = List.copyOf(sequences);
        this.behind = new ArrayList<>(sequences);
    }

    @Override
    public boolean hasNext() {
        while (!behind.isEmpty()) {
            int last = behind.size() - 1;
            Paged sequence = behind.get(last);
            if (sequence.hasNext()) {
                heads.add(new Head(sequence.next(), sequence));
            }
            behind.remove(last);
        }
        return !heads.isEmpty();
    }

    @Override
    public LogEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Head head = heads.remove();
        behind.add(head.rest);
        return head.entry;
    }

    /** The time of ids, in milliseconds, after which all were read. */
    long readTo() {
        return sequences.stream().mapToLong(Paged::readTo).max().orElse(Long.MIN_VALUE);
    }

    /** What was read and not given yet, in no order. */
    List<LogEntry> waiting() {
        List<LogEntry> waiting = new ArrayList<>();
        heads.forEach(head -> waiting.add(head.entry));
        sequences.forEach(sequence -> waiting.addAll(sequence.waiting()));
        return waiting;
    }

    private record Head(LogEntry entry, Paged rest) {}
}
