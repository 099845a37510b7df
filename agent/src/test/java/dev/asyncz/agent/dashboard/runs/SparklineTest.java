package dev.asyncz.agent.dashboard.runs;

import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOW;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.ok;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.runs.Sparkline.RunBar;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
    @Test
    void should_draw_bars_as_high_as_runs_took_long_the_newest_at_the_right() {
        RunFacts here = ok(2, 100);
        RunFacts other = ok(1, 200);
        Sparkline line = Sparkline.of(List.of(other, here), here.id(), NOW);
        String link = "/dashboard/runs/" + here.id() + "/compare/" + other.id();

        assertTrue(line.any());
        assertEquals(
                List.of(
                        new RunBar("ok", "11:58:00 UTC, 100 ms, OK", 225, 12, 14, null, null, true),
                        new RunBar("ok", "11:59:00 UTC, 200 ms, OK", 233, 1, 25, null, link, false)),
                line.bars());
    }

    @Test
    void should_mark_each_outcome_but_a_plain_ok() {
        List<RunFacts> runs = List.of(
                run(1, Outcome.RUNNING, 0),
                run(2, Outcome.CUT_SHORT, 0),
                run(3, Outcome.FAILED, 10),
                run(4, Outcome.ERRORS, 10),
                ok(5, 10));

        assertEquals(
                Arrays.asList(
                        null, "M212 29v2.5m0 1.5v1", "M217 29l5 5m0 -5l-5 5", "M225 31.5h6", "M234 29l4 2.5l-4 2.5z"),
                Sparkline.of(runs, null, NOW).bars().stream().map(RunBar::mark).toList());
    }

    @Test
    void should_let_a_run_under_way_grow_and_draw_one_that_was_cut_short_as_low_as_can_be() {
        List<RunFacts> runs = List.of(run(1, Outcome.RUNNING, 0), run(2, Outcome.CUT_SHORT, 0), ok(3, 30_000));

        assertEquals(
                List.of(14, 3, 25),
                Sparkline.of(runs, null, NOW).bars().stream()
                        .map(RunBar::height)
                        .toList());
    }

    @Test
    void should_draw_the_last_thirty_alone() {
        Sparkline line = Sparkline.of(SampleRuns.row(31, 0), null, NOW);

        assertEquals(30, line.bars().size());
        assertEquals(1, line.bars().get(0).x());
        assertEquals(3, line.bars().get(0).height());
        assertTrue(line.label().startsWith("Last 30 runs: 30 OK"), line.label());
    }

    @Test
    void should_say_what_it_shows() {
        List<RunFacts> runs = List.of(run(1, Outcome.FAILED, 5), ok(2, 100), ok(3, 100), run(4, Outcome.ERRORS, 100));

        assertEquals(
                "Last 4 runs: 2 OK, 1 OK with errors, 1 failed, half of them within 100 ms",
                Sparkline.of(runs, null, NOW).label());
        Sparkline none = Sparkline.of(List.of(), null, NOW);
        assertEquals("No run yet", none.label());
        assertFalse(none.any());
    }
}
