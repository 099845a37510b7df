package dev.asyncz.agent.schedulers.libraries;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.schedule.Plans;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Micronaut 4: its annotated methods are scheduled on an executor of the JDK, in lambdas of its own. */
public final class MicronautHooks {
    public static final String NAME = "Micronaut";
    private static final String PACKAGE = "io.micronaut.scheduling.";
    private static final String PROCESSOR = PACKAGE + "processor.ScheduledMethodProcessor";
    private static final String SCHEDULER = PACKAGE + "ScheduledExecutorTaskScheduler";

    public static final String CLASSES = PROCESSOR + " " + SCHEDULER;

    public static final String PACKAGES = "io.micronaut. +between io.micronaut.scheduling. +wraps";

    private MicronautHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case PROCESSOR -> method(on);
            case SCHEDULER -> cron(on);
        }
    }

    private static void method(Weaving on) {
        on.advise(Scheduling.class, "scheduleTask").advise(Failed.class, "handleException");
    }

    static final class Scheduling {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(
                @Advice.Origin Class<?> framework, @Advice.Argument(0) @Nullable Object definition) {
            return Plans.beginNaming(Hub.bridge("dev.asyncz.bridge.micronaut.MethodName", framework, definition), NAME);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            Plans.endNaming(before);
        }
    }

    /** Micronaut reports failures itself, and the executor never sees them. */
    static final class Failed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(2) @Nullable Throwable failure) {
            RunScope.failed(failure);
        }
    }

    /** What runs by a cron expression is scheduled anew after each run. */
    private static void cron(Weaving on) {
        String text = "java.lang.String";
        on.advise(Expression.class, "schedule", text, "java.lang.Runnable")
                .advise(Expression.class, "schedule", text, text, "java.util.concurrent.Callable");
    }

    static final class Expression {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.Argument(0) String expression) {
            return Plans.beginCron(expression);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object before) {
            Plans.endNaming(before);
        }
    }
}
