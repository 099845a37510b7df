package dev.asyncz.agent.dashboard.runs.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.runs.history.LogShape.Kind;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogShapeTest {
    private final List<LogEntry> lines = new ArrayList<>();

    @Test
    void should_count_kinds_of_lines_and_put_first_what_only_the_newest_tenth_of_the_runs_wrote() {
        for (int i = 10; i < 30; i++) {
            say("run " + i, "begin");
            say("run " + i, "order " + i + " read");
            say("run " + i, "order " + i + " sent");
        }
        say("run 27", "seen before");
        say("run 28", "disk full");
        say("run 29", "disk full");
        say("run 29", "seen before");
        LogShape shape = shape();

        assertEquals(List.of(64, 20, 2), List.of(shape.lines(), shape.runs(), shape.recent()));
        List<String> kinds = shape.kinds().stream().map(LogShapeTest::words).toList();
        assertEquals("disk full 2 true", kinds.get(0));
        assertEquals(
                Set.of("begin 20 false", "order # read 20 false", "order # sent 20 false"),
                Set.copyOf(kinds.subList(1, 4)));
        assertEquals("seen before 2 false", kinds.get(4));
        ShapeView view = ShapeView.of(shape);
        assertNotNull(view);
        assertEquals("New is what only its last 2 runs wrote.", view.rule());
        assertNull(view.rest());
    }

    @Test
    void should_call_nothing_new_where_there_are_too_few_runs_and_show_nothing_of_no_lines() {
        say("1", "begin");
        say("2", "disk full");
        ShapeView view = ShapeView.of(shape());

        assertNotNull(view);
        assertNull(view.rule());
        assertEquals(0, shape().kinds().stream().filter(Kind::fresh).count());
        assertNull(ShapeView.of(LogShape.of(List.of())));
    }

    private LogShape shape() {
        List<LogEntry> newestFirst = new ArrayList<>(lines);
        Collections.reverse(newestFirst);
        return LogShape.of(newestFirst);
    }

    private void say(String run, String message) {
        lines.add(Samples.entry(LogLevel.INFO, message, "a", run));
    }

    private static String words(Kind kind) {
        return kind.template().text() + " " + kind.count() + " " + kind.fresh();
    }
}
