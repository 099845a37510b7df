package dev.asyncz.bridge.quartz;

import java.util.function.UnaryOperator;
import org.quartz.JobKey;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.core.QuartzScheduler;

/** Whether a job may fire again, by any trigger, or was not to anyway; asked with the scheduler and the job's key. */
public final class LivingJob implements UnaryOperator<Object> {

    @Override
    public Object apply(Object schedulerAndJob) {
        Object[] asked = (Object[]) schedulerAndJob;
        QuartzScheduler scheduler = (QuartzScheduler) asked[0];
        boolean ended = false;
        try {
            for (Trigger each : scheduler.getTriggersOfJob((JobKey) asked[1])) {
                switch (scheduler.getTriggerState(each.getKey())) {
                    case NORMAL, BLOCKED, PAUSED -> {
                        return true;
                    }
                    case COMPLETE, ERROR -> ended |= each.mayFireAgain();
                    case NONE -> {
                        // Deleted since.
                    }
                }
            }
            return !ended;
        } catch (SchedulerException shutDown) {
            return true;
        }
    }
}
