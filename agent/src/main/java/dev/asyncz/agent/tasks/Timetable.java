package dev.asyncz.agent.tasks;

import dev.asyncz.bootstrap.Infrastructure;
import dev.asyncz.bootstrap.Run;
import dev.asyncz.bootstrap.TaskPlan;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the scheduler has said of one task, and when it is to run next. Thread-safe; the last one to speak is believed. */
final class Timetable {
    private volatile TaskPlan plan;
    private volatile long nextMillis;

    Timetable(TaskPlan plan) {
        this.plan = plan;
        nextMillis = plan.nextMillis();
    }

    /** Hears a plan; one that says nothing leaves the earlier one as it is. */
    void planned(TaskPlan said) {
        if (said.schedule() != null) {
            plan = said;
            nextMillis = said.nextMillis();
        }
    }

    void begun(Run run) {
        if (run.plan() != plan) {
            hear(run.plan());
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

    @Nullable
    String schedule() {
        return plan.schedule();
    }

    @Nullable
    String source() {
        return plan.source();
    }

    boolean isInfrastructure() {
        String source = plan.source();
        return Infrastructure.owns(source == null ? plan.task() : source);
    }

    /** Null when nobody knows, and for a time that is over: a task that was cancelled keeps its last word. */
    @Nullable
    Instant nextRun(long nowMillis) {
        long next = nextMillis;
        return next > nowMillis ? Instant.ofEpochMilli(next) : null;
    }

    /** As {@link #nextRun}, but also a time that is over. */
    @Nullable
    Instant due() {
        long next = nextMillis;
        return next == TaskPlan.UNKNOWN ? null : Instant.ofEpochMilli(next);
    }

    /** A run's own plan says when it is to run, but the time that it names was that of this run. */
    private void hear(TaskPlan said) {
        TaskPlan known = plan;
        if (said.schedule() != null
                && (known.schedule() == null || known.schedule().equals(TaskPlan.ONCE))) {
            plan = said;
        } else if (known.source() == null && said.source() != null) {
            plan = new TaskPlan(
                    known.task(),
                    known.scheduler(),
                    known.schedule(),
                    said.source(),
                    known.periodNanos(),
                    known.nextMillis());
        }
    }
}
