package dev.asyncz.agent.dashboard.runs;

import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOW;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.ok;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.runs.RunDetails.LevelCount;
import dev.asyncz.agent.dashboard.runs.RunPage.RunSteps;
import dev.asyncz.agent.dashboard.runs.RunPage.RunTitle;
import dev.asyncz.agent.dashboard.runs.Sparkline.RunBar;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunDetailsTest {
    @Test
    void should_compare_its_duration_with_that_of_the_others() {
        assertEquals("2.5 × the median of 100 ms; p95 100 ms", compared(ok(0, 250), 8));
        assertEquals("10 × the median of 100 ms; p95 100 ms", compared(ok(0, 1_000), 8));
        assertEquals("600 × the median of 100 ms; p95 100 ms", compared(run(1, Outcome.RUNNING, 0), 8), "so far");
    }

    @Test
    void should_compare_nothing_where_that_says_nothing() {
        assertNull(compared(ok(0, 250), 7), "too few others");
        assertNull(compared(run(0, Outcome.CUT_SHORT, 0), 8), "nobody knows how long it took");
    }

    @Test
    void should_say_when_it_ended_if_it_has() {
        assertEquals(
                "11:59:30",
                Objects.requireNonNull(details(ok(1, 30_000)).ended()).clock());
        assertNull(details(run(1, Outcome.RUNNING, 0)).ended());
    }

    @Test
    void should_count_lines_by_level_the_severe_ones_first() {
        RunFacts run = SampleRuns.with(ok(1, 1), "", new LineCounts(0, 2, 1_200, 3, 1), List.of());

        assertEquals(
                List.of(
                        new LevelCount("ERROR", "1"),
                        new LevelCount("WARN", "3"),
                        new LevelCount("INFO", "1,200"),
                        new LevelCount("DEBUG", "2")),
                details(run).counts());
        assertEquals("error", details(run).counts().get(0).levelClass());
        assertFalse(details(run).anyThreads());
    }

    @Test
    void should_name_its_threads_of_which_a_virtual_one_has_no_name() {
        RunDetails details = details(SampleRuns.with(ok(1, 1), "", LineCounts.NONE, List.of("main", "", "a\u202Eb")));

        assertEquals(List.of("main", "a virtual thread", "a⟨U+202E⟩b"), details.threads());
        assertTrue(details.anyThreads());
    }

    @Test
    void should_show_it_in_the_middle_where_it_is_older_than_the_last_thirty() {
        List<RunFacts> runs = SampleRuns.row(60, 10);

        assertEquals(29, place(runs, 0));
        assertEquals(14, place(runs, 40));
    }

    @Test
    void should_lead_to_the_runs_before_and_after_it() {
        List<RunFacts> runs = SampleRuns.row(3, 10);

        RunSteps middle = RunSteps.around(runs, 1, NOW);
        assertEquals(runs.get(2).id(), Objects.requireNonNull(middle.previous()).id());
        assertEquals(
                runs.get(0).id(), Objects.requireNonNull(middle.following()).id());
        assertNull(RunSteps.around(runs, 0, NOW).following());
        assertNull(RunSteps.around(runs, 2, NOW).previous());
        assertNotNull(RunSteps.around(runs, 0, NOW).previous());
        assertEquals(new RunSteps(null, null), RunSteps.around(runs, -1, NOW));
    }

    @Test
    void should_show_what_tells_its_id_apart() {
        assertEquals("90abcdef", RunTitle.of("0193-1234567890abcdef", null).tail());
        assertEquals("short", RunTitle.of("short", null).tail());
        assertEquals(
                "a.Task",
                Objects.requireNonNull(RunTitle.of("x", "a.Task").name()).whole());
    }

    /** Where its bar is among the others. */
    private static int place(List<RunFacts> runs, int at) {
        List<RunBar> bars = new RunDetails(runs.get(at), runs, at, view(runs.get(at)), List.of())
                .sparkline()
                .bars();
        return bars.stream().map(RunBar::here).toList().indexOf(true);
    }

    private static @Nullable String compared(RunFacts run, int others) {
        List<RunFacts> around = new ArrayList<>(List.of(run));
        around.addAll(SampleRuns.row(others, 100));
        return new RunDetails(run, around, 0, view(run), List.of()).compared();
    }

    private static RunDetails details(RunFacts run) {
        return new RunDetails(run, List.of(run), 0, view(run), List.of());
    }

    private static RunView view(RunFacts run) {
        return new RunView(run, false, NOW);
    }
}
