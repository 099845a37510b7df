package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.handoff.Handoff;
import dev.asyncz.bootstrap.run.Bond;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Hold;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Work given to a scheduler of the JDK, wrapped where the scheduler keeps it for itself: each call is one run. The
 * application never sees the wrapper, but in a stack trace and in a future's toString, which prints the original.
 */
public final class Scheduled {
    private static final String EXECUTOR = "ScheduledThreadPoolExecutor";
    private static final String FORK_JOIN_POOL = "ForkJoinPool";
    private static final String MANAGED = "ManagedScheduledExecutorService";
    private static final String TIMER = "java.util.Timer";
    private static final String SPRING = "Spring";

    /** Work of a layer above that is executed at once: the run that it would begin is not one. */
    private static final WeakIdentityMap<Boolean> NO_RUNS = new WeakIdentityMap<>();

    /** What is known of TimerTasks, which are given to their Timer long before they run. */
    private static final WeakIdentityMap<TaskPlan> TIMER_TASKS = new WeakIdentityMap<>();

    /** What managed executors are to run, by their own objects. */
    private static final WeakIdentityMap<TaskPlan> MANAGED_TASKS = new WeakIdentityMap<>();

    /** Set while an executor's execute or submit goes on, which ends in the same constructor as schedule. */
    private static final ThreadLocal<@Nullable Boolean> AT_ONCE = new ThreadLocal<>();

    /** By what Spring's work is held; one for all that a scheduler starts threads for. */
    private static final WeakIdentityMap<Hold> HOLDS = new WeakIdentityMap<>();

    /** TimerTasks that are cancelled, and the threads of Timers that are. */
    private static final WeakIdentityMap<Boolean> CANCELLED = new WeakIdentityMap<>();

    /** Whose future is being made. */
    private static final ThreadLocal<@Nullable Made> MADE = new ThreadLocal<>();

    /** @param periodic the task's name; null for what runs once */
    private record Made(@Nullable String periodic, Hold hold) {}

    private Scheduled() {}

    /** Notes the future of what was scheduled last on this thread: a periodic task is over once that is. */
    public static void made(Future<?> future, @Nullable ExecutorService executor) {
        Made made = MADE.get();
        if (made != null) {
            MADE.set(null);
            made.hold.by(future, executor);
            if (made.periodic != null) {
                held(made.periodic, new WeakReference<>(future));
            }
        }
    }

    /** Notes that nothing will run a TimerTask any more. */
    public static void cancelled(Runnable timerTask) {
        CANCELLED.put(timerTask, true);
        TaskPlan plan = TIMER_TASKS.get(timerTask);
        if (plan != null) {
            held(plan.task(), new WeakReference<>(null));
            forgetOnce(timerTask, plan);
        }
    }

    /** What will not run again. */
    private static void forgetOnce(Runnable timerTask, TaskPlan plan) {
        if (plan.periodNanos() == 0) {
            TIMER_TASKS.remove(timerTask);
        }
    }

    /** Notes that the application has cancelled a Timer: what its task throws from now on ends nothing. */
    public static void timerCancelled(Thread timer) {
        CANCELLED.put(timer, true);
    }

    private static void held(String task, Reference<?> by) {
        try {
            RunEvents.listener().held(task, by);
        } catch (Throwable t) {
            Hub.failed("what holds " + task + " could not be noted; the dashboard may call it overdue", t);
        }
    }

    /**
     * Notes what a managed executor is to run: an object of its own, which keeps the application's work to itself. What
     * is executed at once belongs to the run that does so. Never throws.
     *
     * @param task what the executor's thread runs
     * @param when the time of the first run, as {@link System#nanoTime} tells it
     * @param period nanoseconds, as in {@link TaskPlan#periodNanos}
     */
    public static void managed(Future<?> task, @Nullable Object work, long when, long period) {
        if (work == null) {
            return;
        }
        try {
            if (AT_ONCE.get() != null) {
                Handoff.carry(task);
                return;
            }
            TaskNames.remember(work);
            TaskPlan plan = Plans.of(work, MANAGED, Plans.millis(when), period);
            MANAGED_TASKS.put(task, plan);
            if (period != 0 || TaskPlan.AGAIN.equals(plan.schedule())) {
                held(plan.task(), new WeakReference<>(task));
            }
            if (!TaskPlan.ONCE.equals(plan.schedule())) {
                Plans.announce(plan);
            }
        } catch (Throwable t) {
            Hub.failed("work of a managed executor could not be followed; its lines are unbound", t);
        }
    }

    /**
     * Begins a run of what {@link #managed} has noted.
     *
     * @return for {@link RunScope#end}; null if it is no run
     */
    public static @Nullable Object beginManaged(Object task) {
        TaskPlan plan = MANAGED_TASKS.get(task);
        if (plan == null || !(task instanceof Future<?> future)) {
            return null;
        }
        Hold hold = new Hold();
        hold.by(future, null);
        return RunScope.begin(plan, hold);
    }

    /** Says that the run of {@code task} fails, and that its executor keeps the exception to itself. */
    public static void managedFails(Future<?> task, Throwable failure) {
        TaskPlan plan = MANAGED_TASKS.get(task);
        if (plan != null) {
            Failures.failed(failure, whatFollows(plan), task);
        }
    }

    private static Consequence whatFollows(TaskPlan plan) {
        return plan.periodNanos() == 0 ? Consequence.KEPT : Consequence.NEVER_AGAIN;
    }

    /** Between this and {@link #endAtOnce} work is executed or submitted, not scheduled: it is no run of its own. */
    public static void beginAtOnce() {
        AT_ONCE.set(true);
    }

    /** See {@link #beginAtOnce}. */
    public static void endAtOnce() {
        AT_ONCE.set(null);
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
            Hold hold = new Hold();
            WorkKind kind = WorkKind.of(work);
            boolean atOnce = AT_ONCE.get() != null;
            if (kind == WorkKind.RUN && !atOnce) {
                TaskPlan plan = Plans.of(work, scheduler, Plans.millis(when), period);
                if (period != 0 || !TaskPlan.ONCE.equals(plan.schedule())) {
                    Plans.announce(plan);
                }
                MADE.set(new Made(TaskPlan.ONCE.equals(plan.schedule()) ? null : plan.task(), hold));
                return new Execution.NewRun(plan, whatFollows(plan), hold);
            }
            if (kind == WorkKind.SPRING && !atOnce) {
                TaskPlan plan = Plans.of(work, SPRING, Plans.millis(when), period);
                Plans.announce(plan);
                MADE.set(new Made(TaskPlan.ONCE.equals(plan.schedule()) ? null : plan.task(), hold));
                HOLDS.put(work, hold);
                return plan.isOneShot() ? null : new Execution.OtherRun(plan, hold);
            }
            if (kind == WorkKind.SPRING) {
                NO_RUNS.put(work, true);
            }
            Bond bond = kind == WorkKind.OWN ? null : RunScope.slot().heir();
            if (bond == null) {
                return null;
            }
            MADE.set(new Made(null, hold));
            return new Execution.WithinRun(bond, hold);
        } catch (Throwable t) {
            Hub.failed("scheduled work could not be followed; its lines are unbound", t);
            return null;
        }
    }

    /**
     * Begins a run of Spring's, unless a layer below begins it or it is none.
     *
     * @param handler what runs {@code work}
     * @return for {@link RunScope#end}
     */
    public static @Nullable Object beginSpring(Object handler, Runnable work) {
        if (NO_RUNS.get(handler) != null || WorkKind.of(work) == WorkKind.SPRING) {
            return null;
        }
        Hold hold = HOLDS.get(handler);
        return RunScope.begin(
                TaskPlan.named(SPRING, TaskNames.of(handler, work)), hold == null ? HOLDS.get(work) : hold);
    }

    /** A scheduler of Spring's starts a thread for each run of {@code work}, until it is closed. */
    public static void startedBySpring(Object scheduler, Runnable work) {
        Hold known = HOLDS.get(scheduler);
        Hold hold = known == null ? new Hold() : known;
        HOLDS.put(scheduler, hold);
        HOLDS.put(work, hold);
    }

    /** Notes that the application closes such a scheduler, which interrupts the threads. */
    public static void closesSpring(Object scheduler) {
        Hold hold = HOLDS.get(scheduler);
        if (hold != null) {
            hold.end();
        }
    }

    /** What Spring makes while it executes or submits something is executed at once, and no run of its own. */
    public static void madeBySpring(Object handler, Runnable work) {
        if (AT_ONCE.get() != null) {
            NO_RUNS.put(handler, true);
        } else {
            TaskNames.rememberAs(handler, work);
        }
    }

    /** Notes what is known of the schedule of {@code work}; anything but a text says nothing. */
    public static void noteSchedule(Object work, @Nullable Object words) {
        Plans.note(work, words);
    }

    /**
     * What this thread schedules from now on goes by a name.
     *
     * @param task anything but a text is no name
     * @return for {@link #endNaming}
     */
    public static @Nullable Object beginNaming(@Nullable Object task, String scheduler) {
        return Plans.mean(task, scheduler);
    }

    /** As {@link #beginNaming}, for what runs by a cron expression. */
    public static @Nullable Object beginCron(String expression) {
        return Plans.meanWhen("cron " + expression);
    }

    /** @param before what {@link #beginNaming} or {@link #beginCron} gave */
    public static void endNaming(@Nullable Object before) {
        Plans.meant(before);
    }

    /**
     * Notes when a Timer is to run {@code work}; never throws.
     *
     * @param when epoch milliseconds
     * @param period milliseconds, negative for a fixed delay, which a Timer counts from the beginning as well; 0 for once
     */
    public static void noteTimerTask(@Nullable Runnable work, long when, long period) {
        if (work == null) {
            return;
        }
        try {
            TaskPlan plan = Plans.of(work, TIMER, when, TimeUnit.MILLISECONDS.toNanos(Math.abs(period)));
            TIMER_TASKS.put(work, plan);
            if (!TaskPlan.ONCE.equals(plan.schedule())) {
                Plans.announce(plan);
            }
        } catch (Throwable t) {
            Hub.failed("the schedule of a TimerTask could not be noted; the dashboard does not show it", t);
        }
    }

    /** Called in place of {@code TimerTask.run()}: a failure ends the Timer with all its tasks. */
    public static void timerTask(Runnable work) {
        Object begun = beginTimerTask(work);
        try {
            work.run();
        } catch (Throwable t) {
            timerDies(work, t);
            throw t;
        } finally {
            RunScope.end(begun);
        }
    }

    static Object beginTimerTask(Runnable work) {
        TaskPlan plan = TIMER_TASKS.get(work);
        if (plan != null && plan.periodNanos() != 0) {
            held(plan.task(), new WeakReference<>(Thread.currentThread()));
        } else if (plan != null) {
            forgetOnce(work, plan);
        }
        return RunScope.begin(plan != null ? plan : TaskPlan.named(TIMER, TaskNames.of(work)));
    }

    /** @param work what has thrown it; null if unknown */
    static void timerDies(@Nullable Runnable work, Throwable failure) {
        if (CANCELLED.get(Thread.currentThread()) != null) {
            RunScope.failed(failure);
            return;
        }
        Run run = RunScope.current();
        boolean goesOn = run != null && !TaskPlan.ONCE.equals(run.plan().schedule());
        boolean own = goesOn && (work == null || CANCELLED.get(work) == null);
        Failures.failed(failure, own ? Consequence.TIMER_ENDS : Consequence.TIMER_ENDS_OTHERS, null);
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
