package dev.asyncz.bootstrap.run;

import java.lang.ref.Reference;

/** Told of every run, on the thread that runs it. Must be quick; what it throws is swallowed. */
public interface RunListener {

    RunListener NONE = new RunListener() {};

    /** Whether runs of a task are runs at all; asked before each. */
    default boolean wants(String task) {
        return true;
    }

    /** What a scheduler says of a task before its first run, or anew: it may never run. */
    default void planned(TaskPlan plan) {}

    default void begun(Run run) {}

    /** {@link Run#failure} and {@link Run#skipped} say how it ended. */
    default void ended(Run run) {}

    /** An exception that the application does not see; told on the thread that failed, or later on the housekeeper's. */
    default void swallowed(UnobservedFailure failure) {}

    /**
     * An attempt of a run has failed, and the next one begins at once: the outcome of the last one is the run's.
     *
     * @param attempt 1 for the first
     */
    default void attempted(Run run, int attempt, Throwable failure) {}

    /**
     * What tells whether a scheduler still holds a task: a Future, until it is done, or a Thread, while it lives; once it
     * is cleared, nothing holds the task. The last one that is named counts.
     */
    default void held(String task, Reference<?> by) {}

    /** Whether one more schedule of a task would be kept. */
    default boolean hasRoom(String task) {
        return false;
    }

    /** A repeated task has one more schedule; it may have others that are live. */
    default void scheduled(String task, LiveSchedule schedule) {}

    /**
     * Whose threads run a task.
     *
     * @param pool an executor, or what else stands for it
     * @param threads how many there are; 0 for an executor, which can be asked, and where it was told before
     * @param anywhere whether the same task may be run by other JVMs instead
     */
    default void pooled(String task, Reference<?> pool, int threads, boolean anywhere) {}

    /** What was told by {@link #pooled} runs nothing any more. */
    default void closed(Object pool) {}

    /**
     * An exception by which a scheduler will never run a task again, or others of the same thread.
     *
     * @param sinceMillis epoch milliseconds: a run that begins later shows that the task lives
     */
    default void died(String task, long sinceMillis, Consequence consequence) {}
}
