package com.acme.attach;

import com.acme.Life;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application in full run with Logback and java.util.logging, and a task that no scheduler knows. */
public final class Configured {
    private static final Logger LOGBACK = LoggerFactory.getLogger(Configured.class);
    private static final java.util.logging.Logger JUL = java.util.logging.Logger.getLogger(Configured.class.getName());
    private static final int INTERVAL_MILLIS = 100;

    private Configured() {}

    public static void main(String[] args) throws Exception {
        log("before");
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        executor.scheduleAtFixedRate(new Export(), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        Thread consumer = new Thread(Configured::consume, "consumer");
        consumer.setDaemon(true);
        consumer.start();
        Life.untilInputEnds();
    }

    private static void consume() {
        try {
            while (true) {
                log("outside");
                new Batch().process();
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void log(String message) {
        LOGBACK.info(message);
        JUL.log(Level.INFO, message);
    }

    /** What a queue hands in. */
    static final class Batch {
        void process() {
            log("batch");
        }
    }

    private static final class Export implements Runnable {
        @Override
        public void run() {
            log("export");
        }
    }
}
