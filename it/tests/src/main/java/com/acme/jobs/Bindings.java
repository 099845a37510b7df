package com.acme.jobs;

import com.acme.Life;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.StringMapMessage;

/** Does with the ThreadContext what applications do. */
public final class Bindings {
    private static final Logger LOG = LogManager.getLogger(Bindings.class);

    private Bindings() {}

    public static void main(String[] args) throws Exception {
        Pool pool = new Pool();
        pool.run(new Plain());
        pool.run(new Clears());
        pool.run(new Names());
        pool.shutdown();
        pool.awaitTermination(1, TimeUnit.MINUTES);
        LOG.info("outside any task");
        Life.untilInputEnds();
    }

    /** Its one thread has values of its own before each run. */
    private static final class Pool extends ScheduledThreadPoolExecutor {
        Pool() {
            super(1);
        }

        void run(Runnable work) throws Exception {
            schedule(work, 0, TimeUnit.MILLISECONDS).get();
            submit(() -> {}).get();
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable work) {
            ThreadContext.put("tenant", "acme");
        }

        @Override
        protected void afterExecute(Runnable work, Throwable failure) {
            LOG.info(
                    "after the run: task_id={} run_id={} tenant={}",
                    ThreadContext.get("task_id"),
                    ThreadContext.get("run_id"),
                    ThreadContext.get("tenant"));
            ThreadContext.clearAll();
        }
    }

    /** Only logs, and looks its task up. */
    static final class Plain implements Runnable {
        @Override
        public void run() {
            LOG.info("plain");
            LOG.info("looked up {}", ThreadContext.get("task_id"));
            LOG.info("run looked up {}", ThreadContext.get("run_id"));
        }
    }

    /** Loses everything that a thread context can lose. */
    static final class Clears implements Runnable {
        @Override
        public void run() {
            ThreadContext.clearAll();
            LOG.info("after clearAll");
            ThreadContext.remove("task_id");
            LOG.info("after remove");
        }
    }

    /** Gives its lines tasks of its own. */
    static final class Names implements Runnable {
        @Override
        public void run() {
            for (String key : new String[] {"task_id", "job_id", "asyncz_task_id"}) {
                ThreadContext.put(key, "own-" + key);
                LOG.info("own {} in the context", key);
                ThreadContext.remove(key);
                LOG.info(new StringMapMessage(Map.of(key, "own-" + key, "note", "map message")));
            }
            LOG.info("no longer own");
        }
    }
}
