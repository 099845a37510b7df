package dev.asyncz.agent.storage.memory;

import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.Hub;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes columns of full segments, the newest first, beside the application, and for a fifth of a core at most: of those
 * that were full a rest ago, as what a storm of lines overwrites so soon is not worth it. A thread while lines come, none
 * some seconds later.
 */
final class Sealer implements Runnable {
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int RESTS = 10;
    private static final int REST_FOR_WORK = 4;

    private final RingStorage ring;
    private final AtomicBoolean working;

    private Sealer(RingStorage ring, AtomicBoolean working) {
        this.ring = ring;
        this.working = working;
    }

    /**
     * Starts it where it has ended.
     *
     * @param working of this ring, true while it works
     */
    static void wake(RingStorage ring, AtomicBoolean working) {
        if (working.compareAndSet(false, true)) {
            try {
                AgentThreads.daemon("asyncz-sealer", new Sealer(ring, working)).start();
            } catch (Throwable t) {
                // No thread is to be had: the next segment tries again, and the line goes its way.
                working.set(false);
            }
        }
    }

    @Override
    public void run() {
        try {
            for (int rests = 0; rests < RESTS; rests++) {
                long full = ring.full();
                LockSupport.parkNanos(REST_NANOS);
                if (sealFirst(full)) {
                    rests = 0;
                }
            }
        } catch (Throwable t) {
            Hub.failed("lines in memory could not be packed, and take more heap; they are again with the next ones", t);
        } finally {
            working.set(false);
        }
    }

    private boolean sealFirst(long full) {
        boolean some = false;
        for (Segment each : ring.segments(full)) {
            long start = System.nanoTime();
            if (each.seal()) {
                some = true;
                LockSupport.parkNanos(REST_FOR_WORK * (System.nanoTime() - start));
            }
        }
        return some;
    }
}
