package dev.asyncz.agent.storage.memory;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;

/** Counts what a walk finds. */
record Counted(LogHistogram.Counts counts) implements Hits {
    @Override
    public boolean wants(long at) {
        return true;
    }

    @Override
    public void add(long at, LogEntry entry) {
        counts.add(entry.ts(), entry.level(), 1);
    }

    @Override
    public void add(long at, SealedSegment segment, int place) {
        counts.add(segment.time(place), segment.level(place), 1);
    }
}
