package dev.asyncz.agent.signs.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a run is said to hang, and when to outlast its period. */
class HungTest extends TaskOnNodes {
    @Test
    void should_say_that_a_run_hangs_past_two_of_its_times() {
        schedule = "every 12 s";
        run("", now.minusSeconds(35), null, Outcome.RUNNING);
        assertEquals(List.of(Kind.HUNG), kinds());
        assertEquals("It has been running for 35.0 s, past two of its times (every 12 s)", only().sentence());

        runs.clear();
        run("", now.minusSeconds(33), null, Outcome.RUNNING);
        assertEquals(List.of(), kinds());
    }

    @Test
    void should_say_that_a_run_hangs_rather_than_that_it_is_slow_and_before_what_fails() {
        schedule = "2 s after each run";
        for (int i = 1; i <= 10; i++) {
            run("", now.minusSeconds(600L + 10 * i), 4_000, Outcome.OK);
        }
        run("", now.minusSeconds(71), null, Outcome.RUNNING);
        assertEquals(List.of(Kind.SLOW), kinds());

        runs.clear();
        for (int i = 1; i <= 10; i++) {
            run("", now.minusSeconds(600L + 10 * i), 4_000, Outcome.OK);
        }
        run("", now.minusSeconds(73), null, Outcome.RUNNING);
        assertEquals(List.of(Kind.HUNG), kinds());
        assertTrue(Kind.HUNG.compareTo(Kind.FAILING) < 0);
        assertEquals(Kind.Severity.ERROR, Kind.HUNG.severity());
    }

    @Test
    void should_say_that_a_job_outlasts_its_period_rather_than_that_it_hangs() {
        schedule = "every 5 s";
        for (int i = 0; i < 6; i++) {
            run("", now.minusSeconds(120L - 7L * i), 7_000, Outcome.OK);
        }
        run("", now.minusSeconds(20), null, Outcome.RUNNING);

        assertEquals(List.of(Kind.OUTLASTING), kinds());
        assertTrue(only().sentence().startsWith("6 of its last 6 runs took longer than the 5.00 s"), only()::sentence);
    }

    @Test
    void should_not_call_it_outlasting_that_two_of_ten_runs_did() {
        schedule = "every 5 s";
        for (int i = 0; i < 10; i++) {
            run("", now.minusSeconds(120L - 7L * i), i < 2 ? 7_000 : 10, Outcome.OK);
        }

        assertEquals(List.of(), kinds());
    }
}
