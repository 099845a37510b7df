package dev.asyncz.agent.storage.memory;

import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** The newest entries by id, of those that a walk finds by position. */
final class Newest implements Hits {
    private final int limit;
    private final int slack;
    private final List<LogEntry> found;
    private long end = Long.MIN_VALUE;

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
        found.add(entry);
        if (found.size() == limit) {
            end = at - slack;
        }
    }

    @Override
    public void add(long at, SealedSegment segment, int place) {
        add(at, segment.entry(place));
    }

    /** At most so many as the limit, the newest first. */
    List<LogEntry> found() {
        found.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
        return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
    }
}
