package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.naming.ThreadsName;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Whose threads run what is scheduled: known while an executor takes it, and told of the task. Never throws. */
public final class Pools {
    private static final ThreadLocal<Taking> TAKING = new ThreadLocal<>() {
        @Override
        protected Taking initialValue() {
            return new Taking();
        }
    };

    /** What an executor's threads are called. */
    private static final WeakIdentityMap<String> THREADS = new WeakIdentityMap<>();

    private Pools() {}

    private static final class Taking {
        private @Nullable Object by;
        private @Nullable TaskPlan plan;
    }

    /** The current thread gives work to {@code pool}, until {@link #taken}. */
    public static void taking(@Nullable Object pool) {
        Taking taking = TAKING.get();
        taking.by = pool;
        taking.plan = null;
    }

    /** As {@link #taking(Object)}, where what takes it has one thread, which is there already. */
    public static void taking(Object pool, Thread thread) {
        if (THREADS.get(pool) == null) {
            THREADS.put(pool, ThreadsName.of(thread.getName()));
        }
        taking(pool);
    }

    /** A scheduler's name, with what the application calls its threads behind it, if it is what takes work now. */
    static String named(String scheduler) {
        Object pool = TAKING.get().by;
        String threads = pool == null ? "" : threads(pool);
        return threads.isEmpty() ? scheduler : scheduler + " (" + threads + ")";
    }

    private static String threads(Object pool) {
        String known = THREADS.get(pool);
        if (known == null) {
            known = pool instanceof ThreadPoolExecutor executor ? ThreadsName.of(executor.getThreadFactory()) : "";
            THREADS.put(pool, known);
        }
        return known;
    }

    /** See {@link #taking}. */
    public static void taken() {
        TAKING.get().by = null;
    }

    /** Tells that {@code pool} runs nothing any more. */
    public static void closed(Object pool) {
        try {
            RunEvents.listener().closed(pool);
        } catch (Throwable t) {
            Hub.failed("the end of a scheduler could not be noted; the dashboard may call its tasks overdue", t);
        }
    }

    /** Tells of a task that is being scheduled, if its executor is known. */
    static void announce(TaskPlan plan) {
        Taking taking = TAKING.get();
        Object pool = taking.by;
        taking.plan = plan;
        if (pool != null) {
            worksFor(plan.task(), pool, 0, false);
        }
    }

    /** What has been announced since the last {@link #taking}, once; null for what runs a single time. */
    static @Nullable TaskPlan announced() {
        Taking taking = TAKING.get();
        TaskPlan plan = taking.plan;
        if (plan != null) {
            taking.plan = null;
        }
        return plan;
    }

    /**
     * Tells whose threads run a task.
     *
     * @param pool an executor, or whatever else stands for it: only kept weakly
     * @param threads how many it has; 0 for an executor that tells itself, and where it was told before
     * @param anywhere whether the same task may be run by other JVMs instead
     */
    public static void worksFor(String task, Object pool, int threads, boolean anywhere) {
        try {
            RunListener listener = RunEvents.listener();
            if (listener.wants(task)) {
                listener.pooled(task, new WeakReference<>(pool), threads, anywhere);
            }
        } catch (Throwable t) {
            Hub.failed("who runs " + task + " could not be noted; the dashboard does not say what it waits for", t);
        }
    }
}
