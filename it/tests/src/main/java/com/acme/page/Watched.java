package com.acme.page;

import java.util.Scanner;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Tasks that go well until somebody types what is to go wrong: {@code slow}, {@code silent}, {@code die}, {@code fail},
 * {@code block}, {@code cancel}, {@code timer}; {@code once} and {@code last} begin one run. Those that overlap do so from the beginning.
 */
public final class Watched {
    private static final Logger LOG = LogManager.getLogger("com.acme.Watched");
    private static final int PERIOD_MILLIS = 300;
    private static final Set<String> TROUBLE = ConcurrentHashMap.newKeySet();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Watched() {}

    public static void main(String[] args) throws SchedulerException {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(4);
        every(pool, new Steady());
        every(pool, new Slow());
        every(pool, new Silent());
        every(pool, new Dying());
        every(pool, new Failing());
        ScheduledFuture<?> cancelled = every(pool, new Cancelled());
        ScheduledThreadPoolExecutor shutDown = new ScheduledThreadPoolExecutor(1);
        every(shutDown, new ShutDown());
        ScheduledThreadPoolExecutor blocked = new ScheduledThreadPoolExecutor(1);
        every(blocked, new Blocked());
        Timer timer = new Timer("old", true);
        timer.schedule(new OnTimer(), 0, PERIOD_MILLIS);
        timer.schedule(new EndsTimer(), 0, PERIOD_MILLIS);
        if (args.length > 0) {
            overlap();
        }
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                String trouble = lines.nextLine();
                TROUBLE.add(trouble);
                switch (trouble) {
                    case "block" -> blocked.execute(Watched::waitForever);
                    case "once" -> pool.schedule(new Once(), 0, TimeUnit.MILLISECONDS);
                    case "last" -> pool.schedule(new Lasting(), 0, TimeUnit.MILLISECONDS);
                    case "cancel" -> {
                        cancelled.cancel(false);
                        shutDown.shutdown();
                    }
                    default -> {}
                }
            }
        }
        System.exit(0);
    }

    private static ScheduledFuture<?> every(ScheduledThreadPoolExecutor pool, Runnable task) {
        return pool.scheduleAtFixedRate(task, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void overlap() throws SchedulerException {
        Scheduler scheduler = new StdSchedulerFactory().getScheduler();
        scheduler.scheduleJob(
                JobBuilder.newJob(Overlapping.class)
                        .withIdentity("overlapping", "watched")
                        .build(),
                TriggerBuilder.newTrigger()
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(300)
                                .repeatForever())
                        .build());
        scheduler.start();
    }

    private static void waitForever() {
        try {
            NEVER.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private record Steady() implements Runnable {
        @Override
        public void run() {
            LOG.info("steady as it goes");
        }
    }

    private record Slow() implements Runnable {
        @Override
        public void run() {
            LOG.info("reading");
            pause(TROUBLE.contains("slow") ? 2_500 : 5);
        }
    }

    private record Silent() implements Runnable {
        @Override
        public void run() {
            if (!TROUBLE.contains("silent")) {
                LOG.info("{} rows read", System.nanoTime());
                LOG.info("done");
            }
        }
    }

    private record Dying() implements Runnable {
        @Override
        public void run() {
            LOG.info("still here");
            if (TROUBLE.contains("die")) {
                throw new IllegalStateException("the answer was <b>no</b>");
            }
        }
    }

    /** Catches what happens, logs it, and goes on. */
    private record Failing() implements Runnable {
        @Override
        public void run() {
            LOG.info("order {} accepted", System.nanoTime());
            if (TROUBLE.contains("fail")) {
                LOG.error("the ledger is locked", new IllegalStateException("batch 7"));
            } else {
                LOG.info("all orders accepted");
            }
        }
    }

    private record Cancelled() implements Runnable {
        @Override
        public void run() {
            LOG.debug("until it is cancelled");
        }
    }

    private record ShutDown() implements Runnable {
        @Override
        public void run() {
            LOG.debug("until its executor is shut down");
        }
    }

    private record Blocked() implements Runnable {
        @Override
        public void run() {
            LOG.debug("until another takes its thread");
        }
    }

    private record Once() implements Runnable {
        @Override
        public void run() {
            LOG.error("once and no more", new IllegalStateException("of those there are few"));
        }
    }

    private record Lasting() implements Runnable {
        @Override
        public void run() {
            LOG.info("this will take its time");
            waitForever();
        }
    }

    private static final class OnTimer extends TimerTask {
        @Override
        public void run() {
            LOG.debug("on a timer");
        }
    }

    private static final class EndsTimer extends TimerTask {
        @Override
        public void run() {
            if (TROUBLE.contains("timer")) {
                throw new IllegalStateException("it takes the timer along");
            }
        }
    }

    /** Takes longer than its period. */
    public static final class Overlapping implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            LOG.info("beginning before the end");
            pause(1_000);
        }
    }
}
