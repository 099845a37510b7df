package com.acme.forms;

import com.acme.Life;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** Closes a scheduler that starts a thread for each run, while one goes on. */
public final class ClosedThreads {
    private static final Logger LOG = LogManager.getLogger(ClosedThreads.class);

    public static void main(String[] args) throws Exception {
        SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
        scheduler.setTaskTerminationTimeout(1_000);
        scheduler.setCancelRemainingTasksOnClose(true);
        Sleeps sleeps = new Sleeps();
        scheduler.scheduleAtFixedRate(sleeps, Duration.ofHours(1));
        Fails fails = new Fails();
        scheduler.scheduleAtFixedRate(fails, Duration.ofHours(1));
        sleeps.running.await();
        fails.thread.get().join();
        scheduler.close();
        LOG.info("closed");
        Life.untilInputEnds();
    }

    private static final class Sleeps implements Runnable {
        private final CountDownLatch running = new CountDownLatch(1);

        @Override
        public void run() {
            running.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private static final class Fails implements Runnable {
        private final CompletableFuture<Thread> thread = new CompletableFuture<>();

        @Override
        public void run() {
            thread.complete(Thread.currentThread());
            throw new IllegalStateException("by itself");
        }
    }
}
