package com.acme.ee;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.acme.Life;
import jakarta.enterprise.concurrent.LastExecution;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.Trigger;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import org.glassfish.enterprise.concurrent.AbstractManagedExecutorService.RejectPolicy;
import org.glassfish.enterprise.concurrent.ManagedScheduledExecutorServiceImpl;
import org.glassfish.enterprise.concurrent.ManagedThreadFactoryImpl;

/** The managed executor of GlassFish, Payara and WildFly, which makes task objects of its own. */
public final class Managed {
    private static final Logger LOG = Logger.getLogger(Managed.class.getName());
    private static final int PERIOD = 200;

    private Managed() {}

    public static void main(String[] args) throws IOException {
        start();
        Life.untilInputEnds();
    }

    static void start() {
        ManagedScheduledExecutorService executor = new ManagedScheduledExecutorServiceImpl(
                "managed",
                new ManagedThreadFactoryImpl("managed"),
                0,
                false,
                2,
                60,
                MILLISECONDS,
                0,
                null,
                RejectPolicy.ABORT);
        executor.scheduleAtFixedRate(new Export(executor), 0, PERIOD, MILLISECONDS);
        executor.scheduleWithFixedDelay(() -> LOG.info("delayed"), 0, PERIOD, MILLISECONDS); // delayed
        executor.schedule(new Swept(), new Often());
        executor.schedule(() -> once(), 0, MILLISECONDS); // once
        executor.scheduleAtFixedRate(Managed::fail, 0, PERIOD, MILLISECONDS); // fails
        executor.execute(() -> LOG.info("outside, executed"));
        executor.submit(() -> LOG.info("outside, submitted"));
    }

    private static int once() {
        LOG.info("once");
        return 1;
    }

    private static void fail() {
        LOG.info("about to break");
        throw new IllegalStateException("the executor keeps this");
    }

    /** Hands work over, in each way. */
    private record Export(ManagedScheduledExecutorService executor) implements Runnable {
        @Override
        public void run() {
            LOG.info("export");
            executor.execute(() -> LOG.info("export, executed"));
            executor.submit(() -> LOG.info("export, submitted"));
            try {
                executor.invokeAll(List.<Callable<Integer>>of(() -> {
                    LOG.info("export, invoked");
                    return 1;
                }));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Swept implements Runnable {
        @Override
        public void run() {
            LOG.info("swept");
        }
    }

    private static final class Often implements Trigger {
        @Override
        public Date getNextRunTime(LastExecution last, Date scheduled) {
            return new Date(System.currentTimeMillis() + PERIOD);
        }

        @Override
        public boolean skipRun(LastExecution last, Date scheduled) {
            return false;
        }
    }
}
