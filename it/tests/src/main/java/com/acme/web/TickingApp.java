package com.acme.web;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A web application with a scheduled task, which counts down what the server has put into its context. */
abstract class TickingApp implements ServletContextListener {
    private static final int INTERVAL_MILLIS = 20;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final Consumer<String> log;

    TickingApp(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        String path = event.getServletContext().getContextPath();
        CountDownLatch worked = (CountDownLatch) event.getServletContext().getAttribute("worked");
        log.accept(path + " starts");
        executor.scheduleWithFixedDelay(new Tick(path, worked), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        executor.shutdownNow();
        try {
            executor.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.accept(event.getServletContext().getContextPath() + " stops");
    }

    private final class Tick implements Runnable {
        private final String path;
        private final CountDownLatch worked;

        Tick(String path, CountDownLatch worked) {
            this.path = path;
            this.worked = worked;
        }

        @Override
        public void run() {
            log.accept(path + " ticks");
            worked.countDown();
        }
    }
}
