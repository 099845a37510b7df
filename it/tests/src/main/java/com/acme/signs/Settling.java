package com.acme.signs;

import dev.asyncz.api.TaskScope;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An application that takes a while to start and to end: the task {@code settling} fails for as long as what it needs is
 * not there; when "end" is typed a run is interrupted and takes seconds to be over, and while the JVM ends another one fails.
 */
public final class Settling {
    private static final int FAILURES = 3;
    private static final int LAST_SECONDS = 4;

    private static int round;

    private Settling() {}

    public static void main(String[] args) throws InterruptedException {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        pool.scheduleWithFixedDelay(Settling::settle, 0, 1, TimeUnit.SECONDS);
        pool.scheduleAtFixedRate(Settling::lasting, 0, 1, TimeUnit.HOURS);
        Runtime.getRuntime().addShutdownHook(new Thread(Settling::end));
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine() && !lines.nextLine().equals("end")) {
                run("probe", false);
            }
        }
        pool.shutdownNow();
        pool.awaitTermination(LAST_SECONDS + 1, TimeUnit.SECONDS);
        System.exit(0);
    }

    private static void end() {
        sleep();
        run("last", false);
        sleep();
    }

    private static void settle() {
        round++;
        run("settling", round > FAILURES);
        if (round == FAILURES + 1) {
            System.out.println("settled");
        }
    }

    private static void lasting() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException end) {
            sleep();
            System.out.println("cut short after seconds");
            throw new IllegalStateException("interrupted", end);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(LAST_SECONDS * 1_000L);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(String task, boolean good) {
        try (TaskScope scope = TaskScope.open(task)) {
            if (!good) {
                scope.failed(new IllegalStateException("no ledger yet"));
            }
        }
    }
}
