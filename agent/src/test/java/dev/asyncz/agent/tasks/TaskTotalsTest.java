package dev.asyncz.agent.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskTotals.RunTotals;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTotalsTest {
    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final TaskRegistry registry = listening.registry;

    @Test
    void should_count_lines_as_they_come_while_their_run_is_under_way() {
        Object begun = RunScope.begin("Timer", "a");
        say(LogLevel.INFO);
        say(LogLevel.WARN);
        say(LogLevel.INFO);

        assertEquals(2, lines(LogLevel.INFO));
        assertEquals(1, lines(LogLevel.WARN));
        RunScope.end(begun);
        assertEquals(2, lines(LogLevel.INFO));
    }

    @Test
    void should_go_on_counting_lines_of_runs_that_are_not_kept_any_more() {
        int runs = 3 * TaskRegistry.MAX_RUNS;
        for (int i = 1; i <= runs; i++) {
            Object begun = RunScope.begin("Timer", "a");
            say(LogLevel.INFO);
            RunScope.end(begun);

            assertEquals(i, lines(LogLevel.INFO));
        }
    }

    @Test
    void should_count_how_runs_ended_and_how_long_they_took() {
        run(null);
        run(null);
        run(new IllegalStateException());
        Object begun = RunScope.begin("Timer", "a");
        say(LogLevel.ERROR);
        RunScope.end(begun);

        RunTotals totals = Objects.requireNonNull(registry.totals("a"));
        assertEquals(2, totals.outcomes().get(Outcome.OK));
        assertEquals(1, totals.outcomes().get(Outcome.FAILED));
        assertEquals(1, totals.outcomes().get(Outcome.ERRORS));
        assertEquals(0, totals.outcomes().get(Outcome.RUNNING));
        List<Long> within = totals.within();
        assertEquals(RunTotals.BUCKETS.size() + 1, within.size());
        assertEquals(4, within.get(within.size() - 1), "each includes the one before");
        assertEquals(within.stream().sorted().toList(), within);
        assertTrue(totals.took().toNanos() > 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1000000, 0", "1000001, 1", "3600000000000, 13", "3600000000001, 14"})
    void should_put_a_run_into_the_first_bucket_that_it_took_no_longer_than(long nanos, int bucket) {
        assertEquals(bucket, TaskTotals.bucket(nanos));
    }

    private static void run(@Nullable Throwable failure) {
        Object begun = RunScope.begin("Timer", "a");
        RunScope.failed(failure);
        RunScope.end(begun);
    }

    private void say(LogLevel level) {
        Run run = Objects.requireNonNull(RunScope.current());
        registry.line(run.id(), ALine.of(level));
    }

    private long lines(LogLevel level) {
        return Objects.requireNonNull(registry.totals("a")).lines().getOrDefault(level, 0L);
    }
}
