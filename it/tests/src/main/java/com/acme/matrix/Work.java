package com.acme.matrix;

import com.acme.Life;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The task of every cell of the matrix, and what goes on around it: logs through whatever it is given, on its own thread
 * and on another, three times; further runs log nothing.
 */
public final class Work implements Runnable {
    private static final int RUNS = 3;
    private static final int INTERVAL_MILLIS = 50;

    private final Consumer<String> log;
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(RUNS);

    public Work(Consumer<String> log) {
        this.log = log;
    }

    /** Runs it on the plainest of schedulers, for cells that are about logging. */
    public static void withLogger(Consumer<String> log) throws Exception {
        Work work = new Work(log);
        new ScheduledThreadPoolExecutor(1)
                .scheduleWithFixedDelay(work, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        work.live();
    }

    @Override
    public void run() {
        int run = begun.incrementAndGet();
        if (run <= RUNS) {
            log.accept("run " + run + " begins");
            elsewhere("run " + run + " on another thread");
            log.accept("run " + run + " ends");
            ended.countDown();
        }
    }

    /** What the main thread does: logs before, between and after the runs, and waits for the end of its input. */
    public void live() throws Exception {
        log.accept("outside, on the main thread");
        ended.await();
        elsewhere("outside, on a thread that has worked for a run");
        log.accept("outside, afterwards");
        Life.untilInputEnds();
    }

    private void elsewhere(String line) {
        try {
            pool.submit(() -> log.accept(line)).get();
        } catch (Exception e) {
            throw new IllegalStateException(line, e);
        }
    }
}
