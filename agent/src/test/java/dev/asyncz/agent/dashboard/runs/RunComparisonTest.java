package dev.asyncz.agent.dashboard.runs;

import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.runs.RunComparison.TemplateChange;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
    private final List<LogEntry> before = List.of(
            line(LogLevel.INFO, "order 1 accepted", "before"),
            line(LogLevel.INFO, "order 2 accepted", "before"),
            line(LogLevel.INFO, "begin", "before"),
            line(LogLevel.INFO, "done", "before"),
            line(LogLevel.WARN, "slow disk", "before"));
    private final List<LogEntry> now = List.of(
            line(LogLevel.INFO, "begin", "now"),
            line(LogLevel.INFO, "order 3 accepted", "now"),
            line(LogLevel.INFO, "trying\nagain", "now"),
            line(LogLevel.ERROR, "disk full", "now"));

    @Test
    void should_tell_what_is_new_gone_and_otherwise_as_often_the_severe_first() {
        RunComparison changes = RunComparison.between(now, before, against(), null);

        assertEquals(List.of("disk full", "trying again"), examples(changes.fresh()));
        assertEquals(List.of("slow disk", "done"), examples(changes.gone()));
        assertEquals(List.of("order # accepted"), examples(changes.other()));
        assertEquals(1, changes.same());
        assertTrue(changes.anyFresh() && changes.anyGone() && changes.anyOther() && !changes.nothing());
    }

    @Test
    void should_count_the_lines_of_both() {
        TemplateChange orders =
                RunComparison.between(now, before, against(), null).other().get(0);

        assertEquals(2, orders.was());
        assertEquals(1, orders.is());
        assertFalse(orders.more());
        assertEquals("info", orders.levelClass());
        TemplateChange reversed =
                RunComparison.between(before, now, against(), null).other().get(0);
        assertTrue(reversed.more());
    }

    @Test
    void should_lead_to_the_first_line_on_the_page_of_its_run() {
        RunComparison changes = RunComparison.between(now, before, against(), null);

        assertEquals("#e" + now.get(3).id(), changes.fresh().get(0).link());
        assertEquals(
                "/dashboard/runs/before#e" + before.get(4).id(),
                changes.gone().get(0).link());
        assertEquals("#e" + now.get(1).id(), changes.other().get(0).link());
    }

    @Test
    void should_find_nothing_changed_where_nothing_is() {
        RunComparison changes = RunComparison.between(now, now, against(), "1,000");

        assertTrue(changes.nothing());
        assertFalse(changes.anyFresh() || changes.anyGone() || changes.anyOther());
        assertEquals(4, changes.same());
        assertEquals("1,000", changes.cut());
    }

    private static LogEntry line(LogLevel level, String message, String run) {
        return Samples.entry(level, message, "a.Task", run);
    }

    private static RunView against() {
        return new RunView(SampleRuns.ok(1, 1), false, NOW);
    }

    private static List<String> examples(List<TemplateChange> changes) {
        return changes.stream().map(TemplateChange::example).toList();
    }
}
