package dev.asyncz.bootstrap;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries the current run to the thread that does the work. Work is noted beside its object rather than wrapped, so
 * that an executor's queue, {@code remove} and {@code beforeExecute} see what the application put in.
 */
public final class Handoff {
    /**
     * For each object handed over, the Run that handed it over, or, where several did, the queue of them, first come
     * first served: a lambda that captures nothing is one object for all. A hand-over outside any run counts too, lest
     * it take another's place.
     */
    private static final WeakIdentityMap<Object> ORIGINS = new WeakIdentityMap<>();

    private static final Object NO_RUN = new Object();

    private Handoff() {}

    /** Notes that {@code work} goes to another thread, on behalf of the current run. Never throws. */
    public static void carry(@Nullable Object work) {
        Run run = RunScope.current();
        if (work == null || (run == null && ORIGINS.isEmpty())) {
            return;
        }
        try {
            ORIGINS.update(work, new Add(run == null ? NO_RUN : run));
        } catch (Throwable t) {
            Hub.failed("work could not be followed to another thread; its lines are unbound", t);
        }
    }

    /** As {@link #carry}, for an object that goes to another thread but once: outside any run nothing is noted. */
    public static void carryOnce(Object work) {
        if (RunScope.current() != null) {
            carry(work);
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
        if (works != null && !ORIGINS.isEmpty()) {
            for (Object work : works) {
                forget(work);
            }
        }
    }

    /** Called in place of {@code work.run()} on the thread that does the work. */
    public static void run(Runnable work) {
        Object bound = enter(work);
        try {
            work.run();
        } finally {
            exit(bound);
        }
    }

    /**
     * Binds this thread to the run that handed {@code work} over.
     *
     * @return what {@link #exit} needs; null when nothing was bound
     */
    public static @Nullable Object enter(Object work) {
        return take(work) instanceof Run run ? new Bound(RunScope.bind(run)) : null;
    }

    /** Gives the thread back as {@link #enter} found it. */
    public static void exit(@Nullable Object bound) {
        if (bound instanceof Bound scope) {
            RunScope.restore(scope.previous);
        }
    }

    /** Reports an exception that a FutureTask keeps to itself, if it happened in work of a run. */
    public static void swallowed(@Nullable Throwable failure) {
        Run run = RunScope.current();
        // What has ended the run itself is reported already.
        if (run != null && failure != null && failure != run.failure()) {
            report(
                    run,
                    failure,
                    "work that the run submitted; the exception stays in its Future, where only get() shows it");
        }
    }

    static void report(Run run, Throwable failure, String consequence) {
        try {
            Hub.listener().swallowed(run, failure, consequence);
        } catch (Throwable t) {
            Hub.failed("the failure of " + run.task() + " could not be reported", t);
        }
    }

    static void died(Run run, String consequence) {
        try {
            Hub.listener().died(run, consequence);
        } catch (Throwable t) {
            Hub.failed("the end of " + run.task() + " could not be reported", t);
        }
    }

    private static @Nullable Object take(Object work) {
        if (ORIGINS.isEmpty()) {
            return null;
        }
        try {
            if (ORIGINS.get(work) == null) {
                return null;
            }
            Take take = new Take();
            ORIGINS.update(work, take);
            return take.taken;
        } catch (Throwable t) {
            Hub.failed("work could not be followed to this thread; its lines are unbound", t);
            return null;
        }
    }

    /** Adds a hand-over; one outside any run only where others of the same object wait. */
    private record Add(Object origin) implements UnaryOperator<@Nullable Object> {
        @Override
        public @Nullable Object apply(@Nullable Object waiting) {
            if (waiting == null) {
                return origin == NO_RUN ? null : origin;
            }
            Queue queue = waiting instanceof Queue all ? all : new Queue();
            if (queue != waiting) {
                queue.addLast(waiting);
            }
            queue.addLast(origin);
            return queue;
        }
    }

    /** Takes the hand-over that waits longest. */
    private static final class Take implements UnaryOperator<@Nullable Object> {
        private @Nullable Object taken;

        @Override
        public @Nullable Object apply(@Nullable Object waiting) {
            if (waiting instanceof Queue queue) {
                taken = queue.pollFirst();
                return queue.isEmpty() ? null : queue;
            }
            taken = waiting;
            return null;
        }
    }

    /** The hand-overs of one object, each a Run or {@link #NO_RUN}. Changed in the map's atomic steps alone. */
    private static final class Queue extends ArrayDeque<Object> {
        private static final long serialVersionUID = 1;
    }

    /** What a thread was bound to before; null for nothing. */
    private record Bound(@Nullable Run previous) {}
}
