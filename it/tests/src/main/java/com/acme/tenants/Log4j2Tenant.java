package com.acme.tenants;

import dev.asyncz.api.TaskScope;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** An application that logs, connects and fails in runs, hands over what nobody ever does, and ends. */
public final class Log4j2Tenant implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Log4j2Tenant.class);

    @Override
    public void run() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try (TaskScope scope = TaskScope.open("connect")) {
            LOG.info("connecting");
            Driver.connect();
            pool.submit(() -> LOG.info("connected")).get();
            pool.submit(() -> {
                        LOG.info("failing");
                        throw new Failure();
                    })
                    .get();
        } catch (ExecutionException e) {
            fail();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdownNow();
        LogManager.shutdown();
    }

    private static void fail() {
        try (TaskScope scope = TaskScope.open("fail")) {
            LOG.info("about to fail");
            Driver.connect();
            scope.failed(new Failure());
        }
    }

    /** A class of the application's. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
