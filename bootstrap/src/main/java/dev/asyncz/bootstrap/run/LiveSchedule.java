package dev.asyncz.bootstrap.run;

import dev.asyncz.bootstrap.Hub;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * One schedule of a repeated task, live until its scheduler lets go of it: the same task may have several at once. Keeps
 * nothing of the application alive. Thread-safe.
 */
public final class LiveSchedule {
    private final String words;
    private final @Nullable String place;
    private final long sinceMillis;
    private final @Nullable Reference<Object> pool;
    private volatile Reference<?> holder;

    /**
     * What a scheduler has been given now.
     *
     * @param place where in the application; null if the stack shows none
     * @param pool whose threads run it; null if unknown
     * @param holder what tells whether its scheduler still holds it: a Future, or what is collected with its schedule
     */
    public LiveSchedule(TaskPlan plan, @Nullable String place, @Nullable Object pool, Object holder) {
        this.words = String.valueOf(plan.schedule());
        this.place = place;
        this.sinceMillis = System.currentTimeMillis();
        this.pool = pool == null ? null : new WeakReference<>(pool);
        this.holder = new WeakReference<>(holder);
    }

    /** From now on its scheduler holds it by another object; null for by none any more. */
    public void heldBy(@Nullable Object other) {
        holder = new WeakReference<>(other);
    }

    /** Whether its scheduler holds it by this object. */
    public boolean isHeldBy(Object other) {
        return holder.get() == other;
    }

    /** Whether it is run by these threads, or this one. */
    public boolean isRunBy(Object threads) {
        return pool != null && pool.get() == threads;
    }

    /** When it runs, in words, as in {@link TaskPlan#schedule}. */
    public String words() {
        return words;
    }

    /** The place in the application that has scheduled it; null if the stack showed none. */
    public @Nullable String place() {
        return place;
    }

    /** Epoch milliseconds of when it was scheduled. */
    public long sinceMillis() {
        return sinceMillis;
    }

    /** Whether its scheduler may run it again. Never throws. */
    public boolean isLive() {
        try {
            Object held = holder.get();
            boolean done = held == null || held instanceof Future<?> future && future.isDone();
            return !done && (pool == null || runs(pool.get()));
        } catch (Throwable t) { // An executor may be of the application's own.
            Hub.failed("whether a schedule is live could not be seen; the dashboard counts it", t);
            return true;
        }
    }

    private static boolean runs(@Nullable Object pool) {
        if (pool instanceof Thread timer) {
            return timer.isAlive();
        }
        if (pool instanceof ScheduledThreadPoolExecutor executor
                && executor.getContinueExistingPeriodicTasksAfterShutdownPolicy()) {
            return !executor.isTerminated();
        }
        return pool != null && !(pool instanceof ExecutorService executor && executor.isShutdown());
    }
}
