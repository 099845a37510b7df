package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.schedule.Scheduled;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Micronaut 4: its annotated methods are scheduled on an executor of the JDK, in lambdas of its own. */
final class MicronautHooks {
    private MicronautHooks() {}

    static final class Method extends Hook {
        Method() {
            super("io.micronaut.scheduling.processor.ScheduledMethodProcessor", "Micronaut");
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(Scheduling.class, "scheduleTask").advise(Failed.class, "handleException");
        }

        static final class Scheduling {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static @Nullable Object enter(
                    @Advice.Origin Class<?> framework, @Advice.Argument(0) @Nullable Object definition) {
                return Scheduled.beginNaming(
                        Hub.bridge("dev.asyncz.bridge.micronaut.MethodName", framework, definition), "Micronaut");
            }

            @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
            static void exit(@Advice.Enter @Nullable Object before) {
                Scheduled.endNaming(before);
            }
        }

        /** Micronaut reports failures itself, and the executor never sees them. */
        static final class Failed {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter(@Advice.Argument(2) @Nullable Throwable failure) {
                RunScope.failed(failure);
            }
        }
    }

    /** What runs by a cron expression is scheduled anew after each run. */
    static final class Cron extends Hook {
        Cron() {
            super("io.micronaut.scheduling.ScheduledExecutorTaskScheduler", "");
        }

        @Override
        protected void weave(Weaving on) {
            String text = "java.lang.String";
            on.advise(Expression.class, "schedule", text, "java.lang.Runnable")
                    .advise(Expression.class, "schedule", text, text, "java.util.concurrent.Callable");
        }

        static final class Expression {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static @Nullable Object enter(@Advice.Argument(0) String expression) {
                return Scheduled.beginCron(expression);
            }

            @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
            static void exit(@Advice.Enter @Nullable Object before) {
                Scheduled.endNaming(before);
            }
        }
    }
}
