package dev.asyncz.bootstrap.schedule;

import dev.asyncz.bootstrap.WeakIdentityMap;
import dev.asyncz.bootstrap.run.FutureHandle;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import org.jspecify.annotations.Nullable;

/**
 * Runs of Spring's own wrapper around scheduled work, which logs what the work throws: it is the one to begin and end
 * the run, and not the scheduler of the JDK below it.
 */
public final class SpringRuns {
    static final String SPRING = "Spring";

    /** Work of a layer above that is executed at once: the run that it would begin is not one. */
    private static final WeakIdentityMap<Boolean> NO_RUNS = new WeakIdentityMap<>();

    /** By what Spring's work is held; one for all that a scheduler starts threads for. */
    private static final WeakIdentityMap<FutureHandle> HANDLES = new WeakIdentityMap<>();

    private SpringRuns() {}

    /** Notes by what an executor holds what it has been given. */
    static void heldBy(Object handler, FutureHandle handle) {
        HANDLES.put(handler, handle);
    }

    /** Notes that {@code handler} is executed at once, and no run of its own. */
    static void noteNone(Object handler) {
        NO_RUNS.put(handler, true);
    }

    /**
     * Begins a run of Spring's, unless a layer below begins it or it is none.
     *
     * @param handler what runs {@code work}
     * @return for {@link RunScope#end}
     */
    public static @Nullable Object begin(Object handler, Runnable work) {
        if (NO_RUNS.get(handler) != null || WorkKind.of(work) == WorkKind.SPRING) {
            return null;
        }
        FutureHandle handle = HANDLES.get(handler);
        return RunScope.begin(
                TaskPlan.named(SPRING, TaskNames.of(handler, work)), handle == null ? HANDLES.get(work) : handle);
    }

    /**
     * What a scheduler of Spring's should run in place of {@code work}, where nothing else begins its runs: the same, as a
     * run. Goes by the name of {@code work}.
     */
    public static Runnable beginning(Runnable work) {
        if (work instanceof OwnRun) {
            return work;
        }
        Runnable run = new OwnRun(work);
        TaskNames.rememberAs(run, work);
        return run;
    }

    private record OwnRun(Runnable work) implements Runnable {
        @Override
        public void run() {
            Object begun = RunScope.begin(TaskPlan.named(SPRING, TaskNames.of(work)), HANDLES.get(work));
            try {
                work.run();
            } catch (Throwable t) {
                RunScope.failed(t);
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

    /** A scheduler of Spring's starts a thread for each run of {@code work}, until it is closed. */
    public static void startedBy(Object scheduler, Runnable work) {
        FutureHandle known = HANDLES.get(scheduler);
        FutureHandle handle = known == null ? new FutureHandle() : known;
        HANDLES.put(scheduler, handle);
        HANDLES.put(work, handle);
    }

    /** Notes that the application closes such a scheduler, which interrupts the threads. */
    public static void closed(Object scheduler) {
        FutureHandle handle = HANDLES.get(scheduler);
        if (handle != null) {
            handle.end();
        }
    }

    /** What Spring makes while it executes or submits something is executed at once, and no run of its own. */
    public static void made(Object handler, Runnable work) {
        if (ScheduledWork.isAtOnce()) {
            noteNone(handler);
        } else {
            TaskNames.rememberAs(handler, work);
        }
    }
}
