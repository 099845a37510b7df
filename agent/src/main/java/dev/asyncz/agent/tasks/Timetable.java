package dev.asyncz.agent.tasks;

import dev.asyncz.bootstrap.naming.Infrastructure;
import dev.asyncz.bootstrap.run.LiveSchedule;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the scheduler has said of one task, and when it is to run next. Thread-safe; the last one to speak is believed. */
final class Timetable {
    private volatile TaskPlan plan;
    private volatile long nextMillis;
    private volatile @Nullable Reference<?> holder;
    private volatile List<LiveSchedule> schedules = List.of();

    Timetable(TaskPlan plan) {
        this.plan = plan;
        nextMillis = plan.nextMillis();
    }

    /** Hears a plan; what it does not say stays as it was. */
    void planned(TaskPlan said) {
        hear(said);
        if (said.schedule() != null || said.nextMillis() != TaskPlan.UNKNOWN) {
            nextMillis = said.nextMillis();
        }
    }

    /** A run's own plan may be the first that is heard of; the time that it names was that of this run. */
    void begun(Run run) {
        TaskPlan said = run.plan();
        if (said.schedule() != null ? !said.schedule().equals(plan.schedule()) : said.source() != null) {
            hear(said);
        }
        long period = plan.periodNanos();
        if (period > 0) {
            nextMillis = run.startedMillis() + TimeUnit.NANOSECONDS.toMillis(period);
        }
    }

    void ended() {
        long period = plan.periodNanos();
        if (period < 0) {
            nextMillis = System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(-period);
        }
    }

    String scheduler() {
        return plan.scheduler();
    }

    @Nullable
    String schedule() {
        return plan.schedule();
    }

    @Nullable
    String source() {
        return plan.source();
    }

    boolean isOnce() {
        return TaskPlan.ONCE.equals(plan.schedule());
    }

    /** Whether its own runs schedule it, so that its executor does not tell whether it goes on. */
    boolean isAgain() {
        return TaskPlan.AGAIN.equals(plan.schedule());
    }

    boolean isInfrastructure() {
        String source = plan.source();
        return Infrastructure.owns(source == null ? plan.task() : source);
    }

    /** Null when nobody knows, and for a time that is over: a task that was cancelled keeps its last word. */
    @Nullable
    Instant nextRun(long nowMillis) {
        long next = nextMillis;
        return next > nowMillis && !isLetGo() ? Instant.ofEpochMilli(next) : null;
    }

    /**
     * As {@link #nextRun}, but also a time that is over, while the task's scheduler holds it. What is to run once is
     * expected only where it is known whether it was cancelled.
     */
    @Nullable
    Instant due() {
        long next = nextMillis;
        boolean isUnsure = isOnce() && holder == null;
        return next == TaskPlan.UNKNOWN || isUnsure || isLetGo() ? null : Instant.ofEpochMilli(next);
    }

    /** Hears what tells whether the task's scheduler holds it, see RunListener. */
    void held(Reference<?> by) {
        holder = by;
    }

    /** Whether there is room for one more schedule. */
    boolean hasRoom() {
        return schedules.size() < TaskHistory.MAX_SCHEDULES || live().size() < TaskHistory.MAX_SCHEDULES;
    }

    /** Hears of one more schedule; those that are over make room for it. */
    synchronized void scheduled(LiveSchedule made) {
        List<LiveSchedule> more = live(schedules);
        if (more.size() < TaskHistory.MAX_SCHEDULES) {
            more.add(made);
        }
        schedules = more;
    }

    /** The schedules that are known, which may be over. */
    List<LiveSchedule> schedules() {
        return schedules;
    }

    /** The schedules that may run it again, the one that was made first first. */
    List<LiveSchedule> live() {
        return live(schedules);
    }

    private static List<LiveSchedule> live(List<LiveSchedule> known) {
        List<LiveSchedule> live = new ArrayList<>();
        for (LiveSchedule each : known) {
            if (each.isLive()) {
                live.add(each);
            }
        }
        return live;
    }

    /** Its scheduler was shut down. */
    void closed() {
        nextMillis = TaskPlan.UNKNOWN;
    }

    boolean isHeldBy(Thread thread) {
        Reference<?> by = holder;
        return by != null && by.get() == thread;
    }

    /** Cancelled, or its executor was shut down; false where that cannot be told. One live schedule is enough. */
    private boolean isLetGo() {
        List<LiveSchedule> known = schedules;
        Reference<?> by = holder;
        if (!live(known).isEmpty()) {
            return false;
        }
        if (by == null) {
            return !known.isEmpty();
        }
        Object it = by.get();
        return it == null
                || it instanceof Future<?> future && future.isDone()
                || it instanceof Thread t && !t.isAlive();
    }

    private void hear(TaskPlan said) {
        TaskPlan known = plan;
        boolean speaks = said.schedule() != null;
        plan = new TaskPlan(
                known.task(),
                speaks ? said.scheduler() : known.scheduler(),
                speaks ? said.schedule() : known.schedule(),
                said.source() != null ? said.source() : known.source(),
                speaks ? said.periodNanos() : known.periodNanos(),
                TaskPlan.UNKNOWN);
    }
}
