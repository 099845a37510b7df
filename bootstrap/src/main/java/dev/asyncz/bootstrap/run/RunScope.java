package dev.asyncz.bootstrap.run;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.TimeOrderedIds;
import org.jspecify.annotations.Nullable;

/**
 * The run that the current thread works for. This thread-local is the truth; thread contexts of logging frameworks
 * only mirror it, so that an application which clears them does not lose it.
 */
public final class RunScope {
    private static final ThreadLocal<ThreadSlot> SLOT = new ThreadLocal<>() {
        @Override
        protected ThreadSlot initialValue() {
            return new ThreadSlot(StartedThreads.take());
        }
    };
    private static final TimeOrderedIds IDS = new TimeOrderedIds();

    private RunScope() {}

    /** The current thread's run; null outside any. */
    public static @Nullable Run current() {
        return SLOT.get().run();
    }

    public static ThreadSlot slot() {
        return SLOT.get();
    }

    /**
     * Begins a run on this thread.
     *
     * @return what {@link #end} needs to give the thread back as it was; never null, and not to be shared
     */
    public static Object begin(String scheduler, String task) {
        return begin(TaskPlan.named(scheduler, task));
    }

    /** As the other one, for what a scheduler holds by its future. */
    public static Object begin(TaskPlan plan, @Nullable FutureHandle handle) {
        Object begun = begin(plan);
        if (handle != null && begun instanceof Begun scope && scope.run != null) {
            scope.run.heldBy(handle);
        }
        return begun;
    }

    /** As the other one, for a task that more is known of. A run that is not wanted is none: nothing changes. */
    public static Object begin(TaskPlan plan) {
        ThreadSlot slot = SLOT.get();
        RunBinding previous = slot.binding();
        Run run = null;
        try {
            RunListener listener = RunEvents.listener();
            if (listener.wants(plan.task())) {
                run = new Run(plan, IDS.next().toString(), System.currentTimeMillis(), System.nanoTime());
                run.within(previous == null ? null : previous.run());
                slot.bind(run.binding());
                listener.begun(run);
            }
        } catch (Throwable t) {
            Hub.failed("run of " + plan.task() + " could not be announced; its lines may be unbound", t);
        }
        return new Begun(run, previous);
    }

    /** Says that the current run has failed. The first failure counts: what follows is usually its consequence. */
    public static void failed(@Nullable Throwable failure) {
        Run run = current();
        if (run != null && failure != null && run.failure() == null) {
            run.endBy(failure);
        }
    }

    /**
     * Ends the run that {@code begun} stands for, and puts back what was there before.
     *
     * @param begun what {@link #begin} gave; anything else (null, from an advice whose beginning failed) is ignored
     */
    public static void end(@Nullable Object begun) {
        if (!(begun instanceof Begun scope)) {
            return;
        }
        ThreadSlot slot = SLOT.get();
        Runnable unfinished = slot.unfinished();
        if (unfinished != null) {
            unfinished.run();
        }
        slot.bind(scope.previous);
        Run run = scope.run;
        // What has failed is over; what it may have left behind is of no account.
        if (run != null && (run.failure() == null ? run.endPart() : run.endAll())) {
            announceEnd(run);
        }
    }

    public static void announceEnd(Run run) {
        try {
            RunEvents.listener().ended(run);
        } catch (Throwable t) {
            Hub.failed("end of a run could not be announced; the dashboard shows it as running", t);
        }
        run.letGo();
    }

    /** Binds this thread, and gives what it was bound by before. */
    public static @Nullable RunBinding bind(RunBinding binding) {
        return bind(SLOT.get(), binding);
    }

    public static @Nullable RunBinding bind(ThreadSlot slot, RunBinding binding) {
        RunBinding previous = slot.binding();
        if (previous != binding) {
            slot.bind(binding);
            binding.run().joined();
        }
        return previous;
    }

    /** Binds this thread as it was bound before; null unbinds it. */
    public static void restore(@Nullable RunBinding previous) {
        SLOT.get().bind(previous);
    }

    /** A run, none if it could not even be made, and what the thread was bound by before it. */
    private record Begun(@Nullable Run run, @Nullable RunBinding previous) {}
}
