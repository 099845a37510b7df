package com.acme.attach;

import com.acme.Life;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** An application in full run: timers, executors and workers that were there long before anybody attached anything. */
public final class Running {
    private static final Logger LOG = LogManager.getLogger(Running.class);
    private static final int INTERVAL_MILLIS = 100;

    private Running() {}

    public static void main(String[] args) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(1);
        workers.submit(() -> LOG.info("a worker begins")).get();
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
        executor.scheduleAtFixedRate(new Export(workers), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(() -> LOG.info("lambda"), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        new Timer("steady").schedule(new Heartbeat("heartbeat"), 0, INTERVAL_MILLIS);
        Timer once = new Timer("once");
        once.schedule(new Heartbeat("warm up"), 0);
        Timer doomed = new Timer("doomed");
        doomed.schedule(new Heartbeat("warm up"), 0);
        System.out.println("running");

        System.in.read();
        // Scheduled by now, on a Timer whose thread has been in its loop for long.
        once.schedule(new Heartbeat("once"), 0);
        executor.schedule(() -> LOG.info("one shot"), 0, TimeUnit.MILLISECONDS);
        workers.execute(() -> LOG.info("outside any task"));
        doomed.schedule(new Doomed(), 0);
        Life.untilInputEnds();
    }

    /** Hands work over, both ways. */
    private record Export(ExecutorService workers) implements Runnable {
        @Override
        public void run() {
            LOG.info("export");
            workers.submit(() -> LOG.info("export, submitted"));
            workers.execute(() -> LOG.info("export, executed"));
        }
    }

    private static final class Heartbeat extends TimerTask {
        private final String message;

        Heartbeat(String message) {
            this.message = message;
        }

        @Override
        public void run() {
            LOG.info(message);
        }
    }

    private static final class Doomed extends TimerTask {
        @Override
        public void run() {
            throw new IllegalStateException("the timer dies of this");
        }
    }
}
