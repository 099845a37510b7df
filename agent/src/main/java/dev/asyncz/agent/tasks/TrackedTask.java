package dev.asyncz.agent.tasks;

import dev.asyncz.bootstrap.Run;
import dev.asyncz.bootstrap.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What this process keeps of one task: figures since its start, and its last runs. Lock-free. */
final class TrackedTask {
    private final String id;
    private final AtomicLong begun = new AtomicLong();
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final Timetable timetable;
    private final AtomicReferenceArray<@Nullable TrackedRun> last;
    private volatile @Nullable TrackedRun lastOk;
    private volatile @Nullable Death death;

    /** @param runs how many of its runs are kept */
    TrackedTask(TaskPlan plan, int runs) {
        this.id = plan.task();
        this.timetable = new Timetable(plan);
        this.last = new AtomicReferenceArray<>(runs);
    }

    String id() {
        return id;
    }

    Timetable timetable() {
        return timetable;
    }

    boolean hasRuns() {
        return begun.get() > 0;
    }

    void begun(TrackedRun run) {
        last.set((int) (begun.getAndIncrement() % last.length()), run);
    }

    void ended(TrackedRun run) {
        ended.increment();
        if (run.hasFailed()) {
            failed.increment();
        } else if (run.isOk()) {
            lastOk = run;
        }
    }

    /** A run has turned out to be none. */
    void skipped() {
        skipped.increment();
    }

    void died(Run run, String consequence) {
        death = new Death(run.startedMillis(), consequence);
    }

    /** The runs that are kept, the one that began last first; at the end the last that was OK, if no other one is. */
    List<TrackedRun> runs() {
        long newest = begun.get() - 1;
        List<TrackedRun> runs = new ArrayList<>();
        for (long at = newest; at >= 0 && at > newest - last.length(); at--) {
            TrackedRun run = last.get((int) (at % last.length()));
            if (run != null && !run.isSkipped()) {
                runs.add(run);
            }
        }
        // Others are compared with it, however long ago it was.
        TrackedRun ok = lastOk;
        if (ok != null && runs.stream().noneMatch(TrackedRun::isOk)) {
            runs.add(ok);
        }
        return runs;
    }

    TaskFacts facts(String node) {
        // In the reverse of their order: a run that ends in between must not make "running" negative, nor the
        // failures more than the runs.
        long bad = failed.sum();
        long over = ended.sum();
        long none = skipped.sum();
        long all = begun.get() - none;
        List<TrackedRun> runs = runs();
        RunFacts newest = runs.isEmpty() ? null : runs.get(0).facts(node);
        return new TaskFacts(
                id,
                timetable.scheduler(),
                timetable.schedule(),
                timetable.nextRun(System.currentTimeMillis()),
                timetable.source(),
                timetable.isInfrastructure(),
                all,
                bad,
                Math.max(0, all - over),
                newest,
                death(runs));
    }

    /** A task that has begun again since is alive. */
    private @Nullable String death(List<TrackedRun> runs) {
        Death known = death;
        boolean again = known != null && !runs.isEmpty() && runs.get(0).startedMillis() > known.startedMillis;
        return known == null || again ? null : known.consequence;
    }

    /** @param startedMillis when its last run began */
    private record Death(long startedMillis, String consequence) {}
}
