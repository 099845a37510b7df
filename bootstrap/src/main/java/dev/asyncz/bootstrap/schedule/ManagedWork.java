package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.handoff.Handoff;
import dev.asyncz.bootstrap.run.FutureHandle;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Work that an application server's {@code ManagedScheduledExecutorService} is to run, each call one run. It is known by
 * the executor's own object, as that keeps the application's work to itself.
 */
public final class ManagedWork {
    private static final String MANAGED = "ManagedScheduledExecutorService";

    /** What managed executors are to run, by their own objects. */
    private static final WeakIdentityMap<TaskPlan> PLANS = new WeakIdentityMap<>();

    private ManagedWork() {}

    /**
     * Notes what a managed executor is to run: an object of its own, which keeps the application's work to itself. What
     * is executed at once belongs to the run that does so. Never throws.
     *
     * @param task what the executor's thread runs
     * @param when the time of the first run, as {@link System#nanoTime} tells it
     * @param period nanoseconds, as in {@link TaskPlan#periodNanos}
     */
    public static void note(Future<?> task, @Nullable Object work, long when, long period) {
        if (work == null) {
            return;
        }
        try {
            if (ScheduledWork.isAtOnce()) {
                Handoff.carry(task);
                return;
            }
            TaskNames.remember(work);
            TaskPlan plan = Plans.of(work, MANAGED, Plans.millis(when), period);
            PLANS.put(task, plan);
            if (period != 0 || TaskPlan.AGAIN.equals(plan.schedule())) {
                RunEvents.held(plan.task(), new WeakReference<>(task));
            }
            if (!TaskPlan.ONCE.equals(plan.schedule())) {
                Plans.announce(plan);
                LiveSchedules.made(task, null, work);
            }
        } catch (Throwable t) {
            Hub.failed("work of a managed executor could not be followed; its lines are unbound", t);
        }
    }

    /**
     * Begins a run of what {@link #note} has noted.
     *
     * @return for {@link RunScope#end}; null if it is no run
     */
    public static @Nullable Object begin(Object task) {
        TaskPlan plan = PLANS.get(task);
        if (plan == null || !(task instanceof Future<?> future)) {
            return null;
        }
        FutureHandle handle = new FutureHandle();
        handle.by(future, null);
        return RunScope.begin(plan, handle);
    }

    /** Says that the run of {@code task} fails, and that its executor keeps the exception to itself. */
    public static void fails(Future<?> task, Throwable failure) {
        TaskPlan plan = PLANS.get(task);
        if (plan != null) {
            Failures.failed(failure, Failures.consequence(plan), task);
        }
    }
}
