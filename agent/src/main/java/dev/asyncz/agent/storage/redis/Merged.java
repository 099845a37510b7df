package dev.asyncz.agent.storage.redis;

import dev.asyncz.api.LogEntry;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** Several sequences of entries, each newest first, as one. */
final class Merged implements Iterator<LogEntry> {
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>((a, b) -> LogEntry.compareIds(b.entry.id(), a.entry.id()));

    Merged(List<Iterator<LogEntry>> sequences) {
        sequences.forEach(this::advance);
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public LogEntry next() {
        Head head = heads.remove();
        advance(head.rest);
        return head.entry;
    }

    private void advance(Iterator<LogEntry> sequence) {
        if (sequence.hasNext()) {
            heads.add(new Head(sequence.next(), sequence));
        }
    }

    private record Head(LogEntry entry, Iterator<LogEntry> rest) {}
}
