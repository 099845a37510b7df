package dev.asyncz.bridge.spring;

import dev.asyncz.bootstrap.run.TaskPlan;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Says in words when a Trigger of Spring fires. Reads by reflection, as 5.3 and 7 answer in different types. */
public final class SpringTriggerWords implements UnaryOperator<Object> {

    @Override
    public Object apply(Object trigger) {
        switch (trigger.getClass().getName()) {
            case "org.springframework.scheduling.support.CronTrigger":
                return "cron " + trigger;
            case "org.springframework.scheduling.support.PeriodicTrigger":
                return periodic(trigger);
            default:
                return "trigger " + trigger.getClass().getName();
        }
    }

    private static String periodic(Object trigger) {
        long nanos = period(trigger).toNanos();
        return TaskPlan.words(Boolean.TRUE.equals(ask(trigger, "isFixedRate")) ? nanos : -nanos);
    }

    private static Duration period(Object trigger) {
        try {
            return (Duration) trigger.getClass().getMethod("getPeriodDuration").invoke(trigger);
        } catch (ReflectiveOperationException before6) {
            return Duration.ofMillis((Long) ask(trigger, "getPeriod"));
        }
    }

    private static Object ask(Object trigger, String getter) {
        try {
            return trigger.getClass().getMethod(getter).invoke(trigger);
        } catch (ReflectiveOperationException unknownVersion) {
            throw new IllegalStateException(trigger.getClass() + " answers no " + getter, unknownVersion);
        }
    }
}
