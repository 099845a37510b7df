package dev.asyncz.bootstrap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries the current run to the thread that does the work. Work is noted beside its object rather than wrapped, so
 * that an executor's queue, {@code remove} and {@code beforeExecute} see what the application put in.
 */
public final class Handoff {
    /**
     * For each object handed over, the runs that handed it over, first come first served: a lambda that captures
     * nothing is one object for all. A hand-over outside any run counts too, lest it take another's place.
     */
    private static final WeakIdentityMap<Deque<Origin>> ORIGINS = new WeakIdentityMap<>();

    private static final Origin NO_RUN = new Origin(null);

    private Handoff() {}

    /** Notes that {@code work} goes to another thread, on behalf of the current run. Never throws. */
    public static void carry(@Nullable Object work) {
        Run run = RunScope.current();
        if (work == null || (run == null && ORIGINS.isEmpty())) {
            return;
        }
        try {
            ORIGINS.update(work, new Add(run == null ? NO_RUN : new Origin(run)));
        } catch (Throwable t) {
            Hub.failed("work could not be followed to another thread; its lines are unbound", t);
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
        Origin origin = take(work);
        return origin == null || origin.run == null ? null : new Origin(RunScope.bind(origin.run));
    }

    /** Gives the thread back as {@link #enter} found it. */
    public static void exit(@Nullable Object bound) {
        if (bound instanceof Origin previous) {
            RunScope.restore(previous.run);
        }
    }

    /** A Runnable for a thread of its own, bound to the current run; {@code work} itself outside any. */
    public static @Nullable Runnable bound(@Nullable Runnable work) {
        Run run = RunScope.current();
        return work == null || run == null ? work : new Bound(work, run);
    }

    /** Reports an exception that a FutureTask keeps to itself, if it happened in work of a run. */
    public static void swallowed(@Nullable Throwable failure) {
        Run run = RunScope.current();
        if (run != null && failure != null) {
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

    private static @Nullable Origin take(Object work) {
        if (ORIGINS.isEmpty()) {
            return null;
        }
        try {
            Take take = new Take();
            ORIGINS.update(work, take);
            return take.taken;
        } catch (Throwable t) {
            Hub.failed("work could not be followed to this thread; its lines are unbound", t);
            return null;
        }
    }

    /** Queues a hand-over; one outside any run only where others of the same object wait. */
    private record Add(Origin origin) implements UnaryOperator<@Nullable Deque<Origin>> {
        @Override
        public @Nullable Deque<Origin> apply(@Nullable Deque<Origin> waiting) {
            if (waiting == null && origin.run == null) {
                return null;
            }
            Deque<Origin> origins = waiting == null ? new ArrayDeque<>(1) : waiting;
            origins.addLast(origin);
            return origins;
        }
    }

    /** Takes the hand-over that waits longest. */
    private static final class Take implements UnaryOperator<@Nullable Deque<Origin>> {
        private @Nullable Origin taken;

        @Override
        public @Nullable Deque<Origin> apply(@Nullable Deque<Origin> waiting) {
            taken = waiting == null ? null : waiting.pollFirst();
            return waiting == null || waiting.isEmpty() ? null : waiting;
        }
    }

    /** The run that handed work over, or the one a thread was bound to; both may be none. */
    private record Origin(@Nullable Run run) {}

    private record Bound(Runnable work, Run owner) implements Runnable {
        @Override
        public void run() {
            Run previous = RunScope.bind(owner);
            try {
                work.run();
            } finally {
                RunScope.restore(previous);
            }
        }

        @Override
        public String toString() {
            return work.toString();
        }
    }
}
