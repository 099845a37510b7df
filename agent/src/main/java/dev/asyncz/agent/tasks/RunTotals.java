package dev.asyncz.agent.tasks;

import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Figures of a task's runs since the start of the process, at one moment.
 *
 * @param outcomes how many runs have ended so
 * @param within how many took no longer than each of {@link #BUCKETS}, and how many there are; each includes the one
 *     before
 * @param took how long all of them took
 * @param lines how many lines those that have ended had written by their end
 */
public record RunTotals(Map<Outcome, Long> outcomes, List<Long> within, Duration took, Map<LogLevel, Long> lines) {

    /** From a millisecond to an hour. */
    public static final List<Duration> BUCKETS =
            Arrays.stream(TaskTotals.BOUNDS).mapToObj(Duration::ofNanos).toList();
}
