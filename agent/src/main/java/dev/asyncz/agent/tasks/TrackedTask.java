package dev.asyncz.agent.tasks;

import dev.asyncz.agent.tasks.Deaths.Death;
import dev.asyncz.bootstrap.run.LiveSchedule;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What this process keeps of one task: figures since its start, and its last runs. Lock-free. */
final class TrackedTask {
    private static final int FEW = 10;

    private final String id;
    private final AtomicLong begun = new AtomicLong();
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final TaskTotals totals = new TaskTotals();
    private final Timetable timetable;
    private final AtomicReferenceArray<@Nullable TrackedRun> last;
    private volatile @Nullable TrackedRun lastOk;
    private final Deaths deaths = new Deaths();
    private volatile @Nullable Pool pool;

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
        TrackedRun gone = last.getAndSet((int) (begun.getAndIncrement() % last.length()), run);
        if (gone != null) {
            totals.left(gone);
        }
    }

    void ended(TrackedRun run) {
        ended.increment();
        totals.ended(run);
        if (run.hasFailed()) {
            failed.increment();
        } else if (run.isOk()) {
            lastOk = run;
        }
    }

    TaskTotals.RunTotals totals() {
        List<TrackedRun> kept = new ArrayList<>();
        for (int i = 0; i < last.length(); i++) {
            TrackedRun run = last.get(i);
            if (run != null) {
                kept.add(run);
            }
        }
        return totals.now(kept);
    }

    /** A run has turned out to be none. */
    void skipped() {
        skipped.increment();
    }

    /** Somebody schedules it, perhaps in place of what has died. */
    void scheduledAnew() {
        deaths.scheduledAnew();
    }

    /** See {@link #scheduledAnew()}, with the place. */
    void scheduledAnew(LiveSchedule made) {
        deaths.scheduledAnew(made);
    }

    /**
     * What was to run once has not died by that.
     *
     * @param future by what its scheduler holds what has died; null for what the current thread, a Timer's, holds
     */
    void died(long sinceMillis, String consequence, @Nullable Future<?> future) {
        if (timetable.isOnce()) {
            return;
        }
        List<LiveSchedule> dead = new ArrayList<>();
        boolean others = false;
        for (LiveSchedule each : timetable.schedules()) {
            if (future != null ? each.isHeldBy(future) : each.isRunBy(Thread.currentThread())) {
                dead.add(each);
            } else {
                others |= each.isLive();
            }
        }
        long now = System.currentTimeMillis();
        if (dead.isEmpty()) {
            deaths.add(new Death(sinceMillis, now, consequence, null, false));
        }
        for (LiveSchedule each : dead) {
            deaths.add(new Death(sinceMillis, now, consequence, each.place(), others));
        }
    }

    /** Whether a Timer's thread runs it. */
    boolean isRunBy(Thread timer) {
        return timetable.isHeldBy(timer) || timetable.schedules().stream().anyMatch(each -> each.isRunBy(timer));
    }

    void pooled(Reference<?> executor, int threads, boolean anywhere) {
        Pool known = pool;
        if (known == null || threads > 0 || known.of().get() != executor.get()) {
            pool = new Pool(executor, threads, anywhere);
        }
    }

    /** Somebody has closed a pool, which may be the one that runs it. */
    void closed(Object executor) {
        Pool known = pool;
        if (known != null && known.of().get() == executor) {
            timetable.closed();
        }
    }

    /** Whose threads run it; null if that is not known. */
    @Nullable
    Pool pool() {
        return pool;
    }

    /** The runs under way. */
    List<RunFacts> running(String node) {
        if (ended.sum() + skipped.sum() >= begun.get()) {
            return List.of();
        }
        return runs().stream()
                .filter(run -> !run.isOver())
                .map(run -> run.facts(node))
                .toList();
    }

    /** The threads that its last runs began on. */
    Set<String> firstThreads() {
        Set<String> names = new HashSet<>();
        runs().stream()
                .limit(FEW)
                .forEach(run -> run.facts("").threads().stream()
                        .findFirst()
                        .filter(name -> !name.isEmpty())
                        .ifPresent(names::add));
        return names;
    }

    TaskHistory.Plan plan() {
        Death known = death(deaths.isEmpty() ? List.of() : runs());
        Pool told = pool;
        return new TaskHistory.Plan(
                timetable.schedule(),
                (known == null || known.ofOne()) && !isShut(told) ? timetable.due() : null,
                known == null ? null : known.consequence(),
                known == null || known.ofOne() ? null : Instant.ofEpochMilli(known.millis()),
                told != null && told.anywhere);
    }

    /** What waits to run once more in an executor that was shut down never does. */
    private boolean isShut(@Nullable Pool told) {
        return timetable.isAgain()
                && told != null
                && told.of.get() instanceof ExecutorService executor
                && executor.isShutdown();
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
        // It may have logged an ERROR since.
        if (ok != null && ok.isOk() && runs.stream().noneMatch(TrackedRun::isOk)) {
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
        Death known = death(runs);
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
                known == null ? null : known.consequence());
    }

    /** A task that has begun again since is alive. */
    private @Nullable Death death(List<TrackedRun> runs) {
        return deaths.shown(runs.isEmpty() ? Long.MIN_VALUE : runs.get(0).startedMillis());
    }

    /**
     * @param threads how many there are; 0 where the executor can be asked
     * @param anywhere whether other JVMs have some of the same tasks
     */
    record Pool(Reference<?> of, int threads, boolean anywhere) {}
}
