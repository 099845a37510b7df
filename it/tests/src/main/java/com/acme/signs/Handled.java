package com.acme.signs;

import com.acme.Life;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Work that fails, again and again, in every way in which the application comes to know; and three that nobody sees. */
public final class Handled {
    private static final Logger LOG = LogManager.getLogger(Handled.class);
    private static final ScheduledThreadPoolExecutor SCHEDULER = new ScheduledThreadPoolExecutor(4);
    private static final ExecutorService POOL = Executors.newFixedThreadPool(8);
    private static final ExecutorService LOOKING = new LooksItself();
    private static final ThreadPoolTaskExecutor SPRINGS = new ThreadPoolTaskExecutor();
    private static final AtomicInteger HANDLED = new AtomicInteger();
    private static final int TIMES = 10;
    private static int pauseMillis;

    private Handled() {}

    /** @param args how many failures, and how many seconds they may take at least */
    public static void main(String[] args) throws Exception {
        int wanted = Integer.parseInt(args[0]);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.parseInt(args[1]));
        pauseMillis = Integer.parseInt(args[2]);
        SPRINGS.initialize();
        ThreadPoolTaskScheduler spring = new ThreadPoolTaskScheduler();
        spring.initialize();
        Scheduler quartz = StdSchedulerFactory.getDefaultScheduler();
        quartz.scheduleJob(
                JobBuilder.newJob(Quartz.class).withIdentity("handles", "signs").build(),
                TriggerBuilder.newTrigger()
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(pauseMillis)
                                .repeatForever())
                        .build());
        quartz.start();
        spring.scheduleWithFixedDelay(new Springs(), pauseMillis);
        SCHEDULER.scheduleWithFixedDelay(new Round(), 0, pauseMillis, TimeUnit.MILLISECONDS);
        SCHEDULER.schedule(new Slow(), 0, TimeUnit.MILLISECONDS);
        while (HANDLED.get() < wanted || System.nanoTime() - end < 0) {
            Thread.sleep(20);
        }
        System.out.println("handled");
        SCHEDULER.schedule(new Forgets(), 0, TimeUnit.MILLISECONDS);
        Life.untilInputEnds();
    }

    private static Callable<String> failing() {
        return () -> {
            throw new IllegalStateException("handled by the application");
        };
    }

    private static void got(Future<?> future) throws InterruptedException {
        try {
            future.get();
            LOG.error("it did not fail");
        } catch (ExecutionException expected) {
            HANDLED.incrementAndGet();
        }
    }

    /** Every way of the JDK. */
    private static final class Round implements Runnable {
        @Override
        public void run() {
            try {
                for (int i = 0; i < TIMES; i++) {
                    got(POOL.submit(failing()));
                    got(SCHEDULER.submit(failing()));
                }
                later();
                any();
                completions();
                timeout();
                got(SCHEDULER.schedule(failing(), 1, TimeUnit.MILLISECONDS));
                for (Future<String> each : POOL.invokeAll(List.of(failing(), failing()))) {
                    got(each);
                }
                CompletableFuture.supplyAsync(Handled::supply, POOL)
                        .handle((value, failure) -> HANDLED.incrementAndGet())
                        .get();
                LOOKING.submit(failing());
                states();
                threads();
                LOG.info("round");
            } catch (Exception e) {
                LOG.error("the program is wrong", e);
            }
        }

        private static void later() throws InterruptedException {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                all.add(POOL.submit(failing()));
            }
            Thread.sleep(5);
            for (Future<?> each : all) {
                got(each);
            }
        }

        private static void any() throws Exception {
            POOL.invokeAny(List.of(failing(), () -> "good", failing()));
            HANDLED.incrementAndGet();
        }

        private static void completions() throws InterruptedException {
            ExecutorCompletionService<String> service = new ExecutorCompletionService<>(POOL);
            service.submit(failing());
            service.submit(failing());
            got(service.take());
            got(service.take());
        }

        private static void timeout() throws Exception {
            CountDownLatch never = new CountDownLatch(1);
            Future<?> slow = POOL.submit(() -> {
                never.await();
                return "";
            });
            try {
                slow.get(1, TimeUnit.MILLISECONDS);
            } catch (TimeoutException expected) {
                slow.cancel(true);
                HANDLED.incrementAndGet();
            }
        }

        /** From JDK 19 on. */
        private static void states() throws Exception {
            FutureTask<String> task = new FutureTask<>(failing());
            POOL.execute(task);
            while (!task.isDone()) {
                Thread.sleep(1);
            }
            Method exceptionNow = method(Future.class, "exceptionNow");
            if (exceptionNow == null) {
                got(task);
            } else {
                exceptionNow.invoke(task);
                HANDLED.incrementAndGet();
            }
        }

        /** From JDK 21 on. */
        private static void threads() throws Exception {
            Method virtual = method(Executors.class, "newVirtualThreadPerTaskExecutor");
            if (virtual != null) {
                ExecutorService threads = (ExecutorService) virtual.invoke(null);
                got(threads.submit(failing()));
                threads.shutdown();
            }
        }

        private static Method method(Class<?> type, String name) {
            try {
                return type.getMethod(name);
            } catch (NoSuchMethodException earlierJdk) {
                return null;
            }
        }
    }

    private static String supply() {
        throw new IllegalStateException("handled by the next step");
    }

    /** Comes to a failure long after it happened, as it waits for another one before. */
    private static final class Slow implements Runnable {
        @Override
        public void run() {
            Future<?> early = POOL.submit(failing());
            try {
                Thread.sleep(7_000);
                got(early);
                LOG.info("slow");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Springs implements Runnable {
        @Override
        public void run() {
            try {
                got(SPRINGS.submit(failing()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A job. */
    public static final class Quartz implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            try {
                got(POOL.submit(failing()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks at each future itself, as its documentation has it. */
    private static final class LooksItself extends ThreadPoolExecutor {
        LooksItself() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        protected void afterExecute(Runnable work, Throwable thrown) {
            super.afterExecute(work, thrown);
            try {
                got((Future<?>) work);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Never asks. */
    private static final class Forgets implements Callable<String> {
        private final List<Future<?>> kept = new ArrayList<>();

        @Override
        public String call() throws InterruptedException {
            kept.add(POOL.submit(() -> {
                throw new IllegalStateException("forgotten in submit");
            }));
            POOL.invokeAll(List.of(() -> {
                throw new IllegalStateException("forgotten in invokeAll");
            }));
            LOG.info("forgets {}", kept.size());
            throw new IllegalStateException("forgotten itself");
        }
    }
}
