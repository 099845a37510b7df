package com.acme.bounds;

import dev.asyncz.api.TaskScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;

/** Lives that break agents, one by its name; says what the heap holds after it. */
public final class Lives {
    private static final Logger LOG = LogManager.getLogger(Lives.class);

    private Lives() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        switch (args[0]) {
            case "threads" -> threadsThatTellTheirRequest();
            case "names" -> tasksOfEndlessNames();
            case "workers" -> runsOfManyNamedThreads();
            case "failures" -> failuresWithoutText();
            case "endless" -> runsThatNeverEnd();
            case "printing" -> idleThreadsThatHavePrinted();
            case "timers" -> cancelledTimers();
            case "markers" -> markersOfMarkers();
            case "all" -> allAtOnce(Integer.parseInt(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        sayWhatIsHeld();
        com.acme.Life.untilInputEnds();
    }

    private static void sayWhatIsHeld() {
        System.out.println("held " + held());
    }

    private static long held() {
        System.gc();
        System.gc();
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory();
    }

    /** All lives at once, again and again; says four times a minute what the heap holds. */
    private static void allAtOnce(int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> lives = new ArrayList<>();
        for (Life each : List.<Life>of(
                i -> {
                    Thread.currentThread().setName("GET /orders/" + i + "?" + "x".repeat(8_000));
                    LOG.info("outside of runs");
                },
                i -> run("key " + i % 5_000 + "x".repeat(20_000)),
                i -> run("task " + i % 100),
                i -> {
                    try (TaskScope scope = TaskScope.open("fails " + i % 5)) {
                        scope.failed(new Silent());
                    }
                },
                i -> TaskScope.open("endless"),
                i -> TIMER.schedule(() -> LOG.info("never"), 1, TimeUnit.HOURS).cancel(false),
                i -> {
                    try (TaskScope scope = TaskScope.open("discarded " + i % 10)) {
                        DISCARDING.execute(STATELESS);
                    }
                })) {
            Thread life = new Thread(() -> {
                for (int i = 0; System.nanoTime() < end; i++) {
                    each.live(i);
                    if (i % 20 == 0) {
                        pause(1);
                    }
                }
            });
            life.start();
            lives.add(life);
        }
        while (System.nanoTime() < end) {
            pause(15_000);
            sayWhatIsHeld();
        }
        for (Thread each : lives) {
            each.join();
        }
        DISCARDING.shutdownNow();
        TIMER.shutdownNow();
    }

    private static final Runnable STATELESS = () -> pause(20);

    private static final ThreadPoolExecutor DISCARDING = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(50), new ThreadPoolExecutor.DiscardOldestPolicy());

    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1);

    static {
        TIMER.setRemoveOnCancelPolicy(true);
    }

    /** One thing that is done again and again. */
    private interface Life {
        void live(int time);
    }

    /** A run whose lines, on its own thread and on helpers, name their task. */
    private static void run(String task) {
        try (TaskScope scope = TaskScope.open(task)) {
            LOG.info("in {}", task.substring(0, Math.min(8, task.length())));
            Thread helper = new Thread(() -> LOG.info("in {}", task.substring(0, Math.min(8, task.length()))));
            helper.start();
            helper.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void threadsThatTellTheirRequest() {
        for (int i = 0; i < 5_000; i++) {
            Thread.currentThread().setName("GET /orders/" + i + "?" + "x".repeat(60_000));
            LOG.info("line {}", i);
        }
    }

    private static void tasksOfEndlessNames() {
        String key = "x".repeat(200_000);
        for (int i = 0; i < 1_000; i++) {
            try (TaskScope scope = TaskScope.open(key + i)) {
                LOG.info("line {}", i);
            }
        }
    }

    private static void runsOfManyNamedThreads() throws InterruptedException {
        for (int run = 0; run < 800; run++) {
            try (TaskScope scope = TaskScope.open("task " + run % 100)) {
                List<Thread> helpers = new ArrayList<>();
                for (int i = 0; i < 31; i++) {
                    Thread helper =
                            new Thread(() -> LOG.info("helps"), "run " + run + " helper " + i + "y".repeat(3_000));
                    helper.start();
                    helpers.add(helper);
                }
                for (Thread helper : helpers) {
                    helper.join();
                }
            }
        }
    }

    private static void failuresWithoutText() {
        for (int i = 0; i < 600_000; i++) {
            try (TaskScope scope = TaskScope.open("task " + i % 5)) {
                scope.failed(new Silent());
            }
        }
    }

    /** Some print nothing at all of themselves. */
    private static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Silent() {
            super(null, null, false, false);
        }

        @Override
        public String toString() {
            return "";
        }
    }

    private static void runsThatNeverEnd() throws InterruptedException {
        Thread forgetful = new Thread(() -> {
            for (int i = 0; i < 30_000; i++) {
                TaskScope.open("endless");
                LOG.info("line {}", i);
                if (i % 5_000 == 0) {
                    pause(400);
                }
            }
        });
        forgetful.start();
        forgetful.join();
        try (TaskScope scope = TaskScope.open("nightly")) {
            LOG.info("works");
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void idleThreadsThatHavePrinted() throws InterruptedException {
        CountDownLatch printed = new CountDownLatch(400);
        for (int i = 0; i < 400; i++) {
            Thread idle = new Thread(() -> {
                System.out.println("z".repeat(60_000));
                printed.countDown();
                pause(Long.MAX_VALUE / 2);
            });
            idle.setDaemon(true);
            idle.start();
        }
        printed.await();
    }

    private static void cancelledTimers() throws InterruptedException {
        Timer timer = new Timer(true);
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
        for (int i = 0; i < 60_000; i++) {
            TimerTask task = new TimerTask() {
                @Override
                public void run() {
                    LOG.info("never");
                }
            };
            timer.schedule(task, 3_600_000);
            task.cancel();
            pool.schedule(() -> LOG.info("never"), 1, TimeUnit.HOURS).cancel(false);
        }
        timer.cancel();
        pool.shutdownNow();
        pool.awaitTermination(1, TimeUnit.MINUTES);
        // The agent hears of what was collected a moment later.
        for (int i = 0; i < 40 && held() > 11 << 20; i++) {
            pause(250);
        }
    }

    private static void markersOfMarkers() {
        Marker marker = MarkerManager.getMarker("0");
        for (int i = 1; i < 20_000; i++) {
            marker = MarkerManager.getMarker(String.valueOf(i)).addParents(marker);
        }
        LOG.info(marker, "readable all the same");
    }
}
