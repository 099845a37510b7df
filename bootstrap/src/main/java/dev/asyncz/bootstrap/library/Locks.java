package dev.asyncz.bootstrap.library;

import dev.asyncz.bootstrap.naming.ClassNames;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.schedule.TaskNames;
import org.jspecify.annotations.Nullable;

/** Runs whose whole work waits for a lock that another node may hold: such a run is none, and is not counted. */
public final class Locks {
    private Locks() {}

    /** A method is about to be called if the lock is free; if it is the current run's own, the run depends on it. */
    public static void guard(Class<?> type, String method) {
        guard(ClassNames.qualified(type.getName(), method));
    }

    /** As the other one, for scheduled work. */
    public static void guardWork(Object work) {
        guard(TaskNames.of(work));
    }

    private static void guard(String task) {
        Run run = RunScope.current();
        if (run != null && run.task().equals(task)) {
            run.guard(true);
        }
    }

    /**
     * The lock is about to be asked for. What is locked further in is no longer about the whole run.
     *
     * @return for {@link #asked}; null if the run does not depend on it
     */
    public static @Nullable Object ask() {
        Run run = RunScope.current();
        if (run == null || !run.isGuarded()) {
            return null;
        }
        run.guard(false);
        return run;
    }

    /** Says whether the work was done. */
    public static void asked(@Nullable Object run, boolean done) {
        if (!done && run instanceof Run none) {
            none.skip();
        }
    }
}
