package dev.asyncz.agent.dashboard.runs.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.dashboard.runs.history.PastView.DayRow;
import dev.asyncz.agent.dashboard.runs.history.PastView.HourCell;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.tasks.history.RunJournal;
import dev.asyncz.agent.tasks.history.WrittenRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastViewTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    private final RingStorage kept = new RingStorage(10_000, 64 << 20);

    @Test
    void should_show_outcomes_by_day_and_hour_also_of_days_without_runs() {
        ran("2026-03-28T23:59:59Z", Outcome.OK, 10);
        ran("2026-03-30T03:00:00Z", Outcome.OK, 100);
        ran("2026-03-30T03:10:00Z", Outcome.FAILED, 1);
        ran("2026-03-30T03:20:00Z", Outcome.ERRORS, 300);
        ran("2026-03-30T04:20:00Z", Outcome.ERRORS, 300);
        PastView view = view(TimeStyle.UTC);

        assertEquals("5 runs since 2026-03-28", view.covered());
        assertEquals(
                List.of("Mon 30 Mar", "Sun 29 Mar", "Sat 28 Mar"),
                view.days().stream()
                        .map(day -> day.weekday() + " " + day.name())
                        .toList());
        DayRow monday = view.days().get(0);
        HourCell three = monday.cells().get(3);
        assertEquals("1 failed, 1 with errors, 1 OK", three.words());
        assertEquals(List.of("failed", "1"), List.of(three.key(), three.sign()));
        assertTrue(
                String.valueOf(three.link()).endsWith("since=2026-03-30T03%3A00%3A00Z&until=2026-03-30T04%3A00%3A00Z"));
        assertEquals("!", monday.cells().get(4).sign());
        assertEquals(List.of("4", "1", "300 ms", "300 ms"), figures(monday));
        assertEquals(
                List.of("100.0", "3.3"),
                List.of(monday.p95Width(), view.days().get(2).p95Width()));
        HourCell last = view.days().get(2).cells().get(23);
        assertEquals("·", last.sign());
        assertNull(last.link());
        assertTrue(view.days().get(1).cells().stream().noneMatch(HourCell::any));
        assertNull(view.change());
        assertNull(view.cut());
    }

    @Test
    void should_go_by_the_readers_clock() {
        ran("2026-03-28T23:30:00Z", Outcome.OK, 10);
        ran("2026-03-28T23:40:00Z", Outcome.OK, 10);
        PastView view = view(TimeStyle.of("Europe/Berlin"));

        assertEquals("29 Mar", view.days().get(0).name());
        assertTrue(view.days().get(0).cells().get(0).any());
    }

    @Test
    void should_tell_since_when_it_is_slower_on_which_day_and_by_which_threshold() {
        Instant start = NOW.minus(Duration.ofDays(20));
        for (int i = 0; i < 60; i++) {
            ran(start.plus(Duration.ofHours(8L * i)).toString(), Outcome.OK, i < 40 ? 100 : 350);
        }
        PastView view = view(TimeStyle.UTC);
        PastView.ChangeView change = view.change();

        assertNotNull(change);
        assertEquals(
                List.of("Slower", "100 ms", "350 ms", "3.5"),
                List.of(change.word(), change.before(), change.after(), change.times()));
        assertTrue(change.threshold().contains("1.3 × and 10 ms apart"), change.threshold());
        List<DayRow> turned = view.days().stream().filter(DayRow::turn).toList();
        assertEquals(1, turned.size());
        assertEquals(start.plus(Duration.ofHours(320)), change.change().first().started());
    }

    @Test
    void should_show_a_month_at_most_and_say_that_it_looks_at_the_newest_runs_alone() {
        for (int i = 2_300; i >= 0; i--) {
            ran(NOW.minus(Duration.ofHours(i)).toString(), Outcome.OK, 10);
        }
        PastView view = view(TimeStyle.UTC);

        assertEquals(31, view.days().size());
        assertEquals("Of a task that runs so often the newest runs alone are looked at.", view.cut());
    }

    @Test
    void should_show_nothing_of_a_task_that_has_run_once() {
        ran("2026-03-28T23:30:00Z", Outcome.OK, 10);

        assertNull(PastView.of("a", TaskPast.of(task(), history(), null), new PageTime(NOW, TimeStyle.UTC)));
    }

    private static List<String> figures(DayRow day) {
        return List.of(day.runs(), day.failed(), day.median(), day.p95());
    }

    private PastView view(TimeStyle style) {
        PastView view = PastView.of("a", TaskPast.of(task(), history(), null), new PageTime(NOW, style));
        assertNotNull(view);
        return view;
    }

    private TaskHistory task() {
        TaskHistory task = history().task("a");
        assertNotNull(task);
        return task;
    }

    private RunHistory history() {
        return new RunHistory(new TaskRegistry(), new RunJournal(() -> "two"), kept, false, () -> "two");
    }

    private void ran(String started, Outcome outcome, long millis) {
        RunFacts run = WrittenRuns.run("a", "one", Instant.parse(started), outcome, millis);
        WrittenRuns.write(kept, run);
    }
}
