package dev.asyncz.agent.schedulers.libraries;

import dev.asyncz.agent.schedulers.jdk.ScheduledExecutorHooks.AtOnce;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.library.Subscriptions;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.schedule.Plans;
import dev.asyncz.bootstrap.schedule.ScheduledWork;
import dev.asyncz.bootstrap.schedule.SpringRuns;
import dev.asyncz.bootstrap.schedule.TaskNames;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Spring's TaskScheduler, and {@code @Scheduled} on top of it: 5.3, 6 and 7. */
public final class SpringHooks {
    public static final String NAME = "Spring scheduling";
    private static final String PACKAGE = "org.springframework.scheduling.";
    private static final String ERROR_HANDLER = PACKAGE + "support.DelegatingErrorHandlingRunnable";
    private static final String REGISTERED_TASK = PACKAGE + "config.Task";
    private static final String TRACKED_TASK = PACKAGE + "config.Task$OutcomeTrackingRunnable";
    private static final String TRIGGERED_TASK = PACKAGE + "concurrent.ReschedulingRunnable";
    private static final String REACTIVE_METHOD =
            PACKAGE + "annotation.ScheduledAnnotationReactiveSupport$TrackingSubscriber";
    private static final String THREAD_EACH_TIME = PACKAGE + "concurrent.SimpleAsyncTaskScheduler";

    public static final String CLASSES = ERROR_HANDLER + " " + REGISTERED_TASK + " " + TRACKED_TASK + " "
            + TRIGGERED_TASK + " " + REACTIVE_METHOD + " " + THREAD_EACH_TIME;

    public static final String PACKAGES = "org.springframework. +between org.springframework.scheduling. +wraps"
            + " org.springframework.core.task. +wraps org.springframework.security.concurrent. +wraps";

    private SpringHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case ERROR_HANDLER -> errorHandlingRunnable(on);
            case REGISTERED_TASK -> registeredTask(on);
            case TRACKED_TASK -> trackedTask(on);
            case TRIGGERED_TASK -> triggeredTask(on);
            case REACTIVE_METHOD -> reactiveMethod(on);
            case THREAD_EACH_TIME -> threadEachTime(on);
        }
    }

    /** Around every scheduled execution, outside the error handler, so that what that one logs belongs to the run. */
    private static void errorHandlingRunnable(Weaving on) {
        on.adviseConstructor(Created.class)
                .advise(Execution.class, "run")
                .replaceCall("run", "java.lang.Runnable", "run", ScheduledWork.class, "body");
    }

    static final class Created {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object handler, @Advice.Argument(0) Runnable delegate) {
            SpringRuns.made(handler, delegate);
        }
    }

    static final class Execution {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object handler, @Advice.FieldValue("delegate") Runnable delegate) {
            return SpringRuns.begin(handler, delegate);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable failure) {
            RunScope.failed(failure);
            RunScope.end(begun);
        }
    }

    /** A task of a SchedulingConfigurer: named where it is configured, long before Spring schedules it. */
    private static void registeredTask(Weaving on) {
        on.adviseConstructor(Configured.class);
    }

    static final class Configured {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Argument(0) Runnable runnable) {
            TaskNames.remember(runnable);
        }
    }

    /** From 6.2 on a registered task is wrapped once more; the wrapper goes by the name of what it wraps. */
    private static void trackedTask(Weaving on) {
        on.adviseConstructor(Wrapped.class);
    }

    static final class Wrapped {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object wrapper, @Advice.Argument(1) Runnable runnable) {
            TaskNames.rememberAs(wrapper, runnable);
        }
    }

    /** What runs by a trigger says when, in words; its next time is what it is scheduled for. */
    private static void triggeredTask(Weaving on) {
        on.adviseConstructor(Triggered.class);
    }

    static final class Triggered {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Origin Class<?> framework, @Advice.This Object task, @Advice.Argument(1) Object trigger) {
            Plans.note(task, Hub.bridge("dev.asyncz.bridge.spring.SpringTriggerWords", framework, trigger));
        }
    }

    /** What a reactive method's run is about, from 6.1 on: it is over with its publisher. */
    private static void reactiveMethod(Weaving on) {
        on.adviseConstructor(Made.class)
                .advise(Failed.class, "onError")
                .advise(Over.class, "onError")
                .advise(Over.class, "onComplete")
                // Cancels it.
                .advise(Over.class, "run");
    }

    static final class Made {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object subscriber) {
            Subscriptions.begin(subscriber);
        }
    }

    static final class Failed {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object subscriber, @Advice.Argument(0) Throwable failure) {
            Subscriptions.fail(subscriber, failure);
        }
    }

    /** Before a scheduler that waits for it goes on. */
    static final class Over {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object subscriber) {
            Subscriptions.end(subscriber);
        }
    }

    /** Starts a thread for each run; what it gives to an executor only does that, and goes by the name of the task. */
    private static void threadEachTime(Weaving on) {
        on.advise(Starter.class, "scheduledTask").advise(Close.class, "close");
        // From 6.2 on; before, they are those of an executor that schedules nothing.
        if (on.has("execute")) {
            on.advise(AtOnce.class, "execute", "java.lang.Runnable")
                    .advise(AtOnce.class, "submit", "java.lang.Runnable");
        }
        // Before 6.1.2 the thread runs the task without Spring's error handler, which begins runs elsewhere.
        if (!on.has("shutdownAwareErrorHandler")) {
            on.advise(Unhandled.class, "scheduledTask");
        }
    }

    static final class Unhandled {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        @SuppressWarnings("UnusedVariable") // Writing it changes what the woven method gets.
        static void enter(@Advice.Argument(value = 0, readOnly = false) Runnable task) {
            task = SpringRuns.beginning(task);
        }
    }

    static final class Starter {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Object scheduler,
                @Advice.Argument(0) Runnable task,
                @Advice.Return @Nullable Runnable starter) {
            TaskNames.remember(task);
            TaskNames.rememberAs(starter, task);
            SpringRuns.startedBy(scheduler, task);
        }
    }

    static final class Close {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object scheduler) {
            SpringRuns.closed(scheduler);
        }
    }
}
