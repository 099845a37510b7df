package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.handoff.UnobservedFailures;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import dev.asyncz.bootstrap.run.UnobservedFailure;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What is told of work that a scheduler has called and that has thrown an exception. */
public final class Failures {
    private Failures() {}

    /**
     * Says that the current run fails, and what follows, unless the application has ended the work itself. Never throws.
     *
     * @param future what keeps the exception; null if unknown
     */
    static void failed(Throwable failure, Consequence consequence, @Nullable Future<?> future) {
        RunScope.failed(failure);
        Run run = RunScope.current();
        if (run == null || run.isEndedBefore(failure)) {
            return;
        }
        if (!consequence.isDeath()) {
            UnobservedFailures.add(future, run, failure, consequence);
            return;
        }
        UnobservedFailures.tell(UnobservedFailure.now(run, failure, consequence));
        died(run.task(), run.startedMillis(), consequence);
    }

    /** What an exception means for work that is called by this plan. */
    static Consequence consequence(TaskPlan plan) {
        return plan.periodNanos() == 0 ? Consequence.KEPT : Consequence.NEVER_AGAIN;
    }

    /** Tells that an exception has ended a task, or others of its thread. Never throws. */
    public static void died(String task, long sinceMillis, Consequence consequence) {
        try {
            RunEvents.listener().died(task, sinceMillis, consequence);
        } catch (Throwable t) {
            Hub.failed("the end of " + task + " could not be reported", t);
        }
    }
}
