package dev.asyncz.bootstrap;

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

    /**
     * An exception that nobody but the executor's future has seen.
     *
     * @param run the run whose work failed
     * @param consequence what follows from it, as the second half of a sentence
     */
    default void swallowed(Run run, Throwable failure, String consequence) {}

    /**
     * What tells whether a scheduler still holds a task: a Future, until it is done, or a Thread, while it lives; once it
     * is cleared, nothing holds the task. The last one that is named counts.
     */
    default void held(String task, Reference<?> by) {}

    /**
     * Whose threads run a task.
     *
     * @param pool an executor, or what else stands for it
     * @param threads how many there are; 0 for an executor, which can be asked
     * @param anywhere whether the same task may be run by other JVMs instead
     */
    default void pooled(String task, Reference<?> pool, int threads, boolean anywhere) {}

    /** What was told by {@link #pooled} runs nothing any more. */
    default void closed(Object pool) {}

    /**
     * A periodic task that its scheduler will never run again, because this run failed.
     *
     * @param consequence as in {@link #swallowed}
     */
    default void died(Run run, String consequence) {}
}
