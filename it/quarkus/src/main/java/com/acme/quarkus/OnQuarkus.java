package com.acme.quarkus;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Scheduled methods of Quarkus: three runs that log on two threads, one at night, one that fails, one that is async. */
@QuarkusMain
@ApplicationScoped
public class OnQuarkus implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(OnQuarkus.class);
    private static final int RUNS = 3;
    private static final CountDownLatch ENDED = new CountDownLatch(RUNS);
    private static final AtomicInteger BEGUN = new AtomicInteger();
    private static final ExecutorService POOL = Executors.newSingleThreadExecutor();

    @Override
    public int run(String... args) throws Exception {
        LOG.info("outside, on the main thread");
        ENDED.await();
        elsewhere("outside, on a thread that has worked for a run");
        LOG.info("outside, afterwards");
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // What is typed here means nothing.
        }
        return 0;
    }

    @Scheduled(every = "1s")
    void work() throws Exception {
        int run = BEGUN.incrementAndGet();
        if (run <= RUNS) {
            LOG.infof("run %d begins", run);
            elsewhere("run " + run + " on another thread");
            LOG.infof("run %d ends", run);
            ENDED.countDown();
        }
    }

    @Scheduled(cron = "0 0 3 * * ?")
    void nightly() {
        LOG.info("nightly");
    }

    @Scheduled(every = "1h")
    void fail() {
        throw new IllegalStateException("Quarkus logs this");
    }

    @Scheduled(every = "1h")
    CompletionStage<Void> async() {
        return CompletableFuture.runAsync(() -> LOG.info("asynchronous"));
    }

    private static void elsewhere(String line) throws Exception {
        POOL.submit(() -> LOG.info(line)).get();
    }
}
