package dev.asyncz.agent.storage.memory;

import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.Hub;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes columns of full segments, the newest first, beside the application: for a fifth of a core at most, as in a storm
 * of lines the next ones would overwrite them anyway. A thread while lines come, none a second later.
 */
final class Sealer implements Runnable {
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int RESTS = 20;
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
                if (sealAll()) {
                    rests = 0;
                }
                LockSupport.parkNanos(REST_NANOS);
            }
        } catch (Throwable t) {
            Hub.failed("lines in memory could not be packed, and take more heap; they are again with the next ones", t);
        } finally {
            working.set(false);
        }
    }

    private boolean sealAll() {
        boolean some = false;
        for (Segment each : ring.fullSegments()) {
            long start = System.nanoTime();
            if (each.seal()) {
                some = true;
                LockSupport.parkNanos(REST_FOR_WORK * (System.nanoTime() - start));
            }
        }
        return some;
    }
}
