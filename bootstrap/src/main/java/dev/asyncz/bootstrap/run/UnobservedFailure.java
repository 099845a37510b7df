package dev.asyncz.bootstrap.run;

import dev.asyncz.bootstrap.BoundedName;
import dev.asyncz.bootstrap.TaskKeys;
import org.jspecify.annotations.Nullable;

/**
 * An exception that nobody but a scheduler or a Future has seen.
 *
 * @param task the task whose work failed
 * @param runId the run that it belonged to; null for what went on after that
 * @param failure null if it is gone, as the heap was nearly full
 * @param type the class of the exception
 * @param atMillis epoch milliseconds of the failure
 * @param thread the name of the thread that it happened on
 */
public record UnobservedFailure(
        String task,
        @Nullable String runId,
        @Nullable Throwable failure,
        String type,
        Consequence consequence,
        long atMillis,
        String thread) {

    /** What has just happened on this thread. */
    public static UnobservedFailure now(Run run, Throwable failure, Consequence consequence) {
        return new UnobservedFailure(
                run.task(),
                run.context().get(TaskKeys.RUN_ID),
                failure,
                failure.getClass().getName(),
                consequence,
                System.currentTimeMillis(),
                BoundedName.of(Thread.currentThread().getName()));
    }

    public UnobservedFailure with(@Nullable Throwable other) {
        return new UnobservedFailure(task, runId, other, type, consequence, atMillis, thread);
    }
}
