package com.acme.osgi;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** An application in a module, which sees what its module may see. */
public final class Inside implements Runnable {
    private static final String HERE =
            "inside " + Inside.class.getClassLoader().getClass().getSimpleName();
    private static final Logger LOG = LogManager.getLogger(Inside.class);

    @Override
    public void run() {
        LOG.info(HERE);
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleAtFixedRate(new Task(), 0, 100, TimeUnit.MILLISECONDS);
    }

    private static final class Task implements Runnable {
        private boolean worked;

        @Override
        public void run() {
            LOG.info("task {}", HERE);
            if (!worked) {
                worked = true;
                System.out.println("worked " + HERE);
            }
        }
    }
}
