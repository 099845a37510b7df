package com.acme.signs;

import java.util.Properties;
import java.util.Scanner;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Schedulers of one thread each, which one task holds for ever after a while. */
public final class Starved {
    private Starved() {}

    public static void main(String[] args) throws SchedulerException {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
        pool.scheduleAtFixedRate(new Waits(), 0, 200, TimeUnit.MILLISECONDS);
        pool.scheduleAtFixedRate(new NeverBegins(), 4, 1, TimeUnit.SECONDS);
        pool.scheduleWithFixedDelay(new Holds(), 2, 1, TimeUnit.SECONDS);
        Timer timer = new Timer("old", true);
        timer.schedule(new WaitsForTimer(), 0, 200);
        timer.schedule(new HoldsTimer(), 2_000, 1_000);
        quartz();
        System.out.println("ready");
        try (Scanner lines = new Scanner(System.in)) {
            while (lines.hasNextLine()) {
                lines.nextLine();
            }
        }
        System.exit(0);
    }

    private static void quartz() throws SchedulerException {
        Properties one = new Properties();
        one.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        one.setProperty("org.quartz.threadPool.threadCount", "1");
        one.setProperty("org.quartz.scheduler.instanceName", "one");
        Scheduler scheduler = new StdSchedulerFactory(one).getScheduler();
        schedule(scheduler, WaitsForQuartz.class, "waits", 0);
        schedule(scheduler, HoldsQuartz.class, "holds", 2_000);
        scheduler.start();
    }

    private static void schedule(Scheduler scheduler, Class<? extends Job> job, String name, long delay)
            throws SchedulerException {
        scheduler.scheduleJob(
                JobBuilder.newJob(job).withIdentity(name).build(),
                TriggerBuilder.newTrigger()
                        .startAt(new java.util.Date(System.currentTimeMillis() + delay))
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(500)
                                .repeatForever())
                        .build());
    }

    private record Waits() implements Runnable {
        @Override
        public void run() {}
    }

    private record NeverBegins() implements Runnable {
        @Override
        public void run() {}
    }

    private record Holds() implements Runnable {
        @Override
        public void run() {
            Fleet.waitForever();
        }
    }

    private static final class WaitsForTimer extends TimerTask {
        @Override
        public void run() {}
    }

    private static final class HoldsTimer extends TimerTask {
        @Override
        public void run() {
            Fleet.waitForever();
        }
    }

    /** Public, as Quartz makes them. */
    public static final class WaitsForQuartz implements Job {
        @Override
        public void execute(JobExecutionContext context) {}
    }

    /** Public, as Quartz makes them. */
    public static final class HoldsQuartz implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Fleet.waitForever();
        }
    }
}
