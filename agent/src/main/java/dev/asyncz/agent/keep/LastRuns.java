package dev.asyncz.agent.keep;

import dev.asyncz.agent.storage.kept.KeepBounds;
import dev.asyncz.agent.storage.kept.KeptRun.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last runs of one task that ended alike, as far as they are on the heap. Guarded by its keeper. */
final class LastRuns {
    private final Row wrong;
    private final Row good;

    LastRuns(String task, KeepBounds bounds) {
        int share = bounds.share(task);
        wrong = new Row(share * bounds.failed(), 10_000, 300_000);
        good = new Row(share * bounds.good(), 60_000, 1_800_000);
    }

    /** Takes a run that has ended, or has ended otherwise than it seemed; tells of one that leaves for it. */
    void add(RunLines run, Consumer<RunLines> left) {
        boolean again = wrong.runs.remove(run) | good.runs.remove(run);
        (run.state() == State.GOOD ? good : wrong).add(run, again, left);
    }

    void remove(RunLines run) {
        wrong.runs.remove(run);
        good.runs.remove(run);
    }

    void addTo(List<RunLines> all) {
        all.addAll(wrong.runs);
        all.addAll(good.runs);
    }

    /** Those that are to be written down now. */
    void addDue(List<RunLines> due, long now, long settledMillis, boolean all) {
        wrong.addDue(due, now, settledMillis, all);
        good.addDue(due, now, settledMillis, all);
    }

    /**
     * Runs that ended alike. Of a task that comes often not each is written down, but those that are there from time to
     * time: the more seldom, the more of them left unwritten.
     */
    private static final class Row {
        private final Deque<RunLines> runs = new ArrayDeque<>(2);
        private final int most;
        private final long leastPause;
        private final long longestPause;
        private long lastStarted;
        private long pause;
        private long notBefore;

        Row(int most, long leastPause, long longestPause) {
            this.most = most;
            this.leastPause = leastPause;
            this.longestPause = longestPause;
        }

        void add(RunLines run, boolean again, Consumer<RunLines> left) {
            if (!again) {
                run.comesAfter(lastStarted == 0 ? 0 : Math.max(1, run.startedMillis() - lastStarted));
                lastStarted = Math.max(lastStarted, run.startedMillis());
            }
            runs.addLast(run);
            while (runs.size() > most) {
                left.accept(runs.removeFirst());
            }
        }

        void addDue(List<RunLines> due, long now, long settledMillis, boolean all) {
            if (runs.isEmpty() || !all && now < notBefore) {
                return;
            }
            List<RunLines> settled = new ArrayList<>();
            for (RunLines run : runs) {
                if (all || now - run.endedMillis() >= settledMillis) {
                    settled.add(run);
                }
            }
            if (!settled.isEmpty()) {
                boolean often = now - notBefore < pause;
                pause = often ? Math.min(longestPause, 2 * pause) : leastPause;
                notBefore = now + pause;
                due.addAll(settled);
            }
        }
    }
}
