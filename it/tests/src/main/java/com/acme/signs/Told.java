package com.acme.signs;

import dev.asyncz.api.TaskScope;
import java.util.Scanner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tasks that somebody is told of: {@code calm} does its work each second, {@code moody} fails until "recover" is typed,
 * one dies in its first run, one is due in an hour, and when "burst" is typed 500 more fail at once.
 */
public final class Told {
    private static final Logger LOG = LogManager.getLogger(Told.class);
    private static final int MANY = 500;

    private static volatile boolean recovered;

    private Told() {}

    public static void main(String[] args) {
        Thread beats = new Thread(Told::beat);
        beats.setDaemon(true);
        beats.start();
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
        pool.scheduleAtFixedRate(new Doomed(), 0, 1, TimeUnit.SECONDS);
        pool.scheduleAtFixedRate(new Hourly(), 1, 1, TimeUnit.HOURS);
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                switch (lines.nextLine()) {
                    case "recover" -> recovered = true;
                    case "burst" -> burst();
                    default -> LOG.info("typed");
                }
            }
        }
        System.exit(0);
    }

    private static void beat() {
        while (true) {
            run("calm", true);
            run("moody", recovered);
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private static void burst() {
        for (int i = 0; i < MANY; i++) {
            run("many-" + i, false);
        }
        System.out.println("burst");
    }

    private static void run(String task, boolean good) {
        try (TaskScope scope = TaskScope.open(task)) {
            LOG.info("working");
            if (!good) {
                scope.failed(new IllegalStateException("no ledger"));
            }
        }
    }

    private record Hourly() implements Runnable {
        @Override
        public void run() {
            LOG.info("hourly");
        }
    }

    private record Doomed() implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("no ledger");
        }
    }
}
