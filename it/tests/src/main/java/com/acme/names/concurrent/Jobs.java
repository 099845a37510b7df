package com.acme.names.concurrent;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.ThreadContext;

/** An application's own executor, which decorates all that it gets. */
public final class Jobs extends ScheduledThreadPoolExecutor {
    public Jobs(String prefix) {
        super(2, work -> {
            Thread thread = new Thread(work, prefix + "1_1");
            thread.setDaemon(true);
            return thread;
        });
    }

    public void every200Ms(Runnable work) {
        Runnable decorated = new WithContext(work);
        scheduleWithFixedDelay(() -> decorated.run(), 0, 200, TimeUnit.MILLISECONDS);
    }

    private record WithContext(Runnable work) implements Runnable {
        @Override
        public void run() {
            ThreadContext.put("tenant", "acme");
            work.run();
        }
    }
}
