package dev.asyncz.bootstrap.handoff;

import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.naming.LibraryWork;
import dev.asyncz.bootstrap.run.RunBinding;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.ThreadSlot;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Carries runs through a {@code ThreadPoolExecutor}. What is bound is the one hand-over, whatever its object: the place
 * in a linked queue that it waits in, or the worker that is made for it. Both vanish with work that is lost. Only for
 * other queues it is the {@link Handoff object}.
 *
 * <pre>
 *   execute ─┬─ workerMade ───────────────── workerStarts ─┐
 *            └─ offer ── enqueued ── dequeued ── workerTakes ─┴─ beforeExecute, run, afterExecute ── workerLooks
 * </pre>
 */
public final class PoolHandoff {
    /** By the worker that is made for it. */
    private static final WeakIdentityMap<RunBinding> FIRST = new WeakIdentityMap<>();

    /** Makes the others; null in a JDK where there are none. */
    private static volatile @Nullable QueueNode first;

    /** The class of all of them. */
    private static @Nullable Class<?> ours;

    /** Whether linked queues take such nodes: they are woven by now. */
    private static volatile boolean telling;

    private PoolHandoff() {}

    /** Called in place of {@code queue.offer(work)} by an executor that is given {@code work}. */
    public static boolean offer(BlockingQueue<Object> queue, Object work) {
        Noted offering = offering(queue, work);
        boolean taken = false;
        try {
            taken = queue.offer(work);
            return taken;
        } finally {
            if (offering != null) {
                offered(offering, work, taken);
            }
        }
    }

    private static @Nullable Noted offering(BlockingQueue<?> queue, Object work) {
        try {
            ThreadSlot slot = RunScope.slot();
            RunBinding binding = heir(slot, work);
            if (binding == null && slot.offering() == null) {
                if (!(queue instanceof LinkedBlockingQueue)) {
                    Handoff.note(work, null);
                }
                return null;
            }
            return noted(slot, binding, queue, work, false);
        } catch (Throwable t) {
            Hub.failed("work could not be followed to another thread; its lines are unbound", t);
            return null;
        }
    }

    /** Notes work before it can be taken: by its place, as soon as it has one, or by itself. */
    private static Noted noted(
            ThreadSlot slot, @Nullable RunBinding binding, BlockingQueue<?> queue, Object work, boolean forNothing) {
        boolean byPlace = telling && queue instanceof LinkedBlockingQueue;
        Noted noted = new Noted(byPlace, forNothing, slot.offering());
        if (!byPlace) {
            Handoff.note(work, binding);
        }
        slot.offer(byPlace ? binding : null);
        return noted;
    }

    private static void offered(Noted noted, @Nullable Object work, boolean taken) {
        RunScope.slot().offer(noted.before);
        if (!noted.byPlace && !taken) {
            Handoff.forget(work);
        }
    }

    /** Has linked queues tell of their places, by nodes like this one. Called once, by the agent. */
    public static void tellBy(QueueNode node) {
        ours = node.getClass();
        first = node;
    }

    /**
     * A linked queue is about to append a node.
     *
     * @return what it appends in its place
     */
    public static Object enqueued(Object node) {
        QueueNode maker = first;
        if (maker == null) {
            return node;
        }
        if (!telling) {
            telling = true;
        }
        RunBinding binding = RunScope.slot().offering();
        return binding == null ? node : maker.insteadOf(node, binding);
    }

    /** A linked queue has taken out what was in a node. */
    public static void dequeued(Object node) {
        if (node.getClass() == ours) {
            RunScope.slot().take((RunBinding) ((QueueNode) node).take());
        }
    }

    /** A worker was made, and maybe work for it. */
    public static void workerMade(Object worker, @Nullable Object firstWork) {
        RunBinding binding = firstWork == null ? null : heir(RunScope.slot(), firstWork);
        if (binding != null) {
            FIRST.put(worker, binding);
        }
    }

    /** A worker begins with what it was made for: a run may have made the pool, but it works for all. */
    public static void workerStarts(Object worker, Object factory) {
        ThreadSlot slot = RunScope.slot();
        slot.unbind();
        RunBinding binding = FIRST.isEmpty() ? null : FIRST.remove(worker);
        bind(slot, binding, factory);
    }

    /** A worker has done its work. */
    public static void workerLooks() {
        ThreadSlot slot = RunScope.slot();
        slot.unbind();
        slot.take(null);
    }

    /** A worker has found work, null for none, which it is about to do. */
    public static void workerTakes(@Nullable Object work, Object factory) {
        if (work != null) {
            ThreadSlot slot = RunScope.slot();
            RunBinding binding = slot.taken();
            bind(slot, binding == null ? Handoff.take(work) : binding, factory);
        }
    }

    private static void bind(ThreadSlot slot, @Nullable RunBinding binding, Object factory) {
        if (binding != null && !LibraryWork.owns(factory)) {
            RunScope.bind(slot, binding);
        }
    }

    /**
     * An executor is about to reject work: its handler may well put it into the queue itself.
     *
     * @return for {@link #rejected}
     */
    public static @Nullable Object rejecting(
            @Nullable Object work, BlockingQueue<?> queue, RejectedExecutionHandler handler) {
        ThreadSlot slot = RunScope.slot();
        RunBinding binding = work == null ? null : heir(slot, work);
        if (binding == null || work == null) {
            return null;
        }
        // The JDK's own handlers keep nothing.
        return noted(slot, binding, queue, work, handler.getClass().getEnclosingClass() == ThreadPoolExecutor.class);
    }

    /** The handler has done what it does. */
    public static void rejected(@Nullable Object noted, @Nullable Object work, @Nullable Throwable thrown) {
        if (noted instanceof Noted known) {
            offered(known, work, thrown == null && !known.forNothing);
        }
    }

    private static @Nullable RunBinding heir(ThreadSlot slot, Object work) {
        RunBinding binding = slot.binding();
        return binding == null || LibraryWork.owns(work) ? null : binding.heir();
    }

    /**
     * Of a hand-over that is under way.
     *
     * @param forNothing whether it will not be kept, by what is known of it
     * @param before what {@link ThreadSlot#offering} was
     */
    private record Noted(
            boolean byPlace, boolean forNothing, @Nullable RunBinding before) {}
}
