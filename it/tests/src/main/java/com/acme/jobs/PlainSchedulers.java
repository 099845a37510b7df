package com.acme.jobs;

import com.acme.Life;
import java.io.IOException;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The schedulers of every JDK, with tasks that work and tasks that break. */
public final class PlainSchedulers {
    private static final Logger LOG = LogManager.getLogger(PlainSchedulers.class);

    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(3);
    private final Timer timer = new Timer("timer", true);
    private int flakyRuns;

    private PlainSchedulers() {}

    public static void main(String[] args) throws IOException {
        LOG.info("outside any task");
        new PlainSchedulers().start();
        Life.untilInputEnds();
    }

    private void start() {
        pool.scheduleAtFixedRate(() -> LOG.info("fixed rate"), 0, 200, TimeUnit.MILLISECONDS); // lambda at a fixed rate
        pool.scheduleWithFixedDelay(this::sweep, 0, 200, TimeUnit.MILLISECONDS); // method reference with a fixed delay
        pool.schedule(new Cleanup(), 0, TimeUnit.MILLISECONDS);
        pool.schedule(this::answer, 0, TimeUnit.MILLISECONDS); // callable
        pool.scheduleAtFixedRate(this::flaky, 0, 50, TimeUnit.MILLISECONDS); // breaks in its third run
        pool.schedule(PlainSchedulers::breakOnce, 0, TimeUnit.MILLISECONDS); // breaks at once
        timer.schedule(new Heartbeat(), 0, 200);
        timer.schedule(anonymous(), 0, 200); // anonymous timer task
        new Timer("doomed", true).schedule(new Doomed(), 0);
    }

    private void sweep() {
        LOG.info("fixed delay");
    }

    private int answer() {
        LOG.info("callable");
        return 42;
    }

    private void flaky() {
        flakyRuns++;
        LOG.info("flaky run {}", flakyRuns);
        if (flakyRuns == 3) {
            throw new IllegalStateException("flaky is broken", new IOException("its cause"));
        }
    }

    private static void breakOnce() {
        LOG.info("about to break");
        throw new UnsupportedOperationException("broken at once");
    }

    private static TimerTask anonymous() {
        return new TimerTask() {
            @Override
            public void run() {
                LOG.info("anonymous");
            }
        };
    }

    /** A named Runnable. */
    static final class Cleanup implements Runnable {
        @Override
        public void run() {
            LOG.info("cleanup");
        }
    }

    /** A named TimerTask. */
    static final class Heartbeat extends TimerTask {
        @Override
        public void run() {
            LOG.info("heartbeat");
        }
    }

    /** Ends its Timer. */
    static final class Doomed extends TimerTask {
        @Override
        public void run() {
            LOG.info("doomed");
            throw new IllegalStateException("the timer dies of this");
        }
    }
}
