package dev.asyncz.bootstrap.handoff;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunBinding;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries the current run to the thread that does the work, where the object that is handed over is all there is to
 * tell it by. It is noted beside its object rather than wrapped, so that an executor's queue, {@code remove} and
 * {@code beforeExecute} see what the application put in. {@link PoolHandoff} knows better for most work of pools.
 */
public final class Handoff {
    /**
     * For each object handed over the RunBinding of whoever did so, or, where it waits more than once, a SharedWork. In
     * several maps, by the object's class: while work of a run waits, other work costs a glance at an empty one.
     */
    private static final WeakIdentityMap<Object>[] WAITING = WeakIdentityMap.several();

    private static final UnaryOperator<@Nullable Object> EXPIRE = new UnaryOperator<>() {
        @Override
        public @Nullable Object apply(@Nullable Object waiting) {
            return waiting instanceof SharedWork several ? several.unexpired() : waiting;
        }
    };

    private static final String STEP = "java.util.concurrent.CompletableFuture$";

    /** The pool that virtual threads are carried by, as soon as it is met; it lives as long as the JVM. */
    private static volatile @Nullable ForkJoinPool carriers;

    private Handoff() {}

    /** Notes that {@code work} goes to another thread, on behalf of the current run. Never throws. */
    public static void carry(@Nullable Object work) {
        if (work == null) {
            return;
        }
        try {
            note(work, RunScope.slot().heir());
        } catch (Throwable t) {
            Hub.failed("work could not be followed to another thread; its lines are unbound", t);
        }
    }

    /** As {@link #carry}, for a task that is given to a pool. Virtual threads, and steps of chains, bring their run along. */
    public static void fork(ForkJoinPool pool, Object task) {
        if (pool == carriers) {
            return;
        }
        if (RunScope.slot().binding() == null) {
            carry(task);
        } else if (isOfVirtualThreads(pool)) {
            carriers = pool;
        } else if (!task.getClass().getName().startsWith(STEP)) {
            carry(task);
        }
    }

    private static boolean isOfVirtualThreads(ForkJoinPool pool) {
        return pool.getFactory().getClass().getName().startsWith("java.lang.VirtualThread");
    }

    /** As {@link #carry}, for an object that goes to another thread but once: outside any run nothing is noted. */
    public static void carryOnce(Object work) {
        if (RunScope.current() != null) {
            carry(work);
        }
    }

    /**
     * Notes a hand-over.
     *
     * @param binding null for one outside any run, which counts only where others of the same object wait
     */
    static void note(Object work, @Nullable RunBinding binding) {
        WeakIdentityMap<Object> waiting = WeakIdentityMap.of(WAITING, work.getClass());
        Object before =
                binding != null ? waiting.putIfAbsent(work, binding) : waiting.isEmpty() ? null : waiting.get(work);
        if (before != null) {
            waiting.update(work, new Add(binding));
        }
    }

    /** Forgets work that will not be done: rejected, or removed from a queue. */
    public static void forget(@Nullable Object work) {
        if (work != null) {
            take(work);
        }
    }

    /** Forgets work that was to be removed from a queue, if it was there. */
    public static void forgetIf(boolean removed, @Nullable Object work) {
        if (removed) {
            forget(work);
        }
    }

    /** Forgets all that a queue gave back. */
    public static void forgetAll(@Nullable List<?> works) {
        if (works != null) {
            for (Object work : works) {
                forget(work);
            }
        }
    }

    /** Lets go of what runs that have ended have handed over and nobody may ever take. */
    static void expire() {
        for (WeakIdentityMap<Object> each : WAITING) {
            if (!each.isEmpty()) {
                each.updateAll(EXPIRE);
            }
        }
    }

    /**
     * Binds this thread to the run that handed {@code work} over.
     *
     * @return what {@link #exit} needs; null when nothing was bound
     */
    public static @Nullable Object enter(Object work) {
        RunBinding binding = take(work);
        return binding == null ? null : new Bound(RunScope.bind(binding));
    }

    /** Gives the thread back as {@link #enter} found it. */
    public static void exit(@Nullable Object bound) {
        if (bound instanceof Bound scope) {
            RunScope.restore(scope.previous);
        }
    }

    /** Notes an exception that a Future is about to keep to itself, if it happened in work of a run. */
    public static void swallowed(@Nullable Future<?> future, @Nullable Throwable failure) {
        Run run = RunScope.current();
        // What has ended the run itself is noted already.
        if (run != null && failure != null && failure != run.failure()) {
            UnobservedFailures.add(future, run, failure, Consequence.WORK_KEPT);
        }
    }

    /** How {@code work} is bound that this thread is about to do; it waits no more. */
    static @Nullable RunBinding take(Object work) {
        try {
            WeakIdentityMap<Object> waiting = WeakIdentityMap.of(WAITING, work.getClass());
            Object found = waiting.isEmpty() ? null : waiting.get(work);
            if (found == null) {
                return null;
            }
            if (found instanceof RunBinding only && waiting.remove(work, only)) {
                return only;
            }
            Take take = new Take();
            waiting.update(work, take);
            return take.taken;
        } catch (Throwable t) {
            Hub.failed("work could not be followed to this thread; its lines are unbound", t);
            return null;
        }
    }

    /** Adds a hand-over; one outside any run only where others of the same object wait. */
    private record Add(@Nullable RunBinding binding) implements UnaryOperator<@Nullable Object> {
        @Override
        public @Nullable Object apply(@Nullable Object waiting) {
            SharedWork several = waiting instanceof SharedWork known
                    ? known.unexpired()
                    : waiting instanceof RunBinding only ? SharedWork.of(only) : null;
            return several == null ? binding : several.with(binding);
        }
    }

    /** Takes one hand-over. */
    private static final class Take implements UnaryOperator<@Nullable Object> {
        private @Nullable RunBinding taken;

        @Override
        public @Nullable Object apply(@Nullable Object waiting) {
            taken = waiting instanceof RunBinding only
                    ? only
                    : waiting instanceof SharedWork several ? several.next() : null;
            return waiting instanceof SharedWork several ? several.less() : null;
        }
    }

    /** What a thread was bound by before; null for nothing. */
    private record Bound(@Nullable RunBinding previous) {}
}
