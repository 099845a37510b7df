package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.handoff.Handoff;
import dev.asyncz.bootstrap.handoff.UnobservedFailures;
import dev.asyncz.bootstrap.schedule.LiveSchedules;
import dev.asyncz.bootstrap.schedule.Pools;
import dev.asyncz.bootstrap.schedule.ScheduledWork;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code ForkJoinPool}: from JDK 25 on a scheduler, and on every JDK where CompletableFuture works by default. */
public final class ForkJoinHooks {
    public static final String NAME = "ForkJoinPool";
    private static final String SCHEDULED_TASK = "java.util.concurrent.DelayScheduler$ScheduledForkJoinTask";
    private static final String POOL = "java.util.concurrent.ForkJoinPool";
    private static final String TASK = "java.util.concurrent.ForkJoinTask";

    public static final String CLASSES = SCHEDULED_TASK + " " + POOL + " " + TASK;

    private ForkJoinHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case SCHEDULED_TASK -> scheduledTask(on);
            case POOL -> pool(on);
            case TASK -> task(on);
        }
    }

    private static void scheduledTask(Weaving on) {
        on.adviseConstructor(Created.class).advise(FutureTaskHooks.Cancelled.class, "cancel");
    }

    static final class Created {
        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.Argument(0) long delay,
                @Advice.Argument(1) long period,
                @Advice.Argument(value = 3, readOnly = false) @Nullable Runnable work,
                @Advice.Argument(value = 4, readOnly = false) @Nullable Callable<?> called,
                @Advice.Argument(5) @Nullable Object pool) {
            Object given = work;
            Pools.taking(pool);
            work = ScheduledWork.forked(work, delay, period);
            Pools.taken();
            called = ScheduledWork.forked(called, delay);
            return given;
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Future<?> task,
                @Advice.Argument(5) @Nullable ForkJoinPool pool,
                @Advice.Enter @Nullable Object given) {
            ScheduledWork.made(task, pool);
            LiveSchedules.made(task, pool, given);
        }
    }

    /** Where every execute and submit ends: {@code externalSubmit} up to JDK 18, {@code poolSubmit} since. */
    private static void pool(Weaving on) {
        if (on.has("poolSubmit")) {
            on.advise(PoolSubmit.class, "poolSubmit", "boolean", TASK);
        } else {
            on.advise(ExternalSubmit.class, "externalSubmit", TASK);
        }
    }

    static final class ExternalSubmit {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This ForkJoinPool pool, @Advice.Argument(0) Object task) {
            Handoff.fork(pool, task);
        }
    }

    static final class PoolSubmit {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This ForkJoinPool pool, @Advice.Argument(1) Object task) {
            Handoff.fork(pool, task);
        }
    }

    private static void task(Weaving on) {
        on.advise(Execution.class, "doExec").advise(Fork.class, "fork");
        if (on.has("exceptionNow")) {
            on.advise(Asked.class, "getException")
                    .advise(Asked.class, "exceptionNow")
                    .advise(Asked.class, "resultNow")
                    .advise(Asked.class, "state")
                    .advise(Asked.class, "isCompletedAbnormally");
        }
    }

    /** How a task ended; only from the JDK on that schedules some does anybody wait for it. */
    static final class Asked {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object task) {
            UnobservedFailures.asked(task);
        }
    }

    static final class Execution {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable Object enter(@Advice.This Object task) {
            return Handoff.enter(task);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter @Nullable Object bound) {
            Handoff.exit(bound);
        }
    }

    /** The pieces of a parallel stream, and of whatever else divides its work. */
    static final class Fork {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object task) {
            Handoff.carryOnce(task);
        }
    }
}
