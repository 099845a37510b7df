package com.acme.names;

import com.acme.Life;
import com.acme.names.concurrent.Jobs;
import java.io.IOException;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.zookeeper.acme.Elections;

/** Work that comes to its scheduler in wrappers, and neighbours of one name of which one dies. */
public final class Names {
    private static final Logger LOG = LogManager.getLogger(Names.class);

    private Names() {}

    public static void main(String[] args) throws IOException {
        Jobs jobs = new Jobs("RetryRollbacking_");
        jobs.every200Ms(new Export());
        jobs.every200Ms(new Runner(new Sessions()));
        jobs.every200Ms(() -> LOG.info("a lambda")); // a lambda
        jobs.scheduleAtFixedRate(() -> LOG.info("another"), 0, 200, TimeUnit.MILLISECONDS); // another
        jobs.every200Ms(new Elections());
        new Mail().start(jobs);
        // The one that dies first: the other one goes on under its name.
        new Timer("dies", true).schedule(new Beat(true), 0, 200);
        new Timer("lives", true).schedule(new Beat(false), 0, 200);
        Life.untilInputEnds();
    }

    /** What the application calls its work. */
    interface CleanupTask {
        void clean();
    }

    static final class Sessions implements CleanupTask {
        @Override
        public void clean() {
            LOG.info("sessions");
        }
    }

    /** Runs whatever the application has to clean. */
    record Runner(CleanupTask task) implements Runnable {
        @Override
        public void run() {
            task.clean();
        }
    }

    static final class Export implements Runnable {
        @Override
        public void run() {
            LOG.info("export");
        }
    }

    abstract static class Service {
        final void start(Jobs jobs) {
            jobs.scheduleAtFixedRate(() -> tick(), 0, 200, TimeUnit.MILLISECONDS);
        }

        abstract void tick();
    }

    static final class Mail extends Service {
        @Override
        void tick() {
            LOG.info("mail");
        }
    }

    static final class Beat extends TimerTask {
        private final boolean dies;

        Beat(boolean dies) {
            this.dies = dies;
        }

        @Override
        public void run() {
            LOG.info("beat");
            if (dies) {
                throw new IllegalStateException("the beat stops");
            }
        }
    }
}
