package com.acme.signs;

import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One node of several. The arguments name what it has: {@code seldom}, {@code lasting}, {@code dying} and, where that
 * goes well, {@code living}.
 */
public final class Fleet {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Fleet() {}

    public static void main(String[] args) {
        Set<String> has = Set.of(args);
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(4);
        if (has.contains("seldom")) {
            pool.scheduleAtFixedRate(new Seldom(), 15, 5, TimeUnit.SECONDS);
        }
        if (has.contains("lasting")) {
            pool.schedule(new Lasting(), 0, TimeUnit.SECONDS);
            pool.schedule(new Lasting(), 0, TimeUnit.SECONDS);
        }
        if (has.contains("dying") || has.contains("living")) {
            pool.scheduleAtFixedRate(new Dying(has.contains("living")), 1, 2, TimeUnit.SECONDS);
        }
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                lines.nextLine();
            }
        }
        System.exit(0);
    }

    static void waitForever() {
        try {
            NEVER.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private record Seldom() implements Runnable {
        @Override
        public void run() {}
    }

    private record Lasting() implements Runnable {
        @Override
        public void run() {
            waitForever();
        }
    }

    private record Dying(boolean lives) implements Runnable {
        @Override
        public void run() {
            if (!lives) {
                throw new IllegalStateException("no ledger");
            }
        }
    }
}
