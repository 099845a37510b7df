package com.acme.tenants;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;

/** An application in a container. */
public final class Deployed implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Deployed.class);

    @Override
    public void run() {
        String version = LoggerContext.class.getPackage().getImplementationVersion();
        LOG.info("deployed with Log4j {}", version);
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
        try {
            pool.schedule(new Work(version), 0, TimeUnit.MILLISECONDS).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        pool.shutdown();
    }

    private record Work(String version) implements Runnable {
        @Override
        public void run() {
            LOG.info("working with Log4j {}", version);
        }
    }
}
