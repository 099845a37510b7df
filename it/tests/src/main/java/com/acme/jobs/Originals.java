package com.acme.jobs;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks at its own work where executors let an application see it, from inside a task; prints what it saw, and ends. */
public final class Originals {
    private Originals() {}

    public static void main(String[] args) throws Exception {
        Scheduler scheduler = new Scheduler();
        Runnable work = Originals::look;
        ScheduledFuture<?> future = scheduler.schedule(work, 1, TimeUnit.MILLISECONDS);
        future.get();
        Runnable later = () -> {};
        ScheduledFuture<?> queued = scheduler.scheduleAtFixedRate(later, 1, 1, TimeUnit.HOURS);
        System.out.println(
                "scheduler's queue has the future: " + scheduler.getQueue().contains(queued));
        System.out.println("scheduler removes the future: " + scheduler.remove((Runnable) queued));
        List<Runnable> never = scheduler.shutdownNow();
        System.out.println("never begun: " + never.size());
        System.out.println(
                "decorated: " + scheduler.decorated.size() + ", begun and ended as decorated: " + scheduler.same);
    }

    /** Runs as a task: a run is current, so that work handed over is followed. */
    private static void look() {
        Pool pool = new Pool();
        CountDownLatch release = new CountDownLatch(1);
        Runnable blocker = () -> await(release);
        Runnable waiting = () -> System.out.println("this never runs");
        pool.execute(blocker);
        pool.execute(waiting);
        System.out.println("queue has the original: " + (pool.getQueue().peek() == waiting));
        System.out.println("remove finds the original: " + pool.remove(waiting));
        pool.execute(waiting);
        System.out.println("shutdownNow gives the original: "
                + pool.shutdownNow().stream().allMatch(each -> each == waiting || each == blocker));
        release.countDown();
        try {
            pool.execute(waiting);
        } catch (RejectedExecutionException e) {
            System.out.println("rejected: " + e.getMessage().contains(waiting.toString()));
        }
        awaitEnd(pool);
        System.out.println("beforeExecute saw the original: " + (pool.before == blocker));
        System.out.println("afterExecute saw the original: " + (pool.after == blocker));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEnd(ThreadPoolExecutor pool) {
        try {
            pool.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Pool extends ThreadPoolExecutor {
        private volatile Runnable before;
        private volatile Runnable after;

        Pool() {
            super(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable work) {
            before = work;
        }

        @Override
        protected void afterExecute(Runnable work, Throwable failure) {
            after = work;
        }
    }

    private static final class Scheduler extends ScheduledThreadPoolExecutor {
        private final Set<Runnable> decorated = ConcurrentHashMap.newKeySet();
        private volatile boolean same = true;

        Scheduler() {
            super(1);
        }

        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Runnable work, RunnableScheduledFuture<V> task) {
            System.out.println("decorateTask is given the original: "
                    + !work.getClass().getName().contains("asyncz"));
            decorated.add(task);
            return task;
        }

        @Override
        protected <V> RunnableScheduledFuture<V> decorateTask(Callable<V> work, RunnableScheduledFuture<V> task) {
            decorated.add(task);
            return task;
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable work) {
            same &= decorated.contains(work);
        }

        @Override
        protected void afterExecute(Runnable work, Throwable failure) {
            same &= decorated.contains(work);
        }
    }
}
