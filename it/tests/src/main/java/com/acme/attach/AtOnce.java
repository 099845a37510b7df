package com.acme.attach;

import java.io.IOException;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** A program whose first statements log and schedule; ends when its input does. */
public final class AtOnce {
    private static final Logger LOG = Logger.getLogger("app");

    private AtOnce() {}

    public static void main(String[] args) throws IOException {
        LOG.info("first line");
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        ExecutorService pool = Executors.newFixedThreadPool(1);
        Timer timer = new Timer(true);
        executor.schedule(new Once(pool), 0, TimeUnit.MILLISECONDS);
        executor.scheduleAtFixedRate(new Beat(), 0, 50, TimeUnit.MILLISECONDS);
        timer.schedule(new Tick(), 0, 50);
        while (System.in.read() >= 0) {
            // Until the end.
        }
        executor.shutdownNow();
        pool.shutdownNow();
    }

    record Once(ExecutorService pool) implements Runnable {
        @Override
        public void run() {
            LOG.info("once");
            pool.execute(() -> LOG.info("handed over"));
        }
    }

    static final class Beat implements Runnable {
        @Override
        public void run() {
            LOG.info("beat");
        }
    }

    static final class Tick extends TimerTask {
        @Override
        public void run() {
            LOG.info("tick");
        }
    }
}
