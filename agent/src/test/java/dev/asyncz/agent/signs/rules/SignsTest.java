package dev.asyncz.agent.signs.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that runs every minute, for 100 ms, and writes four lines. */
class SignsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private final List<RunFacts> runs = new ArrayList<>();
    private String schedule = "every 1 min";
    private @Nullable Instant due = NOW.plusSeconds(10);
    private @Nullable String death;
    private boolean infrastructure;

    @Test
    void should_say_nothing_of_a_task_that_does_as_it_always_did() {
        plain(30);

        assertEquals(List.of(), kinds());
    }

    @Test
    void should_say_that_the_last_run_failed_whatever_the_history() {
        add(Outcome.FAILED, 100, 4);

        assertEquals(List.of(Kind.FAILING), kinds());
        assertEquals("Its last run failed: boom", signs().get(0).sentence());
    }

    @Test
    void should_say_that_a_task_fails_now_and_again() {
        plain(7);
        for (int i = 0; i < 3; i++) {
            add(Outcome.FAILED, 100, 4);
            add(Outcome.OK, 100, 4);
        }

        assertEquals(List.of(Kind.FAILING), kinds());
        assertTrue(signs().get(0).sentence().startsWith("3 of its last 10 runs failed"), signs()::toString);
    }

    @Test
    void should_say_that_a_task_died_rather_than_that_it_fails() {
        add(Outcome.FAILED, 100, 4);
        death = "nobody runs it again";
        due = NOW.minusSeconds(3_600);

        assertEquals(List.of(Kind.DIED), kinds());
    }

    @ParameterizedTest
    @CsvSource({"20, ''", "45, OVERDUE"})
    void should_say_that_a_task_is_overdue_half_its_period_after_its_time(int secondsLate, String kind) {
        plain(10);
        due = NOW.minusSeconds(secondsLate);

        assertEquals(kind.isEmpty() ? List.of() : List.of(Kind.valueOf(kind)), kinds());
    }

    @Test
    void should_not_call_a_task_overdue_that_runs_or_is_over() {
        plain(10);
        due = null;
        assertEquals(List.of(), kinds());
    }

    @Test
    void should_say_that_a_task_never_ran_that_was_to_run_once() {
        due = NOW.minusSeconds(3_600);
        schedule = "once";
        assertEquals(List.of(Kind.NEVER_RAN), kinds());
    }

    @ParameterizedTest
    @CsvSource({"7, 45, ''", "8, 20, ''", "8, 45, OVERDUE"})
    void should_compare_what_its_own_runs_schedule_with_its_usual_gap(int before, int secondsLate, String kind) {
        schedule = "again after each run";
        plain(before);
        due = NOW.minusSeconds(secondsLate);

        assertEquals(kind.isEmpty() ? List.of() : List.of(Kind.valueOf(kind)), kinds());
    }

    @ParameterizedTest
    @CsvSource({"150, ''", "190, ''", "210, SLOW", "9000, SLOW"})
    void should_say_that_a_run_was_slower_than_the_p95_by_a_fifth_and_100_ms(long millis, String kind) {
        plain(20);
        add(Outcome.OK, millis, 4);

        assertEquals(kind.isEmpty() ? List.of() : List.of(Kind.valueOf(kind)), kinds());
    }

    @Test
    void should_say_that_a_run_under_way_is_slow() {
        plain(20);
        runs.add(0, run(Outcome.RUNNING, NOW.minusSeconds(30), null, 1));

        assertEquals(List.of(Kind.SLOW), kinds());
        assertTrue(signs().get(0).sentence().startsWith("It has been running for 30"), signs()::toString);
    }

    @Test
    void should_go_on_saying_that_a_task_is_slow_while_its_next_run_has_just_begun() {
        plain(20);
        add(Outcome.OK, 9_000, 4);
        runs.add(0, run(Outcome.RUNNING, NOW.minusMillis(39), null, 0));

        assertEquals(List.of(Kind.SLOW), kinds());
        assertTrue(signs().get(0).sentence().startsWith("Its last run took 9.00 s"), signs()::toString);
    }

    @Test
    void should_say_nothing_of_a_run_that_has_just_begun() {
        plain(20);
        runs.add(0, run(Outcome.RUNNING, NOW.minusMillis(39), null, 0));

        assertEquals(List.of(), kinds());
    }

    @ParameterizedTest
    @CsvSource({"0, SILENT", "1, SILENT", "2, ''", "9, ''"})
    void should_say_that_a_run_wrote_fewer_than_half_of_its_usual_lines(int lines, String kind) {
        plain(20);
        add(Outcome.OK, 100, lines);

        assertEquals(kind.isEmpty() ? List.of() : List.of(Kind.valueOf(kind)), kinds());
    }

    @Test
    void should_go_on_saying_what_goes_on() {
        plain(20);
        for (int i = 0; i < 5; i++) {
            add(Outcome.OK, 9_000, 0);
        }

        assertEquals(List.of(Kind.SLOW, Kind.SILENT), kinds());
        assertTrue(signs().get(0).sentence().startsWith("Its last 5 runs are slow"), signs()::toString);
        assertTrue(signs().get(1).sentence().startsWith("Each of its last 5 runs ended OK"), signs()::toString);
    }

    @Test
    void should_see_the_silence_of_a_task_that_runs_all_the_time() {
        for (int i = 0; i < 40; i++) {
            runs.add(run(Outcome.OK, NOW.minusMillis(300L * (i + 1)), Duration.ofMillis(1), i < 20 ? 0 : 2));
        }

        assertEquals(List.of(Kind.SILENT), kinds());
    }

    @Test
    void should_say_nothing_of_a_task_that_writes_nothing_now_and_then() {
        plain(20);
        add(Outcome.OK, 100, 0);
        plain(3);
        add(Outcome.OK, 100, 0);

        assertEquals(List.of(), kinds());
    }

    @Test
    void should_not_call_it_overlapping_when_one_begins_as_the_other_ends() {
        for (int i = 0; i < 20; i++) {
            runs.add(run(Outcome.OK, NOW.minusMillis(1_000 + 99L * i), Duration.ofMillis(100), 4));
        }

        assertEquals(List.of(), kinds());
    }

    @Test
    void should_say_that_runs_overlap() {
        plain(20);
        runs.add(0, run(Outcome.RUNNING, NOW.minusMillis(190), null, 4));
        runs.add(0, run(Outcome.RUNNING, NOW.minusMillis(90), null, 4));

        assertEquals(List.of(Kind.OVERLAPPING), kinds());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7})
    void should_compare_nothing_before_there_are_eight_runs(int count) {
        plain(count - 1);
        add(Outcome.OK, 59_000, 0);

        assertEquals(List.of(), kinds());
    }

    @Test
    void should_say_nothing_of_housekeeping() {
        add(Outcome.FAILED, 100, 4);
        infrastructure = true;

        assertEquals(List.of(), kinds());
    }

    private void plain(int count) {
        for (int i = 0; i < count; i++) {
            add(Outcome.OK, 100 + i % 3, 4);
        }
    }

    /** One minute after the one before; the last a minute before now. */
    private void add(Outcome outcome, long millis, int lines) {
        runs.replaceAll(earlier -> run(
                earlier.outcome(),
                earlier.started().minusSeconds(60),
                earlier.duration(),
                earlier.lines().info()));
        runs.add(0, run(outcome, NOW.minusSeconds(60), Duration.ofMillis(millis), lines));
    }

    private static RunFacts run(Outcome outcome, Instant started, @Nullable Duration duration, int lines) {
        return new RunFacts(
                "id-" + started,
                "a",
                "",
                started,
                duration,
                outcome,
                outcome == Outcome.FAILED ? "boom" : null,
                null,
                List.of("main"),
                new LineCounts(0, 0, lines, 0, 0));
    }

    private List<Kind> kinds() {
        return signs().stream().map(Sign::kind).toList();
    }

    private List<Sign> signs() {
        TaskFacts facts =
                new TaskFacts("a", "Timer", schedule, null, null, infrastructure, runs.size(), 0, 0, null, death);
        List<NodeTask> nodes = new ArrayList<>();
        nodes.add(new NodeTask("", Life.HERE, NOW, false, schedule, due, death, death == null ? null : NOW, 0, null));
        return Signs.PLAIN.of(new TaskHistory(facts, List.copyOf(runs), nodes, List.of()), NOW);
    }
}
