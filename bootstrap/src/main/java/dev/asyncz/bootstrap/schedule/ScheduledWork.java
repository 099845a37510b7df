package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.run.FutureHandle;
import dev.asyncz.bootstrap.run.RunBinding;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Work given to a scheduler of the JDK, wrapped where the scheduler keeps it for itself: each call is one run. The
 * application never sees the wrapper, but in a stack trace and in a future's toString, which prints the original.
 */
public final class ScheduledWork {
    private static final String EXECUTOR = "ScheduledThreadPoolExecutor";
    private static final String FORK_JOIN_POOL = "ForkJoinPool";

    /** Set while an executor's execute or submit goes on, which ends in the same constructor as schedule. */
    private static final ThreadLocal<@Nullable Boolean> AT_ONCE = new ThreadLocal<>();

    /** Whose future is being made. */
    private static final ThreadLocal<@Nullable Made> MADE = new ThreadLocal<>();

    /** @param announced the task's name; null for what nobody has heard of, as of most that runs once */
    private record Made(@Nullable String announced, FutureHandle handle) {}

    private ScheduledWork() {}

    /** Notes the future of what was scheduled last on this thread: a task is over once that is. */
    public static void made(Future<?> future, @Nullable ExecutorService executor) {
        Made made = MADE.get();
        if (made != null) {
            MADE.set(null);
            made.handle.by(future, executor);
            if (made.announced != null) {
                RunEvents.held(made.announced, new WeakReference<>(future));
            }
        }
    }

    /** Between this and {@link #endAtOnce} work is executed or submitted, not scheduled: it is no run of its own. */
    public static void beginAtOnce() {
        AT_ONCE.set(true);
    }

    /** See {@link #beginAtOnce}. */
    public static void endAtOnce() {
        AT_ONCE.set(null);
    }

    /** Whether this thread has work done at once. */
    static boolean isAtOnce() {
        return AT_ONCE.get() != null;
    }

    /**
     * What a ScheduledThreadPoolExecutor should run in place of {@code work}. Never throws.
     *
     * @param when the time of the first run, as {@link System#nanoTime} tells it
     * @param period nanoseconds, as in {@link TaskPlan#periodNanos}
     */
    public static @Nullable Runnable runnable(@Nullable Runnable work, long when, long period) {
        Execution execution = execution(work, EXECUTOR, when, period);
        return work == null || execution == null ? work : new Execution.OfRunnable(work, execution);
    }

    /** What a ScheduledThreadPoolExecutor should call in place of {@code work}. Never throws. */
    public static <V> @Nullable Callable<V> callable(@Nullable Callable<V> work, long when) {
        Execution execution = execution(work, EXECUTOR, when, 0);
        return work == null || execution == null ? work : new Execution.OfCallable<>(work, execution);
    }

    /**
     * What a ScheduledThreadPoolExecutor should call in place of {@code callable}, which it holds already.
     *
     * @param work what {@code callable} calls, and is named by
     */
    static Callable<?> held(Callable<?> callable, Object work, long when, long period) {
        if (work instanceof Execution.OfRunnable || work instanceof Execution.OfCallable) {
            return callable;
        }
        Execution execution = execution(work, EXECUTOR, when, period);
        return execution == null ? callable : new Execution.OfCallable<>(callable, execution);
    }

    /**
     * What a ForkJoinPool should run in place of {@code work}. The JDK's own delays, such as each sleep of a virtual
     * thread, go this way as well. Never throws.
     *
     * @param delay nanoseconds until the first run
     */
    public static @Nullable Runnable forked(@Nullable Runnable work, long delay, long period) {
        Execution execution =
                isTheJdks(work) ? null : execution(work, FORK_JOIN_POOL, System.nanoTime() + delay, period);
        return work == null || execution == null ? work : new Execution.OfRunnable(work, execution);
    }

    /** What a ForkJoinPool should call in place of {@code work}. Never throws. */
    public static <V> @Nullable Callable<V> forked(@Nullable Callable<V> work, long delay) {
        Execution execution = isTheJdks(work) ? null : execution(work, FORK_JOIN_POOL, System.nanoTime() + delay, 0);
        return work == null || execution == null ? work : new Execution.OfCallable<>(work, execution);
    }

    private static boolean isTheJdks(@Nullable Object work) {
        return work == null || work.getClass().getClassLoader() == null;
    }

    private static @Nullable Execution execution(@Nullable Object work, String scheduler, long when, long period) {
        if (work == null) {
            return null;
        }
        try {
            MADE.set(null);
            FutureHandle handle = new FutureHandle();
            WorkKind kind = WorkKind.of(work);
            boolean atOnce = isAtOnce();
            if (kind == WorkKind.RUN && !atOnce) {
                TaskPlan plan = Plans.of(work, scheduler, Plans.millis(when), period);
                if (period != 0 || !TaskPlan.ONCE.equals(plan.schedule())) {
                    Plans.announce(plan);
                }
                MADE.set(new Made(TaskPlan.ONCE.equals(plan.schedule()) ? null : plan.task(), handle));
                return new Execution.NewRun(plan, Failures.consequence(plan), handle);
            }
            if (kind == WorkKind.SPRING && !atOnce) {
                TaskPlan plan = Plans.of(work, SpringRuns.SPRING, Plans.millis(when), period);
                Plans.announce(plan);
                // Announced, it is expected: also what is to run once, until it is cancelled.
                MADE.set(new Made(plan.task(), handle));
                SpringRuns.heldBy(work, handle);
                return plan.isOneShot() ? null : new Execution.OtherRun(plan, handle);
            }
            if (kind == WorkKind.SPRING) {
                SpringRuns.noteNone(work);
            }
            RunBinding binding = kind == WorkKind.OWN ? null : RunScope.slot().heir();
            if (binding == null) {
                return null;
            }
            MADE.set(new Made(null, handle));
            return new Execution.WithinRun(binding, handle);
        } catch (Throwable t) {
            Hub.failed("scheduled work could not be followed; its lines are unbound", t);
            return null;
        }
    }

    /** Called in place of {@code Runnable.run()} by a framework that reports failures itself. */
    public static void body(Runnable work) {
        try {
            work.run();
        } catch (Throwable t) {
            RunScope.failed(t);
            throw t;
        }
    }
}
