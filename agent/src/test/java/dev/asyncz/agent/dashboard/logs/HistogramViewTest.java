package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.logs.HistogramView.LevelBar;
import dev.asyncz.agent.dashboard.logs.HistogramView.Scale;
import dev.asyncz.agent.dashboard.logs.HistogramView.StartMark;
import dev.asyncz.agent.dashboard.logs.HistogramView.TimeBar;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.agent.tasks.history.Starts.Start;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramViewTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final LogFilters NO_FILTERS = LogFilters.of(QueryParameters.NONE);

    private final HistogramView view = HistogramView.of(
            new LogHistogram(
                    NOON,
                    Duration.ofMinutes(1),
                    List.of(Map.of(LogLevel.INFO, 1_900L, LogLevel.ERROR, 100L), Map.of(), Map.of(LogLevel.WARN, 1L)),
                    2_001,
                    true),
            NO_FILTERS,
            new Starts(NOON, List.of(start(-60, false), start(90, true))));

    @Test
    void should_have_a_bar_for_each_part_of_the_time_in_which_there_are_lines() {
        assertEquals(30, view.width());
        assertEquals(List.of(0, 20), view.bars().stream().map(TimeBar::x).toList());
        assertEquals("2026-03-04 12:00:00", view.times().get(0));
        assertEquals("2026-03-04 12:03:00", view.times().get(4));
    }

    @Test
    void should_stack_levels_the_severe_ones_at_the_bottom_none_too_low_to_be_seen() {
        assertEquals(
                List.of(new LevelBar("error", "38.0", "2.0"), new LevelBar("info", "0.0", "38.0")),
                view.bars().get(0).parts());
        assertEquals(
                List.of(new LevelBar("warn", "38.5", "1.5")), view.bars().get(1).parts());
    }

    @Test
    void should_say_how_many_lines_there_are_and_how_many_of_them_are_severe() {
        assertEquals(
                "2026-03-04 12:00:00 to 12:01:00: 2,000 lines, 100 ERROR",
                view.bars().get(0).title());
        assertEquals(
                "2026-03-04 12:02:00 to 12:03:00: 1 line, 1 WARN",
                view.bars().get(1).title());
    }

    @Test
    void should_lead_to_each_part_of_the_time() {
        assertEquals(
                "/dashboard/logs/?since=2026-03-04T12%3A02%3A00Z&until=2026-03-04T12%3A03%3A00Z",
                view.bars().get(1).link());
    }

    @Test
    void should_mark_where_a_jvm_was_started() {
        assertEquals(List.of(new StartMark(15, "shop-1 started again 2026-03-04 12:01:30 UTC")), view.starts());
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "3, 4", "7, 10", "10, 10", "11, 20", "2001, 4000", "99999, 100000"})
    void should_have_a_scale_whose_half_is_a_whole_number(long highest, long most) {
        assertEquals(new Scale(most), Scale.of(highest));
    }

    private static Start start(long seconds, boolean again) {
        return new Start(NOON.plusSeconds(seconds), "shop-1", again, true);
    }
}
