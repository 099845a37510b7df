package dev.asyncz.agent.tasks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run.
 *
 * @param id its run_id
 * @param started when it began
 * @param duration how long it took; null while it runs
 * @param outcome how it ended
 * @param failure the exception's first line; null unless it failed
 */
public record RunFacts(
        String id,
        Instant started,
        @Nullable Duration duration,
        Outcome outcome,
        @Nullable String failure) {

    /** How a run ended, if it has. */
    public enum Outcome {
        RUNNING,
        OK,
        FAILED
    }
}
