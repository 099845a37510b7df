package com.acme.beside;

import com.acme.Life;
import java.util.Date;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Work of each kind, on each kind of scheduler, for a comparison of what is known of it. */
public final class EveryScheduler {
    private static final int INTERVAL = 50;
    private static final ExecutorService WORKERS = Executors.newFixedThreadPool(1);

    private EveryScheduler() {}

    public static void main(String[] args) throws Exception {
        WORKERS.submit(() -> Said.OUTSIDE.say()).get();
        if (args.length > 0) {
            System.out.println("running");
            System.in.read();
        }
        executor();
        timer();
        quartz();
        new AnnotationConfigApplicationContext(OnSpring.class).registerShutdownHook();
        Said.awaitAll();
        Life.untilInputEnds();
    }

    private static void executor() {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        executor.scheduleAtFixedRate(Said.LAMBDA::say, INTERVAL, INTERVAL, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(
                new Runnable() {
                    @Override
                    public void run() {
                        Said.ANONYMOUS.say();
                    }
                },
                INTERVAL,
                INTERVAL,
                TimeUnit.MILLISECONDS);
        executor.scheduleAtFixedRate(new Decorated(new Export()), INTERVAL, INTERVAL, TimeUnit.MILLISECONDS);
        executor.scheduleAtFixedRate(new Dying(), INTERVAL, INTERVAL, TimeUnit.MILLISECONDS);
        executor.schedule(new Once(), INTERVAL, TimeUnit.MILLISECONDS);
        executor.schedule(() -> Said.ONE_SHOT.say(), INTERVAL, TimeUnit.MILLISECONDS);
        executor.scheduleAtFixedRate(
                () -> {
                    if (Said.HANDING_OVER.say()) {
                        WORKERS.execute(() -> Said.EXECUTED.say());
                        WORKERS.submit(() -> Said.SUBMITTED.say());
                        CompletableFuture.supplyAsync(() -> Said.SUPPLIED.say())
                                .thenAcceptAsync(said -> Said.ACCEPTED.say(), WORKERS);
                    }
                },
                INTERVAL,
                INTERVAL,
                TimeUnit.MILLISECONDS);
    }

    private static void timer() {
        Timer timer = new Timer(true);
        timer.schedule(new Beat(), INTERVAL, INTERVAL);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        Said.TIMER_ANONYMOUS.say();
                    }
                },
                INTERVAL,
                INTERVAL);
    }

    private static void quartz() throws Exception {
        Scheduler scheduler = StdSchedulerFactory.getDefaultScheduler();
        scheduler.scheduleJob(
                JobBuilder.newJob(Billing.class)
                        .withIdentity("bills", "billing")
                        .build(),
                TriggerBuilder.newTrigger()
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(INTERVAL)
                                .repeatForever())
                        .build());
        scheduler.start();
    }

    private record Decorated(Runnable work) implements Runnable {
        @Override
        public void run() {
            work.run();
        }
    }

    private static final class Export implements Runnable {
        @Override
        public void run() {
            Said.EXPORT.say();
        }
    }

    private static final class Poll implements Runnable {
        @Override
        public void run() {
            Said.POLL.say();
        }
    }

    private static final class Dying implements Runnable {
        @Override
        public void run() {
            Said.DYING.say();
            throw new IllegalStateException("dies");
        }
    }

    private static final class Once implements Callable<Boolean> {
        @Override
        public Boolean call() {
            return Said.ONCE.say();
        }
    }

    private static final class Beat extends TimerTask {
        @Override
        public void run() {
            Said.BEAT.say();
        }
    }

    /** Quartz makes it. */
    public static final class Billing implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Said.BILLS.say();
        }
    }

    /** Spring's annotated methods, a task of a configurer, and a scheduler that is called. */
    @Configuration
    @EnableScheduling
    public static class OnSpring {
        @Bean
        ThreadPoolTaskScheduler taskScheduler() {
            ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
            scheduler.setPoolSize(3);
            return scheduler;
        }

        @Bean
        @SuppressWarnings({"deprecation", "JavaUtilDate"}) // What 5.3 and 6.2 have.
        SchedulingConfigurer configurer(TaskScheduler scheduler) {
            scheduler.schedule(() -> Said.PROGRAMMATIC.say(), new Date());
            scheduler.scheduleAtFixedRate(new Poll(), INTERVAL);
            return registrar -> registrar.addFixedDelayTask(Said.CONFIGURED::say, INTERVAL);
        }

        @Scheduled(initialDelay = INTERVAL, fixedDelay = INTERVAL)
        public void annotated() {
            Said.ANNOTATED.say();
        }

        @Scheduled(cron = "* * * * * *")
        public void failing() {
            Said.FAILING.say();
            throw new IllegalStateException("fails");
        }
    }
}
