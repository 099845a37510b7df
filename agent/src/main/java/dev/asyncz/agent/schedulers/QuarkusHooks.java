package dev.asyncz.agent.schedulers;

import com.cronutils.model.Cron;
import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.library.Runs;
import dev.asyncz.bootstrap.run.RunScope;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Quarkus 3. */
final class QuarkusHooks {
    private static final String NAME = "Quarkus";
    private static final String SCHEDULER = "io.quarkus.scheduler.runtime.SimpleScheduler";

    private QuarkusHooks() {}

    /** What reports how a method ended, on the thread that calls it. */
    static final class Invoker extends Hook {
        Invoker() {
            super("io.quarkus.scheduler.common.runtime.StatusEmitterInvoker", NAME);
        }

        @Override
        protected void weave(Weaving on) {
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
    }

    static final class CronTrigger extends Hook {
        CronTrigger() {
            super(SCHEDULER + "$CronTrigger", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.adviseConstructor(Made.class);
        }

        static final class Made {
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
    }

    static final class IntervalTrigger extends Hook {
        IntervalTrigger() {
            super(SCHEDULER + "$IntervalTrigger", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.adviseConstructor(Made.class);
        }

        static final class Made {
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
}
