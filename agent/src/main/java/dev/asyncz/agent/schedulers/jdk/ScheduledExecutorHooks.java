package dev.asyncz.agent.schedulers.jdk;

import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.schedule.LiveSchedules;
import dev.asyncz.bootstrap.schedule.Pools;
import dev.asyncz.bootstrap.schedule.ScheduledWork;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code ScheduledThreadPoolExecutor}. The work is wrapped as it enters the executor's own task object, so that
 * {@code decorateTask}, {@code getQueue} and {@code remove} see what the application gave.
 */
public final class ScheduledExecutorHooks {
    public static final String NAME = "ScheduledThreadPoolExecutor";
    private static final String EXECUTOR = "java.util.concurrent.ScheduledThreadPoolExecutor";
    private static final String TASK = EXECUTOR + "$ScheduledFutureTask";

    public static final String CLASSES = TASK + " " + EXECUTOR;

    private ScheduledExecutorHooks() {}

    public static void weave(String type, Weaving on) {
        switch (type) {
            case TASK -> task(on);
            case EXECUTOR -> executor(on);
        }
    }

    static void task(Weaving on) {
        // An inner class: the executor is its constructors' first argument.
        String runnable = "java.lang.Runnable";
        on.adviseConstructor(OneShot.class, EXECUTOR, runnable, "java.lang.Object", "long", "long")
                .adviseConstructor(Periodic.class, EXECUTOR, runnable, "java.lang.Object", "long", "long", "long")
                .adviseConstructor(Called.class, EXECUTOR, "java.util.concurrent.Callable", "long", "long");
    }

    static final class OneShot {
        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.Argument(0) Object executor,
                @Advice.Argument(value = 1, readOnly = false) @Nullable Runnable work,
                @Advice.Argument(3) long when) {
            Object given = work;
            Pools.taking(executor);
            work = ScheduledWork.runnable(work, when, 0);
            Pools.taken();
            return given;
        }

        /** What runs by a cron expression is scheduled anew each time. */
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Future<?> task,
                @Advice.Argument(0) ScheduledThreadPoolExecutor executor,
                @Advice.Enter @Nullable Object given) {
            ScheduledWork.made(task, executor);
            LiveSchedules.made(task, executor, given);
        }
    }

    static final class Periodic {
        @Advice.OnMethodEnter
        static @Nullable Object enter(
                @Advice.Argument(0) Object executor,
                @Advice.Argument(value = 1, readOnly = false) @Nullable Runnable work,
                @Advice.Argument(3) long when,
                @Advice.Argument(4) long period) {
            Object given = work;
            Pools.taking(executor);
            work = ScheduledWork.runnable(work, when, period);
            Pools.taken();
            return given;
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Future<?> task,
                @Advice.Argument(0) ScheduledThreadPoolExecutor executor,
                @Advice.Enter @Nullable Object given) {
            ScheduledWork.made(task, executor);
            LiveSchedules.made(task, executor, given);
        }
    }

    static final class Called {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(value = 1, readOnly = false) @Nullable Callable<?> work,
                @Advice.Argument(2) long when) {
            work = ScheduledWork.callable(work, when);
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Future<?> task, @Advice.Argument(0) ScheduledThreadPoolExecutor executor) {
            ScheduledWork.made(task, executor);
        }
    }

    /** What is executed or submitted rather than scheduled is work of the run that does so, and no run of its own. */
    private static void executor(Weaving on) {
        on.advise(AtOnce.class, "execute").advise(AtOnce.class, "submit");
    }

    public static final class AtOnce {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter() {
            ScheduledWork.beginAtOnce();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit() {
            ScheduledWork.endAtOnce();
        }
    }
}
