package dev.asyncz.agent.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final Pulse pulse = new Pulse();
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-05-01T02:00:00Z");

    @Test
    void should_tell_beginning_and_end_of_each_run_of_a_task_that_runs_seldom() {
        look(run(1, Outcome.RUNNING));
        look(run(1, Outcome.RUNNING));
        look(run(1, Outcome.OK));
        look(run(1, Outcome.OK));
        look(run(2, Outcome.FAILED), run(1, Outcome.OK));

        assertEquals(List.of("start 1", "ok 1", "start 2", "failed 2"), told);
    }

    @Test
    void should_tell_the_end_of_a_run_that_ends_after_a_later_one_has_begun() {
        look(run(1, Outcome.RUNNING));
        look(run(2, Outcome.RUNNING), run(1, Outcome.RUNNING));
        look(run(2, Outcome.RUNNING), run(1, Outcome.FAILED));

        assertEquals(List.of("start 1", "start 2", "failed 1"), told);
    }

    @Test
    void should_tell_one_end_in_ten_seconds_of_a_task_that_runs_every_second_and_rather_a_failure() {
        List<RunFacts> runs = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            Outcome outcome = i == 15 ? Outcome.FAILED : Outcome.OK;
            runs.add(0, Runs.run("often", i, Duration.ofSeconds(1), outcome));
            look(runs.toArray(RunFacts[]::new));
        }

        // The very first is not known to be one of many.
        assertEquals(List.of("start 1", "ok 1", "ok 11", "failed 15"), told);
    }

    private static RunFacts run(int number, Outcome outcome) {
        return Runs.run("seldom", number, outcome);
    }

    private void look(RunFacts... runs) {
        pulse.beat(List.of(runs), now)
                .forEach(beat -> told.add(
                        (beat.isStart() ? "start" : beat.run().outcome().key()) + " "
                                + Integer.parseInt(beat.run().id().substring(24))));
        now = now.plusSeconds(1);
    }
}
