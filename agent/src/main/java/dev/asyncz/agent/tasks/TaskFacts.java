package dev.asyncz.agent.tasks;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one task.
 *
 * @param id its task_id
 * @param scheduler who runs it
 * @param runs how often it has begun
 * @param failures how many of its runs failed
 * @param running how many runs are under way
 * @param lastRun the run that began last; null only before the first
 * @param death why its scheduler will never run it again, as the second half of a sentence; null while it may
 */
public record TaskFacts(
        String id,
        String scheduler,
        long runs,
        long failures,
        long running,
        @Nullable RunFacts lastRun,
        @Nullable String death) {}
