package com.acme.beside;

import com.acme.Life;
import java.lang.reflect.Method;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Work that comes to its executor in wrappers: of an agent that nobody knows, and of the JDK. */
public final class Watched {
    private static final Logger LOG = LogManager.getLogger(Watched.class);
    private static final int INTERVAL = 50;

    private Watched() {}

    public static void main(String[] args) throws Exception {
        Method wrap = Class.forName("net.watcher.Watcher").getMethod("wrap", Runnable.class);
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        executor.scheduleAtFixedRate(
                (Runnable) wrap.invoke(null, new Export()), INTERVAL, INTERVAL, TimeUnit.MILLISECONDS);
        Runnable lambda = () -> LOG.info("lambda");
        executor.scheduleAtFixedRate((Runnable) wrap.invoke(null, lambda), INTERVAL, INTERVAL, TimeUnit.MILLISECONDS);
        executor.schedule(Executors.callable(new InCallable()), INTERVAL, TimeUnit.MILLISECONDS);
        executor.schedule(new FutureTask<>(new InFuture(), true), INTERVAL, TimeUnit.MILLISECONDS);
        try {
            ((Runnable) wrap.invoke(null, new Failing())).run();
        } catch (IllegalStateException e) {
            LOG.error("thrown through the wrapper", e);
        }
        Life.untilInputEnds();
    }

    private static final class Export implements Runnable {
        @Override
        public void run() {
            LOG.info("export");
        }
    }

    private static final class InCallable implements Runnable {
        @Override
        public void run() {
            LOG.info("in a callable");
        }
    }

    private static final class InFuture implements Runnable {
        @Override
        public void run() {
            LOG.info("in a future");
        }
    }

    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("fails");
        }
    }
}
