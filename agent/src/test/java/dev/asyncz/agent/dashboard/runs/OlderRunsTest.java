package dev.asyncz.agent.dashboard.runs;

import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOW;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.ok;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.run;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.tasks.history.RunJournal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OlderRunsTest {
    private final RunHistory inMemory = new RunHistory(new TaskRegistry());
    private final RunHistory kept = new RunHistory(
            new TaskRegistry(), new RunJournal(() -> "one"), Samples.ring(List.of()), false, () -> "one");

    @Test
    void should_say_nothing_where_all_runs_are_shown() {
        OlderRuns all = OlderRuns.last(inMemory, task("a", SampleRuns.row(3, 10)), NOW);

        assertFalse(all.before());
        assertEquals(3, all.shown().size());
        assertNull(all.link());
        assertNull(all.bounds());
        assertEquals(new OlderRuns(false, List.of(), null, null), OlderRuns.last(inMemory, null, NOW));
        assertEquals(new OlderRuns(false, List.of(), null, null), OlderRuns.last(kept, task("a", List.of()), NOW));
    }

    @Test
    void should_say_how_far_back_runs_in_memory_go() {
        OlderRuns some = OlderRuns.last(inMemory, task("a", SampleRuns.row(100, 10), 1_300, null), NOW);

        String bounds = Objects.requireNonNull(some.bounds());
        assertTrue(bounds.startsWith("These are the runs since 10:20:00 UTC, of 1,300 since the start"), bounds);
        assertNull(some.link());
    }

    @Test
    void should_not_count_the_last_good_run_that_is_older_than_the_others_by_far() {
        RunFacts failed = run(3, Outcome.FAILED, 1);
        List<RunFacts> runs = List.of(run(2, Outcome.FAILED, 1), failed, ok(600, 1));

        String bounds = Objects.requireNonNull(
                OlderRuns.last(inMemory, task("a", runs, 1_300, null), NOW).bounds());
        assertTrue(bounds.startsWith("These are the runs since 11:57:00 UTC"), bounds);
    }

    @Test
    void should_take_the_oldest_for_one_of_the_row_where_others_were_good() {
        List<RunFacts> runs = List.of(ok(2, 1), run(3, Outcome.FAILED, 1), ok(4, 1));

        String bounds = Objects.requireNonNull(
                OlderRuns.last(inMemory, task("a", runs, 1_300, null), NOW).bounds());
        assertTrue(bounds.startsWith("These are the runs since 11:56:00 UTC"), bounds);
    }

    @Test
    void should_lead_to_older_ones_where_a_storage_may_have_them() {
        List<RunFacts> runs = SampleRuns.row(30, 1);

        assertEquals(
                "/dashboard/tasks/a?before=" + runs.get(29).id(),
                OlderRuns.last(kept, task("a", runs), NOW).link());
        assertNull(OlderRuns.last(kept, task("a", SampleRuns.row(29, 1)), NOW).link());
        assertNull(OlderRuns.last(kept, task("a", runs, 1_300, null), NOW).bounds());
    }

    @Test
    void should_lead_no_further_once_a_page_is_not_full() {
        OlderRuns none = OlderRuns.before(kept, "a", ok(1, 1).id());

        assertTrue(none.before());
        assertEquals(List.of(), none.shown());
        assertNull(none.link());
    }
}
