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

    /** The name of the agent's own loader: what its libraries schedule is nobody's task. */
    private static final String AGENT_LOADER = "asyncz";

    private static final ClassValue<Boolean> IS_RUN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isRun(type);
        }
    };

    /** Set while an executor's execute or submit goes on, which ends in the same constructor as schedule. */
    private static final ThreadLocal<@Nullable Boolean> AT_ONCE = new ThreadLocal<>();

    private Scheduled() {}

    /** Between this and {@link #endAtOnce} work is executed or submitted, not scheduled: it is no run of its own. */
    public static void beginAtOnce() {
        AT_ONCE.set(true);
    }

    /** See {@link #beginAtOnce}. */
    public static void endAtOnce() {
        AT_ONCE.set(null);
    }

    /** What the scheduler should run in place of {@code work}. Never throws. */
    public static @Nullable Runnable runnable(@Nullable Runnable work, String scheduler, boolean periodic) {
        Execution execution = execution(work, scheduler, periodic);
        return work == null || execution == null ? work : new FollowedRunnable(work, execution);
    }

    /** What the scheduler should call in place of {@code work}. Never throws. */
    public static <V> @Nullable Callable<V> callable(@Nullable Callable<V> work, String scheduler) {
        Execution execution = execution(work, scheduler, false);
        return work == null || execution == null ? work : new FollowedCallable<>(work, execution);
    }

    private static @Nullable Execution execution(@Nullable Object work, String scheduler, boolean periodic) {
        try {
            Run current = RunScope.current();
            if (work == null || !IS_RUN.get(work.getClass())) {
                return null;
            }
            if (AT_ONCE.get() != null) {
                return current == null ? null : new WithinRun(current);
            }
            return new NewRun(TaskNames.of(work), scheduler, periodic ? SILENT_END : KEPT);
        } catch (Throwable t) {
            Hub.failed("scheduled work could not be followed; its lines are unbound", t);
            return null;
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
        ClassLoader loader = type.getClassLoader();
        if (loader != null && AGENT_LOADER.equals(loader.getName())) {
            return false;
        }
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
            if (!consequence.equals(KEPT)) {
                Handoff.died(run, consequence);
            }
        }
    }

    /** What happens around a piece of work: the beginning gives what the end needs. */
    private interface Execution {
        @Nullable
        Object begin();

        void failed(Throwable failure);

        void end(@Nullable Object begun);
    }

    private record NewRun(String task, String scheduler, String consequence) implements Execution {
        @Override
        public Object begin() {
            return RunScope.begin(scheduler, task);
        }

        @Override
        public void failed(Throwable failure) {
            Scheduled.failed(failure, consequence);
        }

        @Override
        public void end(@Nullable Object begun) {
            RunScope.end(begun);
        }
    }

    private record WithinRun(Run run) implements Execution {
        @Override
        public @Nullable Object begin() {
            return RunScope.bind(run);
        }

        @Override
        public void failed(Throwable failure) {
            Handoff.swallowed(failure);
        }

        @Override
        public void end(@Nullable Object begun) {
            RunScope.restore((Run) begun);
        }
    }

    private record FollowedRunnable(Runnable work, Execution execution) implements Runnable {
        @Override
        public void run() {
            Object begun = execution.begin();
            try {
                work.run();
            } catch (Throwable t) {
                execution.failed(t);
                throw t;
            } finally {
                execution.end(begun);
            }
        }

        @Override
        public String toString() {
            return work.toString();
        }
    }

    private record FollowedCallable<V>(Callable<V> work, Execution execution) implements Callable<V> {
        @Override
        public V call() throws Exception {
            Object begun = execution.begin();
            try {
                return work.call();
            } catch (Throwable t) {
                execution.failed(t);
                throw t;
            } finally {
                execution.end(begun);
            }
        }

        @Override
        public String toString() {
            return work.toString();
        }
    }
}
