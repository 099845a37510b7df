package com.acme.named;

import com.acme.Life;
import dev.asyncz.api.Task;
import dev.asyncz.api.TaskScope;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Tasks that no scheduler names. Prints what it sees, which has to be the same without the agent. */
public final class ByHand {
    private static final Logger LOG = LogManager.getLogger(ByHand.class);

    private ByHand() {}

    public static void main(String[] args) throws Exception {
        System.out.println("answer " + answer(20, 1));
        try {
            fail();
        } catch (IllegalStateException e) {
            System.out.println("passed on: " + e.getMessage());
        }
        inScopes();
        new Legacy().sweep();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        scheduler.schedule(new Cleanup(), 1, TimeUnit.MILLISECONDS).get();
        scheduler.schedule(new Housekeeping(), 1, TimeUnit.MILLISECONDS).get();
        scheduler.shutdown();
        LOG.info("outside");
        Life.untilInputEnds();
    }

    /** Calls itself: one run. */
    @Task("compute answers")
    private static long answer(int rest, long sum) {
        LOG.info("computing {}", rest);
        return rest == 0 ? sum * 2 : answer(rest - 10, sum + 10);
    }

    @Task
    private static void fail() {
        LOG.info("about to fail");
        throw new IllegalStateException("the caller's");
    }

    private static void inScopes() throws Exception {
        try (TaskScope outer = TaskScope.open("nightly import")) {
            LOG.info("in the scope");
            Thread thread = new Thread(() -> LOG.info("in a thread of the scope"));
            thread.start();
            thread.join();
            try (TaskScope inner = TaskScope.open("one file")) {
                LOG.info("in the inner scope");
                inner.failed(new IllegalArgumentException("a bad file"));
            }
            LOG.info("in the scope again");
            outer.close();
            LOG.info("closed early");
        }
    }

    /** Scheduled, and named by its method. */
    private static final class Cleanup implements Runnable {
        @Override
        @Task("clean up")
        public void run() {
            LOG.info("cleaning up");
        }
    }

    /** Excluded by the configuration. */
    private static final class Housekeeping implements Runnable {
        @Override
        public void run() {
            LOG.info("keeping house");
        }
    }

    /** Code that cannot be changed. */
    private static final class Legacy {
        void sweep() {
            LOG.info("sweeping");
            sweep("overloaded");
        }

        void sweep(String what) {
            LOG.info("sweeping {}", what);
        }
    }
}
