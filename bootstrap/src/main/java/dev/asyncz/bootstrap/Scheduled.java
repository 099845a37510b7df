package dev.asyncz.bootstrap;

import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work given to a scheduler of the JDK, wrapped where the scheduler keeps it for itself: each call is one run. The
 * application never sees the wrapper, but in a stack trace and in a future's toString, which prints the original.
 */
public final class Scheduled {
    /** A task that never runs again after an exception, and nobody is told. */
    private static final String SILENT_END =
            "it is periodic, and its scheduler never runs it again after an exception; catch exceptions in the task";

    private static final String KEPT = "the exception stays in its Future, where only get() shows it";

    /** What brings its own runs: the layer that names them best begins them. */
    private static final Set<String> BRINGS_ITS_OWN_RUN =
            Set.of("org.springframework.scheduling.support.DelegatingErrorHandlingRunnable");

    private static final ClassValue<Boolean> IS_RUN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isRun(type);
        }
    };

    private Scheduled() {}

    /** What the scheduler should run in place of {@code work}. Never throws. */
    public static @Nullable Runnable runnable(@Nullable Runnable work, String scheduler, boolean periodic) {
        try {
            return work == null || !IS_RUN.get(work.getClass())
                    ? work
                    : new RunnableRun(work, describe(work, scheduler, periodic));
        } catch (Throwable t) {
            Hub.failed("scheduled work could not be followed; its lines are unbound", t);
            return work;
        }
    }

    /** What the scheduler should call in place of {@code work}. Never throws. */
    public static <V> @Nullable Callable<V> callable(@Nullable Callable<V> work, String scheduler) {
        try {
            return work == null || !IS_RUN.get(work.getClass())
                    ? work
                    : new CallableRun<>(work, describe(work, scheduler, false));
        } catch (Throwable t) {
            Hub.failed("scheduled work could not be followed; its lines are unbound", t);
            return work;
        }
    }

    /** Called in place of {@code TimerTask.run()}: a failure ends the Timer with all its tasks. */
    public static void timerTask(Runnable work) {
        Object begun = RunScope.begin("java.util.Timer", TaskNames.of(work));
        try {
            work.run();
        } catch (Throwable t) {
            failed(t, "it ends its Timer, and none of the Timer's tasks runs again; catch exceptions in the task");
            throw t;
        } finally {
            RunScope.end(begun);
        }
    }

    /** Called in place of {@code Runnable.run()} by a framework that reports failures itself. */
    public static void body(Runnable work) {
        try {
            work.run();
        } catch (Throwable t) {
            RunScope.failed(t);
            throw t;
        }
    }

    private static boolean isRun(Class<?> type) {
        // CompletableFuture's timeouts and delays, and the JDK's sleeps of virtual threads, are not the application's.
        if (type.getName().startsWith("java.util.concurrent.CompletableFuture$")
                || type.getName().startsWith("java.lang.VirtualThread")) {
            return false;
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (BRINGS_ITS_OWN_RUN.contains(each.getName())) {
                return false;
            }
        }
        return true;
    }

    private static void failed(Throwable failure, String consequence) {
        RunScope.failed(failure);
        Run run = RunScope.current();
        if (run != null) {
            Handoff.report(run, failure, consequence);
        }
    }

    private static Description describe(Object work, String scheduler, boolean periodic) {
        return new Description(TaskNames.of(work), scheduler, periodic ? SILENT_END : KEPT);
    }

    private record Description(String task, String scheduler, String consequence) {}

    private record RunnableRun(Runnable work, Description as) implements Runnable {
        @Override
        public void run() {
            Object begun = RunScope.begin(as.scheduler, as.task);
            try {
                work.run();
            } catch (Throwable t) {
                failed(t, as.consequence);
                throw t;
            } finally {
                RunScope.end(begun);
            }
        }

        @Override
        public String toString() {
            return work.toString();
        }
    }

    private record CallableRun<V>(Callable<V> work, Description as) implements Callable<V> {
        @Override
        public V call() throws Exception {
            Object begun = RunScope.begin(as.scheduler, as.task);
            try {
                return work.call();
            } catch (Throwable t) {
                failed(t, as.consequence);
                throw t;
            } finally {
                RunScope.end(begun);
            }
        }

        @Override
        public String toString() {
            return work.toString();
        }
    }
}
