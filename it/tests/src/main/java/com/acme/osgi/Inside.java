package com.acme.osgi;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** An application in a module, which sees what its module may see. */
public final class Inside implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Inside.class);

    @Override
    public void run() {
        LOG.info("inside");
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        try {
            executor.schedule(new Task(), 0, TimeUnit.MILLISECONDS).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        executor.shutdown();
        System.out.println("worked inside");
    }

    private static final class Task implements Runnable {
        @Override
        public void run() {
            LOG.info("task inside");
        }
    }
}
