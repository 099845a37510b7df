package dev.asyncz.agent.tasks.history;

import java.util.concurrent.TimeUnit;

/** How many runs of one task may be written down now, and how many were not. Not thread-safe. */
final class Pace {
    private double may = RunJournal.BURST;
    private long since;
    long more;
    long moreFailed;

    Pace(long now) {
        since = now;
    }

    boolean lets(long now) {
        may = Math.min(RunJournal.BURST, may + Math.max(0, now - since) / (double) TimeUnit.SECONDS.toMillis(1));
        since = now;
        if (may < 1) {
            return false;
        }
        may--;
        return true;
    }
}
