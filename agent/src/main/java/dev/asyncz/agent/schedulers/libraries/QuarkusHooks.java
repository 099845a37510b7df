package dev.asyncz.agent.schedulers.libraries;

import com.cronutils.model.Cron;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Runs;
import dev.asyncz.bootstrap.run.RunScope;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Quarkus 3. */
public final class QuarkusHooks {
    public static final String NAME = "Quarkus";
    private static final String PACKAGE = "io.quarkus.scheduler.";
    private static final String INVOKER = PACKAGE + "common.runtime.StatusEmitterInvoker";
    private static final String CRON_TRIGGER = PACKAGE + "runtime.SimpleScheduler$CronTrigger";
    private static final String INTERVAL_TRIGGER = PACKAGE + "runtime.SimpleScheduler$IntervalTrigger";

    public static final String CLASSES = INVOKER + " " + CRON_TRIGGER + " " + INTERVAL_TRIGGER;

    public static final String PACKAGES = "io.quarkus.";

    private QuarkusHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case INVOKER -> invoker(on);
            case CRON_TRIGGER -> cronTrigger(on);
            case INTERVAL_TRIGGER -> intervalTrigger(on);
        }
    }

    /** What reports how a method ended, on the thread that calls it. */
    private static void invoker(Weaving on) {
        on.advise(Invoked.class, "invoke");
    }

    static final class Invoked {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter(@Advice.Argument(0) ScheduledExecution execution) {
            String task = Runs.quarkusTask(
                    execution.getTrigger().getId(), execution.getTrigger().getMethodDescription());
            Runs.planned(NAME, task, null, null, execution.getTrigger().getNextFireTime());
            return Runs.begin(NAME, task, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @Advice.Enter @Nullable Object begun,
                @Advice.Return @Nullable CompletionStage<?> result,
                @Advice.Thrown @Nullable Throwable failure) {
            RunScope.failed(failure);
            Runs.failedAlready(result);
            RunScope.end(begun);
        }
    }

    private static void cronTrigger(Weaving on) {
        on.adviseConstructor(CronMade.class);
    }

    static final class CronMade {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Trigger trigger, @Advice.Argument(2) Cron cron) {
            Runs.planned(
                    NAME,
                    Runs.quarkusTask(trigger.getId(), trigger.getMethodDescription()),
                    Runs.cron(cron.asString()),
                    null,
                    trigger.getNextFireTime());
        }
    }

    private static void intervalTrigger(Weaving on) {
        on.adviseConstructor(IntervalMade.class);
    }

    static final class IntervalMade {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Trigger trigger, @Advice.Argument(2) long millis) {
            Runs.planned(
                    NAME,
                    Runs.quarkusTask(trigger.getId(), trigger.getMethodDescription()),
                    Runs.everyMillis(millis),
                    null,
                    trigger.getNextFireTime());
        }
    }
}
