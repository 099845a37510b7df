package com.acme.signs;

import com.acme.Life;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Periodic tasks that the application itself ends while they run, and one that dies. */
public final class Cancelled {
    private static final Logger LOG = LogManager.getLogger(Cancelled.class);
    private static final long PERIOD = 20;

    private Cancelled() {}

    public static void main(String[] args) throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(4);
        Interrupted byFuture = new Interrupted();
        Future<?> future = pool.scheduleAtFixedRate(byFuture, 0, PERIOD, TimeUnit.MILLISECONDS);
        byFuture.running.await();
        future.cancel(true);

        ScheduledThreadPoolExecutor shutDown = new ScheduledThreadPoolExecutor(1);
        GivesUp byShutdown = new GivesUp();
        shutDown.scheduleWithFixedDelay(byShutdown, 0, PERIOD, TimeUnit.MILLISECONDS);
        byShutdown.running.await();
        shutDown.shutdownNow();

        ThreadPoolTaskScheduler spring = new ThreadPoolTaskScheduler();
        spring.initialize();
        BySpring bySpring = new BySpring();
        Future<?> springs = spring.scheduleAtFixedRate(bySpring, PERIOD);
        bySpring.running.await();
        springs.cancel(true);

        Object common = new ForkJoinPool(2);
        if (common instanceof ScheduledExecutorService scheduler) {
            Forked forked = new Forked();
            Future<?> periodic = scheduler.scheduleAtFixedRate(forked, 0, PERIOD, TimeUnit.MILLISECONDS);
            forked.running.await();
            periodic.cancel(true);
        }

        Timer cancelled = new Timer("cancelled", true);
        cancelled.schedule(new EndsItsTimer(cancelled), 0, PERIOD);

        Timer dies = new Timer("dies", true);
        TakenAlong taken = new TakenAlong();
        dies.schedule(taken, 0, PERIOD);
        taken.running.await();
        dies.schedule(new OneShot(), PERIOD);

        pool.scheduleAtFixedRate(new Dies(), 0, PERIOD, TimeUnit.MILLISECONDS);
        pool.schedule(new FailsOnce(), 0, TimeUnit.MILLISECONDS);
        Life.untilInputEnds();
    }

    /** Sleeps until it is interrupted. */
    private static class Interrupted implements Runnable {
        final CountDownLatch running = new CountDownLatch(1);

        @Override
        public void run() {
            LOG.info("begins");
            running.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw failure(e);
            }
        }

        RuntimeException failure(InterruptedException e) {
            return new IllegalStateException("interrupted", e);
        }
    }

    private static final class GivesUp extends Interrupted {
        @Override
        RuntimeException failure(InterruptedException e) {
            return new CancellationException("given up");
        }
    }

    private static final class BySpring extends Interrupted {}

    private static final class Forked extends Interrupted {}

    private static final class EndsItsTimer extends TimerTask {
        private final Timer timer;

        EndsItsTimer(Timer timer) {
            this.timer = timer;
        }

        @Override
        public void run() {
            timer.cancel();
            throw new CancellationException("the timer is done");
        }
    }

    private static final class TakenAlong extends TimerTask {
        private final CountDownLatch running = new CountDownLatch(1);

        @Override
        public void run() {
            running.countDown();
        }
    }

    private static final class OneShot extends TimerTask {
        @Override
        public void run() {
            throw new IllegalStateException("the one shot fails");
        }
    }

    private static final class Dies implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("it dies of this");
        }
    }

    private static final class FailsOnce implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("only once");
        }
    }
}
