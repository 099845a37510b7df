package dev.asyncz.agent.dashboard.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.dashboard.timeline.LaneRuns.Gap;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.PastRuns.PastRun;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A task's lane: which runs and which gaps are in it, and what is drawn of them. */
class LaneTest {
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final PageTime PAGE = new PageTime(NOW, TimeStyle.UTC);
    private static final Window DAY = Window.of(QueryParameters.NONE, NOW);

    private final List<PastRun> runs = new ArrayList<>();

    @Test
    void should_lay_the_day_over_the_whole_width() {
        assertEquals(0, DAY.at(NOW.minus(Duration.ofDays(2))));
        assertEquals(500, DAY.at(NOW.minus(Duration.ofHours(12))));
        assertEquals(1_000, DAY.at(NOW));
        assertEquals("50", Window.percent(500));
        assertEquals("33.3", Window.percent(333));
        assertEquals(
                List.of("03:00", "06:00"),
                DAY.ticks(TimeStyle.UTC.zone()).stream()
                        .limit(2)
                        .map(Window.Tick::label)
                        .toList());
    }

    @Test
    void should_say_what_is_allowed_when_a_time_cannot_be_read() {
        assertThrows(BadParameter.class, () -> Window.of(QueryParameters.NONE.with("span", "month"), NOW));
        assertThrows(BadParameter.class, () -> Window.of(QueryParameters.NONE.with("until", "noon"), NOW));
    }

    @Test
    void should_tell_when_a_run_was_due_and_missing() {
        run(20, Outcome.OK, 60);
        run(18, Outcome.OK, 60);
        run(17, Outcome.OK, 60);

        assertEquals(
                List.of(new Gap(at(19), at(18)), new Gap(at(16), NOW)),
                lane(Life.LIVES).gaps());
        assertEquals("1 missing", drawn(lane(Life.FINISHED), 2).missing(), "a program that has come to its end");
    }

    @Test
    void should_not_call_a_run_missing_that_is_late_by_little_or_waits_for_the_one_before() {
        run(10, Outcome.OK, 60);
        add(at(9).plus(Duration.ofMinutes(9)), Outcome.OK, Duration.ofMinutes(150), 60);
        add(at(6).minus(Duration.ofMinutes(15)), Outcome.OK, Duration.ofSeconds(1), 400);

        assertEquals(List.of(), lane(Life.LIVES).gaps());
    }

    @Test
    void should_not_call_a_run_missing_that_a_cron_expression_has_at_other_times_only() {
        run(20, Outcome.OK, 0);
        run(10, Outcome.OK, 0);

        assertEquals(
                List.of(),
                LaneRuns.of(task("cron 0 0/5 9-17 * * *", Life.LIVES), runs, DAY, NOW)
                        .gaps());
    }

    @Test
    void should_draw_runs_of_the_same_time_below_each_other() {
        add(at(5), Outcome.OK, Duration.ofHours(2), 60);
        add(at(4), Outcome.OK, Duration.ofHours(2), 60);
        add(at(2), Outcome.OK, Duration.ofHours(1), 60);
        Lane lane = drawn(lane(Life.LIVES), 2);

        assertEquals(List.of(0, 20, 0), lane.bars().stream().map(Lane.Bar::y).toList());
        assertEquals(40, lane.height());
    }

    @Test
    void should_draw_runs_that_ended_alike_as_one_when_there_is_no_room_for_each() {
        for (int minutes = 0; minutes < 60; minutes += 2) {
            add(at(5).plus(Duration.ofMinutes(minutes)), minutes == 20 ? Outcome.FAILED : Outcome.OK, Duration.ZERO, 2);
        }
        Lane fine = drawn(lane(Life.LIVES), 2);
        Lane coarse = drawn(lane(Life.LIVES), 128);

        assertTrue(fine.bars().size() > 15, () -> fine.bars().toString());
        assertEquals(
                List.of("29 runs OK, 2026-03-01 19:00:00 to 19:58:00", "2026-03-01 19:20:00, 0 µs, failed"),
                coarse.bars().stream()
                        .map(Lane.Bar::title)
                        .sorted((a, b) -> b.compareTo(a))
                        .toList());
        assertNotEquals(
                null, coarse.bars().get(0).mark() == null ? coarse.bars().get(1).mark() : "");
        assertEquals("task: 30 runs, 1 failed", coarse.label().replaceFirst(", [0-9]+ missing", ""));
    }

    private Lane drawn(LaneRuns lane, int grain) {
        return Lane.of(lane, DAY, grain, false, PAGE);
    }

    private LaneRuns lane(Life life) {
        return LaneRuns.of(task("every 1 h", life), runs, DAY, NOW);
    }

    private static TaskHistory task(@Nullable String schedule, Life life) {
        TaskFacts facts = new TaskFacts("task", "Spring", schedule, null, null, false, 0, 0, 0, null, null);
        NodeTask node = new NodeTask("one", life, NOW, false, schedule, at(16), null, null, 0, null);
        return new TaskHistory(facts, List.of(), List.of(node), List.of());
    }

    private static Instant at(int hoursAgo) {
        return NOW.minus(Duration.ofHours(hoursAgo));
    }

    private void run(int hoursAgo, Outcome outcome, int nextInMinutes) {
        add(at(hoursAgo), outcome, Duration.ofSeconds(1), nextInMinutes);
    }

    private void add(Instant start, Outcome outcome, Duration took, int nextInMinutes) {
        String id = new TimeOrderedIds(start::toEpochMilli).next().toString();
        RunFacts run = new RunFacts(id, "task", "one", start, took, outcome, null, null, List.of(), LineCounts.NONE);
        Instant next = nextInMinutes == 0 ? null : start.plus(Duration.ofMinutes(nextInMinutes));
        runs.add(new PastRun(run, next, 0));
    }
}
