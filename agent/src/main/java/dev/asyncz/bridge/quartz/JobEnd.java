package dev.asyncz.bridge.quartz;

import dev.asyncz.bootstrap.run.Consequence;
import java.util.function.UnaryOperator;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.core.QuartzScheduler;

/**
 * The {@link Consequence} of what a job's exception has had done to its triggers, if none of them fires any more and
 * one was to; asked with the scheduler, the job's key, and the instruction that was carried out.
 */
public final class JobEnd implements UnaryOperator<Object> {

    @Override
    public Object apply(Object completion) {
        Object[] asked = (Object[]) completion;
        Consequence consequence = switch ((CompletedExecutionInstruction) asked[2]) {
            case SET_TRIGGER_COMPLETE, SET_ALL_JOB_TRIGGERS_COMPLETE -> Consequence.UNSCHEDULED;
            case SET_TRIGGER_ERROR, SET_ALL_JOB_TRIGGERS_ERROR -> Consequence.TRIGGERS_IN_ERROR;
            case NOOP, RE_EXECUTE_JOB, DELETE_TRIGGER -> Consequence.KEPT;
        };
        return consequence.isDeath() && isEnded((QuartzScheduler) asked[0], (JobKey) asked[1])
                ? consequence
                : completion;
    }

    private static boolean isEnded(QuartzScheduler scheduler, JobKey job) {
        boolean ended = false;
        try {
            for (Trigger each : scheduler.getTriggersOfJob(job)) {
                switch (scheduler.getTriggerState(each.getKey())) {
                    case NORMAL, BLOCKED, PAUSED -> {
                        return false;
                    }
                    case COMPLETE, ERROR -> ended |= each.mayFireAgain();
                    case NONE -> {
                        // Deleted since.
                    }
                }
            }
        } catch (SchedulerException shutDown) {
            return false; // By the application.
        }
        return ended;
    }
}
