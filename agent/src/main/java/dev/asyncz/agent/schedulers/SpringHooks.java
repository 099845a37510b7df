package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.RunScope;
import dev.asyncz.bootstrap.Scheduled;
import dev.asyncz.bootstrap.TaskNames;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Spring's TaskScheduler, and {@code @Scheduled} on top of it: 5.3, 6 and 7. */
final class SpringHooks {
    private static final String PACKAGE = "org.springframework.scheduling.";

    private SpringHooks() {}

    /** Around every scheduled execution, outside the error handler, so that what that one logs belongs to the run. */
    static final class ErrorHandlingRunnable extends Hook {
        ErrorHandlingRunnable() {
            super(PACKAGE + "support.DelegatingErrorHandlingRunnable", "Spring scheduling");
        }

        @Override
        protected void weave(Weaving on) {
            on.adviseConstructor(Created.class)
                    .advise(Execution.class, "run")
                    .replaceCall("run", "java.lang.Runnable", "run", Scheduled.class, "body");
        }

        static final class Created {
            @Advice.OnMethodExit
            static void exit(@Advice.Argument(0) Runnable delegate) {
                TaskNames.remember(delegate);
            }
        }

        static final class Execution {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static Object enter(@Advice.FieldValue("delegate") Runnable delegate) {
                return RunScope.begin("Spring", TaskNames.of(delegate));
            }

            @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
            static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable failure) {
                RunScope.failed(failure);
                RunScope.end(begun);
            }
        }
    }

    /** A task of a SchedulingConfigurer: named where it is configured, long before Spring schedules it. */
    static final class RegisteredTask extends Hook {
        RegisteredTask() {
            super(PACKAGE + "config.Task", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.adviseConstructor(Configured.class);
        }

        static final class Configured {
            @Advice.OnMethodExit
            static void exit(@Advice.Argument(0) Runnable runnable) {
                TaskNames.remember(runnable);
            }
        }
    }

    /** From 6.2 on a registered task is wrapped once more; the wrapper goes by the name of what it wraps. */
    static final class TrackedTask extends Hook {
        TrackedTask() {
            super(PACKAGE + "config.Task$OutcomeTrackingRunnable", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.adviseConstructor(Wrapped.class);
        }

        static final class Wrapped {
            @Advice.OnMethodExit
            static void exit(@Advice.This Object wrapper, @Advice.Argument(1) Runnable runnable) {
                TaskNames.rememberAs(wrapper, runnable);
            }
        }
    }
}
