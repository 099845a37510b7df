package dev.asyncz.agent.storage.memory;

import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** The newest entries by id, of those that a walk finds by position. */
final class Newest implements Hits {
    private final int limit;
    private final int slack;
    private final List<Hit> found;
    private long end = Long.MIN_VALUE;

    private record Hit(long at, LogEntry entry) {}

    /** @param slack how far positions and ids may be out of step */
    Newest(int limit, int slack) {
        this.limit = limit;
        this.slack = slack;
        this.found = new ArrayList<>(Math.min(limit, 1_000));
    }

    @Override
    public boolean wants(long at) {
        return at >= end;
    }

    @Override
    public void add(long at, LogEntry entry) {
        found.add(new Hit(at, entry));
        if (found.size() == limit) {
            end = at - slack;
        }
    }

    @Override
    public void add(long at, SealedSegment segment, int place) {
        add(at, segment.entry(place));
    }

    /**
     * At most so many as the limit, the newest first.
     *
     * @param first the first position that is still held: threads let go of older ones in no order, and what some of
     *     them have not let go of yet would have gaps
     */
    List<LogEntry> found(long first) {
        return found.stream()
                .filter(hit -> hit.at >= first)
                .map(Hit::entry)
                .sorted((a, b) -> LogEntry.compareIds(b.id(), a.id()))
                .limit(limit)
                .toList();
    }
}
