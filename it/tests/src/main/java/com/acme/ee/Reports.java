package com.acme.ee;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.util.logging.Logger;

/** An enterprise bean with every kind of scheduled work. */
@Singleton
@Startup
public class Reports {
    private static final Logger LOG = Logger.getLogger(Reports.class.getName());
    private static final int PERIOD = 500;

    @Resource
    private TimerService timers;

    @Resource
    private ManagedScheduledExecutorService executor;

    @PostConstruct
    public void start() {
        timers.createIntervalTimer(PERIOD, PERIOD, new TimerConfig("programmatic", false));
        executor.scheduleAtFixedRate(new Cleanup(), PERIOD, PERIOD, MILLISECONDS);
        executor.scheduleAtFixedRate(() -> LOG.info("managed lambda"), 0, PERIOD, MILLISECONDS); // managed lambda
        LOG.info("bean started");
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void everySecond() {
        LOG.info("every second");
        executor.submit(() -> LOG.info("handed over"));
    }

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    public void broken() {
        LOG.info("about to fail");
        throw new IllegalStateException("the report is broken");
    }

    @Timeout
    public void timeout() {
        LOG.info("programmatic timeout");
    }

    private static final class Cleanup implements Runnable {
        @Override
        public void run() {
            LOG.info("managed cleanup");
        }
    }
}
