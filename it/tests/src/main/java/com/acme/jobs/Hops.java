package com.acme.jobs;

import com.acme.Life;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Three rounds of a task that has its work done by other threads; afterwards the same threads work for nobody. */
public final class Hops {
    private static final Logger LOG = LogManager.getLogger(Hops.class);
    private static final int ROUNDS = 3;
    private static final int THREADS = 2;

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final CountDownLatch rounds = new CountDownLatch(ROUNDS);
    private int round;

    private Hops() {}

    public static void main(String[] args) throws Exception {
        Hops hops = new Hops();
        hops.pool.submit(() -> LOG.info("before any run")).get();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        scheduler.scheduleWithFixedDelay(hops::hop, 0, 20, TimeUnit.MILLISECONDS);
        hops.rounds.await();
        scheduler.shutdown();
        scheduler.awaitTermination(1, TimeUnit.MINUTES);
        hops.idleAgain();
        Life.untilInputEnds();
    }

    private void hop() {
        round++;
        String name = "round " + round + ": ";
        if (round > ROUNDS) {
            return;
        }
        try {
            hop(name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            rounds.countDown();
        }
    }

    private void hop(String name) throws Exception {
        LOG.info("{}starts", name);
        CountDownLatch executed = new CountDownLatch(1);
        pool.execute(() -> {
            LOG.info("{}execute", name);
            executed.countDown();
        });
        executed.await();
        pool.submit(() -> LOG.info("{}submit runnable", name)).get();
        pool.submit(callable(name + "submit callable")).get();
        pool.invokeAll(List.of(callable(name + "invokeAll"), callable(name + "invokeAll twice")));
        pool.submit(() -> nested(name)).get();
        CompletableFuture.runAsync(() -> LOG.info("{}runAsync", name)).get();
        CompletableFuture.supplyAsync(() -> name, pool)
                .thenApplyAsync(text -> {
                    LOG.info("{}thenApplyAsync", text);
                    return text;
                })
                .thenAccept(text -> LOG.info("{}thenAccept", text))
                .get();
        ForkJoinPool.commonPool().submit(() -> LOG.info("{}fork join", name)).get();
        ForkJoinPool.commonPool().invoke(java.util.concurrent.ForkJoinTask.adapt(() -> LOG.info("{}invoke", name)));
        if (Runtime.version().feature() >= 21) {
            virtualThreads(name);
        }
    }

    private void nested(String name) {
        LOG.info("{}first hop", name);
        CompletableFuture.runAsync(() -> LOG.info("{}second hop", name), pool).join();
    }

    private static Callable<String> callable(String text) {
        return () -> {
            LOG.info(text);
            return text;
        };
    }

    /** By reflection, as the program is compiled for 17. */
    private static void virtualThreads(String name) throws Exception {
        Runnable started = () -> LOG.info("{}virtual thread", name);
        ((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, started)).join();
        ExecutorService each = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        each.submit(() -> LOG.info("{}virtual thread executor", name)).get();
        each.shutdown();
    }

    private void idleAgain() throws Exception {
        CountDownLatch all = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            pool.execute(() -> {
                LOG.info("pooled thread after the runs");
                all.countDown();
                awaitQuietly(all);
            });
        }
        all.await();
        CompletableFuture.runAsync(() -> LOG.info("common pool after the runs")).get();
        LOG.info("main after the runs");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
