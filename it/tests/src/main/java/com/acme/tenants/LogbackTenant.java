package com.acme.tenants;

import dev.asyncz.api.TaskScope;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application that logs, connects and fails in runs, hands over what nobody ever does, and ends. */
public final class LogbackTenant implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LogbackTenant.class);

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
