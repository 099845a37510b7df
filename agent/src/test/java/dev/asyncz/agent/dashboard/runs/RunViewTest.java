package dev.asyncz.agent.dashboard.runs;

import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOW;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.ok;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunViewTest {
    @Test
    void should_say_how_long_a_run_took_or_takes_so_far() {
        assertEquals("100 ms", view(ok(1, 100)).duration());
        assertEquals("1 min so far", view(run(1, Outcome.RUNNING, 0)).duration());
        assertEquals("—", view(run(1, Outcome.CUT_SHORT, 0)).duration());
    }

    @Test
    void should_say_how_many_lines_it_wrote_and_how_many_of_them_are_severe() {
        assertEquals(
                "1,204 lines, 1 error, 3 warnings",
                view(lines(new LineCounts(0, 0, 1_200, 3, 1))).lines());
        assertEquals("1 line", view(lines(new LineCounts(1, 0, 0, 0, 0))).lines());
        assertEquals(
                "2 lines, 2 warnings",
                view(lines(new LineCounts(0, 0, 0, 2, 0))).lines());
    }

    @Test
    void should_say_where_it_ran_where_there_is_more_than_one_node() {
        RunFacts run = SampleRuns.with(ok(1, 1), "one", LineCounts.NONE, List.of());

        assertEquals("one", new RunView(run, true, NOW).node());
        assertNull(new RunView(run, false, NOW).node());
        assertNull(new RunView(ok(1, 1), true, NOW).node(), "a host without a name");
    }

    @Test
    void should_say_all_of_it_in_a_line() {
        assertEquals("11:58:30 UTC, 100 ms, OK", view(ok(1.5, 100)).title());
        assertEquals(
                "java.io.IOException: disk full",
                view(run(1, Outcome.FAILED, 1)).failure());
        assertNull(view(ok(1, 1)).failure());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-04T00:00:00Z, 00:00:00, 12 h ago",
        "2026-03-03T23:59:59Z, 2026-03-03 23:59:59, 12 h ago",
        "2026-03-04T12:00:30Z, 12:00:30, in 30 s",
        "2026-03-01T12:00:00Z, 2026-03-01 12:00:00, 3 d ago"
    })
    void should_say_the_day_of_what_was_not_today(Instant time, String clock, String relative) {
        Moment moment = Moment.of(time, NOW);

        assertEquals(clock, moment.clock());
        assertEquals(relative, moment.relative());
    }

    private static RunFacts lines(LineCounts lines) {
        return SampleRuns.with(ok(1, 1), "", lines, List.of());
    }

    private static RunView view(RunFacts run) {
        return new RunView(run, false, NOW);
    }
}
