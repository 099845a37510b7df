package com.acme.attach;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** An agent that stands before the others, and has used what the JDK has for tasks and lines by the time they come. */
public final class InFront {
    private static final Logger LOG = Logger.getLogger("front");

    private InFront() {}

    public static void premain(String uses) throws Exception {
        if (uses.contains("logger")) {
            LOG.info("agent in front");
        }
        if (uses.contains("executor")) {
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(InFront::daemon);
            executor.scheduleAtFixedRate(new Beat(), 20, 20, TimeUnit.MILLISECONDS);
            executor.submit(() -> {}).get();
            CompletableFuture.runAsync(() -> {}, executor).get();
        }
        if (uses.contains("timer")) {
            new Timer("front", true).schedule(new Tick(), 20, 20);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "front");
        thread.setDaemon(true);
        return thread;
    }

    static final class Beat implements Runnable {
        @Override
        public void run() {
            LOG.info("front beats");
        }
    }

    static final class Tick extends TimerTask {
        @Override
        public void run() {
            LOG.info("front ticks");
        }
    }
}
