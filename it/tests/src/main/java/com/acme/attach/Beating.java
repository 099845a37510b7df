package com.acme.attach;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.slf4j.LoggerFactory;

/** A task that logs by the framework that the argument names, until the input ends. */
public final class Beating {
    private Beating() {}

    public static void main(String[] args) throws IOException {
        Runnable beat = args[0].equals("log4j") ? new ByLog4j() : new BySlf4j();
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        executor.scheduleAtFixedRate(beat, 0, 50, TimeUnit.MILLISECONDS);
        while (System.in.read() >= 0) {
            // Until the end.
        }
        executor.shutdownNow();
    }

    private static final class ByLog4j implements Runnable {
        @Override
        public void run() {
            LogManager.getLogger(ByLog4j.class).error("beat", new IllegalStateException("thrown"));
        }
    }

    private static final class BySlf4j implements Runnable {
        @Override
        public void run() {
            LoggerFactory.getLogger(BySlf4j.class).error("beat", new IllegalStateException("thrown"));
        }
    }
}
