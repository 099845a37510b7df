package dev.asyncz.agent.tasks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one task.
 *
 * @param id its task_id
 * @param scheduler who runs it
 * @param schedule when it runs, in words ({@code every 5 s}, {@code cron 0 0 3 * * *}, {@code once}); null if unknown
 * @param nextRun when it runs next; null if unknown, or if it is over
 * @param source the class, the method or the place in the code that it comes from; null if unknown
 * @param infrastructure whether it is housekeeping of a library rather than the application's
 * @param runs how often it has begun; runs that a lock skipped are none
 * @param failures how many of its runs failed
 * @param running how many runs are under way
 * @param lastRun the run that began last; null only before the first
 * @param death why its scheduler will never run it again, as the second half of a sentence; null while it may
 */
public record TaskFacts(
        String id,
        String scheduler,
        @Nullable String schedule,
        @Nullable Instant nextRun,
        @Nullable String source,
        boolean infrastructure,
        long runs,
        long failures,
        long running,
        @Nullable RunFacts lastRun,
        @Nullable String death) {

    /** The same, to run next at another time. */
    public TaskFacts dueAt(@Nullable Instant next) {
        return new TaskFacts(
                id, scheduler, schedule, next, source, infrastructure, runs, failures, running, lastRun, death);
    }
}
