package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.handoff.PoolHandoff;
import dev.asyncz.bootstrap.run.RunScope;
import java.lang.reflect.Field;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the schedulers of the JDK held already when the agent was attached to a running JVM: it becomes runs as it comes
 * to be executed. Only woven in that case. Loops that never return, such as a Timer's, go on in their old code; what
 * they call is new, and tells where they are.
 */
public final class EarlierWork {
    /** Of {@code TimerTask.state}; the same in every JDK. */
    private static final int CANCELLED = 3;

    private static volatile @Nullable Fields fields;

    /** The threads of Timers that were in their loop already. */
    private static final WeakIdentityMap<Boolean> TIMERS = new WeakIdentityMap<>();

    /** The run that a Timer's thread is in. */
    private static final ThreadLocal<@Nullable Object> TIMER_RUN = new ThreadLocal<>();

    private EarlierWork() {}

    /** Looks at the JVM as it is. Needs {@code java.util} and {@code java.util.concurrent} open to this package. */
    public static void prepare() throws ReflectiveOperationException {
        fields = Fields.find();
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getClass().getName().equals("java.util.TimerThread")) {
                TIMERS.put(each, true);
            }
        }
    }

    /** A task of an executor comes to run: from here on its work is followed, if it was made before the agent came. */
    public static void adopt(Object task) {
        Fields known = fields;
        try {
            Object callable = known == null ? null : known.callable.get(task);
            if (callable == null || known == null) {
                return;
            }
            Object work = known.adapter.isInstance(callable) ? known.adapted.get(callable) : callable;
            long when = System.nanoTime() + ((Delayed) task).getDelay(TimeUnit.NANOSECONDS);
            Callable<?> followed = ScheduledWork.held((Callable<?>) callable, work, when, known.period.getLong(task));
            if (followed != callable) {
                known.callable.set(task, followed);
                ScheduledWork.made((Future<?>) task, null);
            }
        } catch (Throwable t) {
            Hub.failed("a task that was scheduled before the agent came is not followed; its lines are unbound", t);
        }
    }

    /**
     * A Timer takes a task out of its queue, or puts it back for the next time: it is about to run it.
     *
     * @param queue the Timer's heap, whose first element is the task
     */
    public static void timerTakes(@Nullable TimerTask[] queue) {
        Fields known = fields;
        if (TIMERS.isEmpty() || known == null || TIMERS.get(Thread.currentThread()) == null) {
            return;
        }
        try {
            TimerTask task = queue[1];
            if (task != null && known.state.getInt(task) != CANCELLED) {
                TIMER_RUN.set(TimerTasks.begin(task));
            }
        } catch (Throwable t) {
            Hub.failed("a task of a Timer is not followed; its lines are unbound", t);
        }
    }

    /** A Timer looks for the next task: the one before has ended. */
    public static void timerLooks() {
        if (!TIMERS.isEmpty() && TIMER_RUN.get() != null) {
            Object run = TIMER_RUN.get();
            TIMER_RUN.set(null);
            RunScope.end(run);
        }
    }

    /** A Timer empties its queue: its thread dies of what a task has thrown, or somebody cancels it. */
    public static void timerEmpties() {
        if (TIMERS.isEmpty() || TIMER_RUN.get() == null || isCancelling()) {
            return;
        }
        TimerTasks.dies(
                null,
                new IllegalStateException(
                        "an exception of its task has ended the Timer; the JVM has printed it on standard error"));
        timerLooks();
    }

    /** By its very task, on its own thread. */
    private static boolean isCancelling() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(each -> each.getClassName().equals("java.util.Timer")));
    }

    /**
     * A worker is about to do {@code work}, which it may have waited for in its old code, where nobody has told of it.
     */
    public static void workerBegins(@Nullable Runnable work, Object factory) {
        if (RunScope.slot().binding() == null) {
            PoolHandoff.workerTakes(work, factory);
        }
    }

    /** The fields of the JDK where it keeps work. */
    private record Fields(Field callable, Field period, Class<?> adapter, Field adapted, Field state) {
        static Fields find() throws ReflectiveOperationException {
            Class<?> adapter = Class.forName("java.util.concurrent.Executors$RunnableAdapter");
            Class<?> task = Class.forName("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask");
            return new Fields(
                    open(FutureTask.class, "callable"),
                    open(task, "period"),
                    adapter,
                    open(adapter, "task"),
                    open(TimerTask.class, "state"));
        }

        private static Field open(Class<?> type, String name) throws NoSuchFieldException {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        }
    }
}
