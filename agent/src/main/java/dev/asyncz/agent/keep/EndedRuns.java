package dev.asyncz.agent.keep;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs that have just ended, on their way from the threads that ended them to the one that ranks them. Lock-free, and
 * bounded: one that finds it full is ranked all the same, when that thread next looks through all.
 */
final class EndedRuns {
    static final int MOST = 10_000;

    private final Queue<RunLines> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile @Nullable Thread thread;
    private volatile boolean resting;

    /** @param ranking the thread to wake when much has come, or no more may come */
    void wakes(Thread ranking) {
        thread = ranking;
    }

    /** @param urgent whether something has to leave, to make room for what comes */
    void add(RunLines run, boolean urgent) {
        int before = count.getAndIncrement();
        if (before < MOST) {
            waiting.add(run);
        } else {
            count.getAndDecrement();
        }
        if (resting && (urgent || before > MOST / 2)) {
            resting = false;
            LockSupport.unpark(thread);
        }
    }

    /** The one that ended first; null when none waits. */
    @Nullable
    RunLines poll() {
        RunLines next = waiting.poll();
        if (next != null) {
            count.getAndDecrement();
        }
        return next;
    }

    /**
     * Waits on the thread that ranks.
     *
     * @param busy whether to wait to the end, whatever comes
     */
    void rest(long nanos, boolean busy) {
        resting = !busy;
        LockSupport.parkNanos(nanos);
        resting = false;
    }
}
