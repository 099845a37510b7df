package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of a {@code java.util.Timer}: each call is one run, and an exception of one ends the Timer with all of them.
 */
public final class TimerTasks {
    private static final String TIMER = "java.util.Timer";

    /** What is known of TimerTasks, which are given to their Timer long before they run. */
    private static final WeakIdentityMap<TaskPlan> PLANS = new WeakIdentityMap<>();

    /** TimerTasks that are cancelled, and the threads of Timers that are. */
    private static final WeakIdentityMap<Boolean> CANCELLED = new WeakIdentityMap<>();

    private TimerTasks() {}

    /**
     * Notes when a Timer is to run {@code work}; never throws.
     *
     * @param when epoch milliseconds
     * @param period milliseconds, negative for a fixed delay, which a Timer counts from the beginning as well; 0 for once
     */
    public static void note(@Nullable Runnable work, long when, long period) {
        if (work == null) {
            return;
        }
        try {
            TaskPlan plan = Plans.of(work, TIMER, when, TimeUnit.MILLISECONDS.toNanos(Math.abs(period)));
            PLANS.put(work, plan);
            if (!TaskPlan.ONCE.equals(plan.schedule())) {
                Plans.announce(plan);
            }
        } catch (Throwable t) {
            Hub.failed("the schedule of a TimerTask could not be noted; the dashboard does not show it", t);
        }
    }

    /** Notes that nothing will run a TimerTask any more. */
    public static void cancelled(Runnable timerTask) {
        CANCELLED.put(timerTask, true);
        TaskPlan plan = PLANS.get(timerTask);
        if (plan != null) {
            RunEvents.held(plan.task(), new WeakReference<>(null));
            forgetOnce(timerTask, plan);
        }
    }

    /** Notes that the application has cancelled a Timer: what its task throws from now on ends nothing. */
    public static void timerCancelled(Thread timer) {
        CANCELLED.put(timer, true);
    }

    /** Called in place of {@code TimerTask.run()}: a failure ends the Timer with all its tasks. */
    public static void run(Runnable work) {
        Object begun = begin(work);
        try {
            work.run();
        } catch (Throwable t) {
            dies(work, t);
            throw t;
        } finally {
            RunScope.end(begun);
        }
    }

    static Object begin(Runnable work) {
        TaskPlan plan = PLANS.get(work);
        if (plan != null && plan.periodNanos() != 0) {
            RunEvents.held(plan.task(), new WeakReference<>(Thread.currentThread()));
        } else if (plan != null) {
            forgetOnce(work, plan);
        }
        return RunScope.begin(plan != null ? plan : TaskPlan.named(TIMER, TaskNames.of(work)));
    }

    /** @param work what has thrown it; null if unknown */
    static void dies(@Nullable Runnable work, Throwable failure) {
        if (CANCELLED.get(Thread.currentThread()) != null) {
            RunScope.failed(failure);
            return;
        }
        Run run = RunScope.current();
        boolean goesOn = run != null && !TaskPlan.ONCE.equals(run.plan().schedule());
        boolean own = goesOn && (work == null || CANCELLED.get(work) == null);
        Failures.failed(failure, own ? Consequence.TIMER_ENDS : Consequence.TIMER_ENDS_OTHERS, null);
    }

    /** What will not run again. */
    private static void forgetOnce(Runnable timerTask, TaskPlan plan) {
        if (plan.periodNanos() == 0) {
            PLANS.remove(timerTask);
        }
    }
}
