package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.naming.CallSite;
import dev.asyncz.bootstrap.naming.Infrastructure;
import dev.asyncz.bootstrap.run.LiveSchedule;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notes the schedules that schedulers of the JDK are given of tasks that repeat, until they let go of them. Never throws. */
public final class LiveSchedules {
    /** The schedules of what is known by an object of its own: a TimerTask, or what Spring schedules anew each time. */
    private static final WeakIdentityMap<LiveSchedule> BY_WORK = new WeakIdentityMap<>();

    private LiveSchedules() {}

    /**
     * Notes what an executor has made of {@code work} that repeats. What runs a single time costs a glance. Never throws.
     *
     * @param pool the executor; null if it is not known
     */
    public static void made(Future<?> future, @Nullable Object pool, @Nullable Object work) {
        try {
            TaskPlan plan = Pools.announced();
            if (plan == null || work == null) {
                return;
            }
            if (plan.periodNanos() != 0) {
                add(plan, pool, future);
            } else if (!plan.isOneShot() && WorkKind.of(work) == WorkKind.SPRING) {
                again(plan, pool, future, work);
            }
        } catch (Throwable t) {
            Hub.failed("a schedule could not be noted; the dashboard may count one too few", t);
        }
    }

    /**
     * Notes a periodic task of a Timer. Never throws.
     *
     * @param timer the Timer's thread, which ends with it
     * @param period 0 for what runs once
     */
    public static void ofTimer(@Nullable Object task, Thread timer, long period) {
        try {
            TaskPlan plan = Pools.announced();
            if (task == null || plan == null) {
                return;
            }
            if (period == 0) {
                RunEvents.listener().held(plan.task(), new WeakReference<>(timer));
            } else if (BY_WORK.get(task) == null) {
                keep(plan, timer, task, task);
            }
        } catch (Throwable t) {
            Hub.failed("a schedule of a Timer could not be noted; the dashboard may count one too few", t);
        }
    }

    /** What is scheduled anew for each run has one schedule all along. */
    private static void again(TaskPlan plan, @Nullable Object pool, Future<?> future, Object work) {
        LiveSchedule before = BY_WORK.get(work);
        if (before == null) {
            keep(plan, pool, future, work);
        } else {
            before.heldBy(future);
        }
    }

    /** Notes that nothing will run a TimerTask any more. */
    public static void cancelled(Object timerTask) {
        LiveSchedule known = BY_WORK.isEmpty() ? null : BY_WORK.get(timerTask);
        if (known != null) {
            known.heldBy(null);
        }
    }

    private static void keep(TaskPlan plan, @Nullable Object pool, Object holder, Object work) {
        LiveSchedule made = add(plan, pool, holder);
        if (made != null) {
            BY_WORK.put(work, made);
        }
    }

    private static @Nullable LiveSchedule add(TaskPlan plan, @Nullable Object pool, Object holder) {
        RunListener listener = RunEvents.listener();
        if (!listener.hasRoom(plan.task())) {
            return null; // Nobody walks the stack for what is not kept.
        }
        LiveSchedule made = new LiveSchedule(plan, Caller.find(), pool, holder);
        listener.scheduled(plan.task(), made);
        return made;
    }

    /** Finds the first place on the stack that is the application's, but rather not one of an executor of its own. */
    private static final class Caller implements Function<Stream<StackFrame>, @Nullable String> {
        private static final String OWN = "dev.asyncz.bootstrap.";

        static @Nullable String find() {
            return CallSite.on(new Caller());
        }

        @Override
        public @Nullable String apply(Stream<StackFrame> frames) {
            StackFrame executor = null;
            for (Iterator<StackFrame> each = frames.iterator(); each.hasNext(); ) {
                StackFrame frame = each.next();
                String name = frame.getClassName();
                if (name.startsWith(OWN) || Infrastructure.owns(name)) {
                    continue;
                }
                if (!Executor.class.isAssignableFrom(frame.getDeclaringClass())) {
                    return CallSite.describe(frame);
                }
                executor = executor == null ? frame : executor;
            }
            return executor == null ? null : CallSite.describe(executor);
        }
    }
}
