package dev.asyncz.api;

import org.jspecify.annotations.Nullable;

/**
 * A run of a task, from {@link #open} to {@link #close}, for code that no scheduler calls:
 *
 * <pre>{@code
 * try (TaskScope scope = TaskScope.open("nightly import")) {
 *     importAll();
 * }
 * }</pre>
 *
 * What is logged in between belongs to the run, on other threads that it has work for too. Within another run it is a
 * run of its own; afterwards the other goes on. To be closed by the thread that opened it, as try-with-resources does.
 * Without the agent it does nothing.
 */
@SuppressWarnings("UnusedVariable") // The agent's code reads them.
public final class TaskScope implements AutoCloseable {
    private final @Nullable Object run;

    private TaskScope(@Nullable Object run) {
        this.run = run;
    }

    /**
     * Begins a run.
     *
     * @param task its task's name, the same for all runs: what differs from one to the next belongs into the lines
     */
    public static TaskScope open(String task) {
        return new TaskScope(begin(task));
    }

    /** Says that the run has failed; the exception that leaves a try-with-resources is seen by nobody but its caller. */
    public void failed(Throwable failure) {
        fail(run, failure);
    }

    /** Ends the run. Closing it again does nothing. */
    @Override
    public void close() {
        end(run);
    }

    // What follows is where the agent, if there is one, puts its own code.

    private static @Nullable Object begin(String task) {
        return null;
    }

    private static void fail(@Nullable Object run, Throwable failure) {}

    private static void end(@Nullable Object run) {}
}
