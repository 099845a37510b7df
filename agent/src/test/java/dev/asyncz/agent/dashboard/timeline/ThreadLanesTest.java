package dev.asyncz.agent.dashboard.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.dashboard.timeline.ThreadLanes.Step;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The threads of a run, drawn by its lines. */
class ThreadLanesTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");
    private static final PageTime NOW = new PageTime(START.plusSeconds(3_600), TimeStyle.UTC);
    private static final RunFacts RUN = new RunFacts(
            "run", "task", "", START, Duration.ofSeconds(10), Outcome.OK, null, null, List.of(), LineCounts.NONE);

    private final List<LogEntry> lines = new ArrayList<>();

    @Test
    void should_draw_nothing_when_one_thread_worked() {
        line("main", 0, LogLevel.INFO);
        line("main", 9_000, LogLevel.INFO);

        assertNull(ThreadLanes.of(RUN, lines, NOW));
        assertNull(ThreadLanes.of(RUN, List.of(), NOW));
    }

    @Test
    void should_draw_a_step_for_each_time_that_a_thread_took_over() {
        line("scheduler", 0, LogLevel.INFO);
        line("scheduler", 1_000, LogLevel.INFO);
        line("worker", 2_000, LogLevel.INFO);
        line("worker", 5_000, LogLevel.ERROR);
        line("scheduler", 9_000, LogLevel.WARN);
        ThreadLanes drawn = ThreadLanes.of(RUN, lines, NOW);

        assertNotNull(drawn);
        assertEquals("10.0 s", drawn.took());
        assertEquals(
                List.of("scheduler: 3 lines in 2 steps", "worker: 2 lines in 1 step"),
                drawn.lanes().stream().map(ThreadLanes.ThreadLane::label).toList());
        assertEquals(List.of("0 10 ok", "90 0.4 errors"), steps(drawn, 0));
        assertEquals(List.of("20 30 failed"), steps(drawn, 1));
        assertEquals(
                "after 2.00 s: 2 lines in 3.00 s, up to ERROR",
                drawn.lanes().get(1).steps().get(0).title());
        assertEquals(
                lines.get(2).id().toString(),
                drawn.lanes().get(1).steps().get(0).first());
    }

    @Test
    void should_draw_threads_that_take_turns_quickly_as_working_at_once() {
        for (int i = 0; i < 50; i++) {
            line(i % 2 == 0 ? "a" : "b", 100 * i, LogLevel.INFO);
        }
        ThreadLanes drawn = ThreadLanes.of(RUN, lines, NOW);

        assertNotNull(drawn);
        assertEquals(
                List.of(25, 25),
                drawn.lanes().stream().map(lane -> lane.steps().size()).toList());
        lines.clear();
        for (int i = 0; i < 100; i++) {
            line(i % 2 == 0 ? "a" : "b", 50 * i, LogLevel.INFO);
        }
        ThreadLanes quick = ThreadLanes.of(RUN, lines, NOW);
        assertNotNull(quick);
        assertEquals(
                List.of(1, 1),
                quick.lanes().stream().map(lane -> lane.steps().size()).toList());
    }

    private static List<String> steps(ThreadLanes drawn, int lane) {
        return drawn.lanes().get(lane).steps().stream()
                .map(ThreadLanesTest::text)
                .toList();
    }

    private static String text(Step step) {
        return step.x() + " " + step.width() + " " + step.kind();
    }

    private void line(String thread, long after, LogLevel level) {
        Instant at = START.plusMillis(after);
        lines.add(new LogEntry(
                new TimeOrderedIds(at::toEpochMilli).next(),
                at,
                level,
                "m",
                "l",
                "task",
                "run",
                Map.of("thread", thread)));
    }
}
