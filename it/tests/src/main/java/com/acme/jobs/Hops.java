package com.acme.jobs;

import com.acme.Life;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Three rounds of a task that has its work done by other threads; afterwards the same threads work for nobody. */
public final class Hops {
    private static final Logger LOG = LogManager.getLogger(Hops.class);
    private static final int ROUNDS = 3;
    private static final int THREADS = 2;

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final CountDownLatch rounds = new CountDownLatch(ROUNDS);
    private final Outside outside = new Outside();
    private ExecutorService lazy;
    private int round;

    private Hops() {}

    public static void main(String[] args) throws Exception {
        Hops hops = new Hops();
        hops.outside.start();
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
        ForkJoinPool.commonPool().invoke(ForkJoinTask.adapt(() -> LOG.info("{}invoke", name)));
        threads(name);
        chains(name);
        divided(name);
        if (Runtime.version().feature() >= 21) {
            virtualThreads(name);
            structured(name);
        }
    }

    /** Threads of its own, and a pool that it makes: its worker outlives the run. */
    private void threads(String name) throws Exception {
        Thread plain = new Thread(() -> LOG.info("{}new thread", name));
        plain.start();
        plain.join();
        Thread extended = new Thread() {
            @Override
            public void run() {
                LOG.info("{}extended thread", name);
            }
        };
        extended.start();
        extended.join();
        Executor each = work -> new Thread(work).start();
        CompletableFuture.runAsync(() -> LOG.info("{}executor of threads", name), each)
                .get();
        if (lazy == null) {
            lazy = Executors.newFixedThreadPool(
                    1,
                    work -> new Thread(() -> {
                        work.run();
                        LOG.info("lazy pool's worker ends");
                    }));
        }
        lazy.submit(() -> LOG.info("{}lazy pool", name)).get();
        Executors.newWorkStealingPool()
                .submit(() -> LOG.info("{}work stealing", name))
                .get();
    }

    /** Steps that other threads complete: one that works for nobody, and the JDK's own timer. */
    private void chains(String name) throws Exception {
        CompletableFuture<String> elsewhere = new CompletableFuture<>();
        CompletableFuture<?> all = CompletableFuture.allOf(
                elsewhere.thenAccept(text -> LOG.info("{}completed elsewhere", name)),
                elsewhere.thenApply(text -> text).whenComplete((text, failure) -> LOG.info("{}whenComplete", name)),
                elsewhere.handleAsync((text, failure) -> {
                    LOG.info("{}handleAsync", name);
                    return text;
                }),
                elsewhere.thenCompose(text -> CompletableFuture.runAsync(() -> LOG.info("{}thenCompose", name))),
                elsewhere.thenCombine(elsewhere, (one, other) -> {
                    LOG.info("{}thenCombine", name);
                    return one;
                }));
        outside.complete(elsewhere);
        all.get();
        Executor delayed = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> LOG.info("{}delayed", name), delayed).get();
        CountDownLatch executed = new CountDownLatch(1);
        delayed.execute(() -> {
            LOG.info("{}delayed execute", name);
            executed.countDown();
        });
        executed.await();
    }

    /** More pieces than the calling thread could take by itself: each waits for a second thread. */
    private static void divided(String name) {
        CountDownLatch two = new CountDownLatch(2);
        IntStream.range(0, 2).parallel().forEach(piece -> {
            two.countDown();
            awaitQuietly(two);
            LOG.info("{}parallel stream", name);
        });
        new ForkJoinPool(2).invoke(new Divided(name, new CountDownLatch(2)));
    }

    /** Forks one half and computes the other. */
    private static final class Divided extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final String name;
        private final transient CountDownLatch two;

        Divided(String name, CountDownLatch two) {
            this.name = name;
            this.two = two;
        }

        @Override
        protected void compute() {
            invokeAll(ForkJoinTask.adapt(this::piece), ForkJoinTask.adapt(this::piece));
        }

        private void piece() {
            two.countDown();
            awaitQuietly(two);
            LOG.info("{}forked", name);
        }
    }

    /** Structured concurrency is a preview on JDK 25, and was another one before. */
    private static void structured(String name) throws Exception {
        if (Runtime.version().feature() < 25) {
            return;
        }
        Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
        Object scope = type.getMethod("open").invoke(null);
        type.getMethod("fork", Runnable.class).invoke(scope, (Runnable) () -> LOG.info("{}structured", name));
        type.getMethod("join").invoke(scope);
        type.getMethod("close").invoke(scope);
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
        lazy.submit(() -> LOG.info("lazy pool after the runs")).get();
        lazy.shutdown();
        lazy.awaitTermination(1, TimeUnit.MINUTES);
        IntStream.range(0, 10).parallel().forEach(piece -> LOG.info("parallel stream after the runs"));
        LOG.info("main after the runs");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread that completes futures on nobody's behalf, as that of an HTTP client does. */
    private static final class Outside extends Thread {
        private final BlockingQueue<CompletableFuture<String>> futures = new LinkedBlockingQueue<>();

        Outside() {
            setDaemon(true);
        }

        void complete(CompletableFuture<String> future) {
            futures.add(future);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    futures.take().complete("answer");
                    LOG.info("outside thread has completed a future");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
