package dev.asyncz.bridge.quartz;

import dev.asyncz.bootstrap.run.TaskPlan;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.quartz.CronTrigger;
import org.quartz.SimpleTrigger;

/** Says in words when a Trigger of Quartz fires. */
public final class QuartzTriggerWords implements UnaryOperator<Object> {

    @Override
    public Object apply(Object trigger) {
        if (trigger instanceof CronTrigger cron) {
            return "cron " + cron.getCronExpression();
        }
        if (trigger instanceof SimpleTrigger simple) {
            return simple.getRepeatCount() == 0 || simple.getRepeatInterval() <= 0
                    ? TaskPlan.ONCE
                    : TaskPlan.words(TimeUnit.MILLISECONDS.toNanos(simple.getRepeatInterval()));
        }
        return "trigger " + trigger.getClass().getName();
    }
}
