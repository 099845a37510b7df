package com.acme.jobs;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.ThreadContext;

/** A thread that has a task_id of the application's before a run; prints what it has afterwards, and ends. */
public final class Values {
    private Values() {}

    public static void main(String[] args) throws Exception {
        Pool pool = new Pool();
        pool.schedule(Values::overwrite, 0, TimeUnit.MILLISECONDS).get();
        pool.shutdown();
        pool.awaitTermination(1, TimeUnit.MINUTES);
    }

    private static void overwrite() {
        System.out.println("inside the run: " + ThreadContext.get("task_id"));
    }

    private static final class Pool extends ScheduledThreadPoolExecutor {
        Pool() {
            super(1);
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable work) {
            ThreadContext.put("task_id", "previous");
        }

        @Override
        protected void afterExecute(Runnable work, Throwable failure) {
            System.out.println("after the run: " + ThreadContext.get("task_id") + " " + ThreadContext.get("run_id"));
        }
    }
}
