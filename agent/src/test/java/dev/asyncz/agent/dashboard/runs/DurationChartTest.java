package dev.asyncz.agent.dashboard.runs;

import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOW;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.ok;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.runs.DurationChart.Level;
import dev.asyncz.agent.dashboard.runs.DurationChart.Point;
import dev.asyncz.agent.dashboard.runs.DurationChart.Tick;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationChartTest {
    private static final List<RunFacts> PLAIN = List.of(ok(0, 200), ok(10, 100), ok(20, 100));

    @Test
    void should_draw_nothing_before_two_runs_have_ended() {
        assertNull(DurationChart.wide(List.of(ok(0, 100), run(1, Outcome.RUNNING, 0)), NOW));
        assertNull(DurationChart.narrow(List.of(), NOW));
    }

    @Test
    void should_have_a_plain_scale_where_durations_are_alike() {
        DurationChart chart = wide(PLAIN);

        assertFalse(chart.logarithmic());
        assertEquals(
                List.of(
                        new Tick("244.0", "0"),
                        new Tick("186.5", "50 ms"),
                        new Tick("129.0", "100 ms"),
                        new Tick("71.5", "150 ms"),
                        new Tick("14.0", "200 ms")),
                chart.rows());
        assertEquals("Duration of the last 3 runs over time: median 100 ms, p95 200 ms", chart.label());
    }

    @Test
    void should_have_a_row_for_each_power_of_ten_where_durations_lie_far_apart() {
        DurationChart chart = wide(List.of(ok(0, 10_000), ok(1, 10), ok(2, 10), ok(3, 10)));

        assertTrue(chart.logarithmic());
        assertEquals(
                List.of(
                        new Tick("244.0", "10 ms"),
                        new Tick("167.3", "100 ms"),
                        new Tick("90.7", "1 s"),
                        new Tick("14.0", "10 s")),
                chart.rows());
        assertEquals(
                List.of(
                        new Level("p95", "14.0", "18.0", "p95", "10.0 s"),
                        new Level("median", "244.0", "248.0", "median", "10 ms")),
                chart.levels());
    }

    @ParameterizedTest
    @CsvSource({"299, false", "301, true"})
    void should_take_thirty_times_the_median_for_far_apart(long longest, boolean far) {
        assertEquals(far, wide(List.of(ok(0, longest), ok(1, 10), ok(2, 10))).logarithmic());
    }

    @ParameterizedTest
    @CsvSource({
        "7, 2 ms, 8 ms",
        "10, 2.5 ms, 10 ms",
        "36, 10 ms, 40 ms",
        "4000, 1 s, 4 s",
        "10000, 2.5 s, 10 s",
        "480000, 3 min 20 s, 13 min 20 s"
    })
    void should_have_rows_at_round_durations(long longest, String first, String last) {
        List<Tick> rows = wide(List.of(ok(0, longest), ok(1, longest))).rows();

        assertEquals(first, rows.get(1).label());
        assertEquals(last, rows.get(4).label());
    }

    @Test
    void should_have_more_columns_on_a_wide_screen() {
        assertEquals(
                List.of(
                        new Tick("70.0", "11:40"),
                        new Tick("371.5", "11:45"),
                        new Tick("673.0", "11:50"),
                        new Tick("974.5", "11:55"),
                        new Tick("1276.0", "12:00")),
                wide(PLAIN).columns());
        DurationChart narrow = Objects.requireNonNull(DurationChart.narrow(PLAIN, NOW));
        assertEquals(
                List.of(new Tick("70.0", "11:40"), new Tick("156.0", "11:50"), new Tick("242.0", "12:00")),
                narrow.columns());
        assertEquals(366 - 116, narrow.right());
        assertEquals(230 - 26, narrow.bottom());
        assertEquals(62, narrow.left());
    }

    @ParameterizedTest
    @CsvSource({"9.9, 11:50:06", "10, 11:50", "2160, 00:00", "2161, 2 Mar 23:59"})
    void should_tell_columns_as_exactly_as_their_distance_asks_for(double minutes, String first) {
        List<Tick> columns = wide(List.of(ok(0, 10), ok(minutes, 10))).columns();

        assertEquals(first, columns.get(0).label());
    }

    @Test
    void should_keep_the_names_of_median_and_p95_apart() {
        List<Level> levels = wide(List.of(ok(0, 100), ok(1, 100))).levels();

        assertEquals(List.of("2.0", "18.0"), levels.stream().map(Level::labelAt).toList());
        assertEquals(List.of("14.0", "14.0"), levels.stream().map(Level::y).toList());
    }

    @Test
    void should_say_neither_median_nor_p95_of_a_single_run_that_has_done_its_work() {
        assertEquals(
                List.of(), wide(List.of(ok(0, 10), run(1, Outcome.FAILED, 10))).levels());
    }

    @Test
    void should_tell_outcomes_by_shape_and_lead_to_each_run_the_oldest_first() {
        RunFacts failed = run(20, Outcome.FAILED, 100);
        List<Point> points =
                wide(List.of(ok(0, 100), run(10, Outcome.ERRORS, 200), failed)).points();

        assertEquals(
                List.of(
                        "M66.0 125.0l8 8m0 -8l-8 8",
                        "M673.0 8.0l5 9h-10z",
                        "M1272.5 129.0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z"),
                points.stream().map(Point::shape).toList());
        assertEquals(
                new Point(
                        "failed",
                        "/dashboard/runs/" + failed.id(),
                        "11:40:00 UTC, 100 ms, failed",
                        "M66.0 125.0l8 8m0 -8l-8 8"),
                points.get(0));
    }

    private static DurationChart wide(List<RunFacts> runs) {
        return Objects.requireNonNull(DurationChart.wide(runs, NOW));
    }
}
