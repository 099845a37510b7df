package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.signs.UtcTime;
import dev.asyncz.agent.words.Numbers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far back the lines go, in sentences for the pages of tasks and runs. */
public final class ReachText {
    private ReachText() {}

    /** Null where the storage does not say. */
    public static @Nullable String of(Reach reach, Instant now) {
        Instant since = reach.since();
        if (since == null) {
            return null;
        }
        String all = "All lines since " + UtcTime.at(since, now) + " are kept";
        return reach.runsBefore() == 0
                ? all + "."
                : all + ", and those of " + Numbers.count(reach.runsBefore(), "run") + " before.";
    }

    /**
     * As {@link #of(Reach, Instant)}, for a task some of whose lines have left.
     *
     * @param failed how many of its runs have failed
     * @param kept of how many that went wrong the lines are kept
     */
    public static @Nullable String of(Reach reach, Instant now, long failed, long kept) {
        String all = of(reach, now);
        return all == null || kept == 0 || failed <= kept
                ? all
                : all + " Older failed runs of this task have left: " + Numbers.grouped(kept) + " of "
                        + Numbers.grouped(failed) + " kept.";
    }
}
