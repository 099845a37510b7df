package dev.asyncz.agent.storage.file;

import dev.asyncz.api.LogEntry;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * How far the order of the file may be from that of ids and from that of times, in milliseconds: what a search has to
 * read beyond the place where it could stop if they were the same. Threads race for their places, clocks are set back
 * between two starts. Learns from every entry that is written or read; safe from any thread.
 */
final class Disorder {
    /** How far threads get apart under load, in files of processes before this one. */
    private static final long RACE = 50;

    private static final long CLOCK = 1_000;

    private final LongAccumulator late = new LongAccumulator(Math::max, RACE);
    private final LongAccumulator ahead = new LongAccumulator(Math::max, CLOCK);

    /** Two ids of which the first stands before the second in the files. */
    void inOrder(long earlier, long later) {
        if (earlier > later) {
            late.accumulate(earlier - later);
        }
    }

    void saw(LogEntry entry) {
        ahead.accumulate(entry.ts().getEpochSecond() * 1_000 + 999 - TimeOrderedIds.millis(entry.id()));
    }

    /** No id after an entry is older than its own by more than this. */
    long late() {
        return late.get();
    }

    /** No entry is logged later than its id says by more than this. */
    long ahead() {
        return ahead.get();
    }
}
