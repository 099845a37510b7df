package dev.asyncz.benchmarks.page;

import java.util.Scanner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs within a task that runs 50 times a second, as many lines a second as the number typed last says. */
public final class LogsSteadily {
    private static final Logger LOG = LogManager.getLogger(LogsSteadily.class);
    private static final int RUNS_A_SECOND = 50;
    private static volatile int rate;

    private LogsSteadily() {}

    public static void main(String[] arguments) {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        executor.scheduleAtFixedRate(new Orders(), 0, 1_000 / RUNS_A_SECOND, TimeUnit.MILLISECONDS);
        System.out.println("ready");
        try (Scanner words = new Scanner(System.in)) {
            while (words.hasNextInt()) {
                rate = words.nextInt();
            }
        }
        executor.shutdownNow();
    }

    private static final class Orders implements Runnable {
        private double due;
        private int number;

        @Override
        public void run() {
            for (due += (double) rate / RUNS_A_SECOND; due >= 1; due--) {
                number++;
                if (number % 500 == 0) {
                    LOG.error("order {} is lost", number, new IllegalStateException("no stock for " + number));
                } else if (number % 50 == 0) {
                    LOG.warn("order {} waits for its payment since {} s, customer {}", number, number % 90, number % 7);
                } else {
                    LOG.info(
                            "order {} of customer {} is shipped to {} by carrier {}, {} parcels",
                            number,
                            number % 1_000,
                            "Lisbon",
                            "north",
                            number % 4);
                }
            }
        }
    }
}
