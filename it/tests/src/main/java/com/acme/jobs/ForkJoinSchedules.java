package com.acme.jobs;

import com.acme.Life;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The tasks of ForkJoinPool, which is a ScheduledExecutorService from JDK 25 on. */
public final class ForkJoinSchedules {
    private static final Logger LOG = LogManager.getLogger(ForkJoinSchedules.class);
    private static int runs;

    private ForkJoinSchedules() {}

    public static void main(String[] args) throws Exception {
        Object commonPool = ForkJoinPool.commonPool();
        start((ScheduledExecutorService) commonPool);
        sleepInVirtualThread();
        Life.untilInputEnds();
    }

    private static void start(ScheduledExecutorService pool) {
        pool.scheduleAtFixedRate(() -> LOG.info("fixed rate"), 0, 100, TimeUnit.MILLISECONDS); // lambda at a fixed rate
        pool.scheduleWithFixedDelay(new Sweep(), 0, 100, TimeUnit.MILLISECONDS);
        pool.schedule(() -> LOG.info("one shot"), 1, TimeUnit.MILLISECONDS); // one shot
        pool.schedule(new Report(), 1, TimeUnit.MILLISECONDS);
        pool.scheduleAtFixedRate(ForkJoinSchedules::breakAtThird, 0, 50, TimeUnit.MILLISECONDS); // breaks
    }

    private static void breakAtThird() {
        runs++;
        LOG.info("run {}", runs);
        if (runs == 3) {
            throw new IllegalStateException("the third is the last");
        }
    }

    /** Its wake-up goes through the pool's delays too, and is nobody's task. */
    private static void sleepInVirtualThread() throws ReflectiveOperationException {
        Runnable sleeper = () -> {
            pause();
            LOG.info("slept in a virtual thread");
        };
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, sleeper);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A named Callable. */
    static final class Report implements Callable<Integer> {
        @Override
        public Integer call() {
            LOG.info("report");
            throw new IllegalStateException("nobody asks for the report");
        }
    }

    /** A named Runnable. */
    static final class Sweep implements Runnable {
        @Override
        public void run() {
            LOG.info("sweep");
        }
    }
}
