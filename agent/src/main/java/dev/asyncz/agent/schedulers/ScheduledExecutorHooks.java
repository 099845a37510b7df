package dev.asyncz.agent.schedulers;

import dev.asyncz.agent.weaving.Hook;
import dev.asyncz.agent.weaving.Weaving;
import dev.asyncz.bootstrap.schedule.LiveSchedules;
import dev.asyncz.bootstrap.schedule.Pools;
import dev.asyncz.bootstrap.schedule.Scheduled;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code ScheduledThreadPoolExecutor}. The work is wrapped as it enters the executor's own task object, so that
 * {@code decorateTask}, {@code getQueue} and {@code remove} see what the application gave.
 */
final class ScheduledExecutorHooks {
    private static final String NAME = "ScheduledThreadPoolExecutor";

    private ScheduledExecutorHooks() {}

    static class Task extends Hook {
        Task() {
            super("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask", NAME);
        }

        @Override
        protected void weave(Weaving on) {
            // An inner class: the executor is its constructors' first argument.
            String executor = "java.util.concurrent.ScheduledThreadPoolExecutor";
            String runnable = "java.lang.Runnable";
            on.adviseConstructor(OneShot.class, executor, runnable, "java.lang.Object", "long", "long")
                    .adviseConstructor(Periodic.class, executor, runnable, "java.lang.Object", "long", "long", "long")
                    .adviseConstructor(Called.class, executor, "java.util.concurrent.Callable", "long", "long");
        }

        static final class OneShot {
            @Advice.OnMethodEnter
            static @Nullable Object enter(
                    @Advice.Argument(0) Object executor,
                    @Advice.Argument(value = 1, readOnly = false) @Nullable Runnable work,
                    @Advice.Argument(3) long when) {
                Object given = work;
                Pools.taking(executor);
                work = Scheduled.runnable(work, when, 0);
                Pools.taken();
                return given;
            }

            /** What runs by a cron expression is scheduled anew each time. */
            @Advice.OnMethodExit(suppress = Throwable.class)
            static void exit(
                    @Advice.This Future<?> task,
                    @Advice.Argument(0) ScheduledThreadPoolExecutor executor,
                    @Advice.Enter @Nullable Object given) {
                Scheduled.made(task, executor);
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
                work = Scheduled.runnable(work, when, period);
                Pools.taken();
                return given;
            }

            @Advice.OnMethodExit(suppress = Throwable.class)
            static void exit(
                    @Advice.This Future<?> task,
                    @Advice.Argument(0) ScheduledThreadPoolExecutor executor,
                    @Advice.Enter @Nullable Object given) {
                Scheduled.made(task, executor);
                LiveSchedules.made(task, executor, given);
            }
        }

        static final class Called {
            @Advice.OnMethodEnter
            static void enter(
                    @Advice.Argument(value = 1, readOnly = false) @Nullable Callable<?> work,
                    @Advice.Argument(2) long when) {
                work = Scheduled.callable(work, when);
            }

            @Advice.OnMethodExit(suppress = Throwable.class)
            static void exit(@Advice.This Future<?> task, @Advice.Argument(0) ScheduledThreadPoolExecutor executor) {
                Scheduled.made(task, executor);
            }
        }
    }

    /** What is executed or submitted rather than scheduled is work of the run that does so, and no run of its own. */
    static final class Executor extends Hook {
        Executor() {
            super("java.util.concurrent.ScheduledThreadPoolExecutor", "");
        }

        @Override
        protected void weave(Weaving on) {
            on.advise(AtOnce.class, "execute").advise(AtOnce.class, "submit");
        }

        static final class AtOnce {
            @Advice.OnMethodEnter(suppress = Throwable.class)
            static void enter() {
                Scheduled.beginAtOnce();
            }

            @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
            static void exit() {
                Scheduled.endAtOnce();
            }
        }
    }
}
