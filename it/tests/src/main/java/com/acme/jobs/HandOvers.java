package com.acme.jobs;

import com.acme.Life;
import dev.asyncz.api.TaskScope;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.AbortPolicy;
import java.util.concurrent.ThreadPoolExecutor.DiscardOldestPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Work that is handed over in the ways in which it gets lost, wrapped, put aside or handed on. Each line names the task
 * that it has to belong to, or nobody.
 */
public final class HandOvers {
    private static final Logger LOG = LogManager.getLogger(HandOvers.class);

    private static volatile String flusher = "";

    /** One object for all that hand it over: it captures nothing. */
    private static final Runnable FLUSH = () -> LOG.info("{} flushes", flusher);

    private static final Function<Runnable, Thread> OUTSIDE = new Outside();

    private HandOvers() {}

    public static void main(String[] args) throws Exception {
        int many = Integer.parseInt(args[0]);
        consumer();
        selfHanding();
        lost("discarded", new LinkedBlockingQueue<>(5), many, queue -> {});
        lost("cleared", new LinkedBlockingQueue<>(), 3, BlockingQueue::clear);
        lost("polled", new LinkedBlockingQueue<>(), 1, BlockingQueue::poll);
        lost("drained", new LinkedBlockingQueue<>(), 3, queue -> queue.drainTo(new ArrayList<>()));
        lost("picked", new LinkedBlockingQueue<>(), 3, HandOvers::pick);
        lost("array", new ArrayBlockingQueue<>(5), 3, BlockingQueue::clear);
        refused();
        twoRuns();
        for (BlockingQueue<Runnable> queue : List.<BlockingQueue<Runnable>>of(
                new LinkedBlockingQueue<>(2), new ArrayBlockingQueue<>(2), new SynchronousQueue<>())) {
            blocking(queue);
        }
        around();
        library();
        Life.untilInputEnds();
    }

    /** Loses what task A hands over while the only worker is busy; then task B, and nobody, hand over the same. */
    private static void lost(
            String how, BlockingQueue<Runnable> queue, int times, Consumer<BlockingQueue<Runnable>> loser)
            throws Exception {
        ThreadPoolExecutor pool = pool(1, queue);
        pool.setRejectedExecutionHandler(new DiscardOldestPolicy());
        CountDownLatch release = new CountDownLatch(1);
        pool.execute(() -> awaitQuietly(release));
        flusher = how + " A";
        try (TaskScope scope = TaskScope.open(how + " A")) {
            for (int i = 0; i < times; i++) {
                pool.execute(FLUSH);
            }
            loser.accept(queue);
        }
        release.countDown();
        untilIdle(pool);
        flusher = how + " B";
        try (TaskScope scope = TaskScope.open(how + " B")) {
            pool.execute(FLUSH);
            untilIdle(pool);
        }
        flusher = "nobody";
        pool.execute(FLUSH);
        untilIdle(pool);
        pool.shutdown();
    }

    /** Takes out one from the middle, by looking at all, and the others by what they are. */
    private static void pick(BlockingQueue<Runnable> queue) {
        Iterator<Runnable> each = queue.iterator();
        each.next();
        each.next();
        each.remove();
        if (queue.stream().filter(FLUSH::equals).count() != 2
                || !queue.remove(FLUSH)
                || !queue.removeIf(FLUSH::equals)
                || queue.contains(FLUSH)) {
            throw new IllegalStateException("the queue holds " + queue);
        }
    }

    /** What beforeExecute does not let pass takes its worker along. */
    private static void refused() throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()) {
            @Override
            protected void beforeExecute(Thread thread, Runnable work) {
                if (flusher.equals("refused A")) {
                    throw new IllegalStateException("refused");
                }
            }
        };
        flusher = "refused A";
        try (TaskScope scope = TaskScope.open("refused A")) {
            pool.execute(FLUSH);
            pool.execute(FLUSH);
        }
        untilIdle(pool);
        flusher = "refused B";
        try (TaskScope scope = TaskScope.open("refused B")) {
            pool.execute(FLUSH);
            untilIdle(pool);
        }
        flusher = "nobody";
        pool.execute(FLUSH);
        untilIdle(pool);
        pool.shutdown();
    }

    /** One object waits for two tasks that both go on, and for nobody: each line tells by its place in the queue. */
    private static void twoRuns() throws Exception {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        CountDownLatch release = new CountDownLatch(1);
        pool.execute(() -> awaitQuietly(release));
        List<String> order = List.of("first of two", "second of two", "nobody", "first of two");
        int[] turn = {0};
        Runnable shared = () -> LOG.info("{} shares", order.get(turn[0]++));
        try (TaskScope first = TaskScope.open("first of two")) {
            pool.execute(shared);
            Thread other = new Thread(() -> {
                try (TaskScope second = TaskScope.open("second of two")) {
                    pool.execute(shared);
                }
            });
            other.start();
            other.join();
            Thread outside = OUTSIDE.apply(() -> pool.execute(shared));
            outside.join();
            pool.execute(shared);
            release.countDown();
            untilIdle(pool);
        }
        pool.shutdown();
    }

    /** The handler that everybody writes. */
    private static void blocking(BlockingQueue<Runnable> queue) throws Exception {
        ThreadPoolExecutor pool = pool(2, queue);
        String task = "blocking " + queue.getClass().getSimpleName();
        pool.setRejectedExecutionHandler((work, executor) -> {
            try {
                executor.getQueue().put(work);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        CountDownLatch all = new CountDownLatch(49);
        try (TaskScope scope = TaskScope.open(task)) {
            for (int i = 0; i < 49; i++) {
                int number = i;
                pool.execute(() -> {
                    LOG.info("{} does {}", task, number);
                    all.countDown();
                });
            }
            all.await();
        }
        pool.shutdown();
    }

    /** An executor that logs around what it does. */
    private static void around() throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()) {
            @Override
            protected void beforeExecute(Thread thread, Runnable work) {
                LOG.info("{} before", flusher);
            }

            @Override
            protected void afterExecute(Runnable work, Throwable failure) {
                LOG.info("{} after", flusher);
            }
        };
        for (int i = 0; i < 2; i++) {
            flusher = "around";
            try (TaskScope scope = TaskScope.open("around")) {
                pool.execute(() -> {});
                pool.submit(FLUSH);
                untilIdle(pool);
            }
            flusher = "nobody";
            pool.execute(() -> {});
            untilIdle(pool);
        }
        pool.shutdown();
    }

    /** Hands itself on for ever; only the first round is the task's own. */
    private static void selfHanding() {
        ThreadPoolExecutor pool = pool(1, new LinkedBlockingQueue<>());
        Runnable loop = new Runnable() {
            private int rounds;

            @Override
            public void run() {
                LOG.info("loop, round {}", rounds++);
                sleep(20);
                pool.execute(this);
            }
        };
        try (TaskScope scope = TaskScope.open("loop")) {
            pool.execute(loop);
            sleep(50);
        }
    }

    /** A thread that is made when it is needed first, and stays. */
    private static void consumer() {
        try (TaskScope scope = TaskScope.open("consumer")) {
            Thread thread = new Thread(() -> {
                for (int i = 0; true; i++) {
                    LOG.info("consumer, line {}", i);
                    sleep(100);
                }
            });
            thread.setDaemon(true);
            thread.start();
            sleep(50);
        }
    }

    /** A client with threads of its own. */
    private static void library() {
        try (TaskScope scope = TaskScope.open("library")) {
            HttpClient client = HttpClient.newHttpClient();
            LOG.info("library has made {}", client.version());
        }
    }

    private static ThreadPoolExecutor pool(int threads, BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, queue, new AbortPolicy());
    }

    private static void untilIdle(ThreadPoolExecutor pool) {
        while (!pool.getQueue().isEmpty() || pool.getActiveCount() > 0) {
            sleep(1);
        }
        sleep(20);
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
