package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.view.FormOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of the filters, and the chips of those in force. */
class FilterFormTest {
    @Test
    void should_pick_the_levels_that_are_asked_for() {
        FilterForm form = form("level=WARN,ERROR&min_level=DEBUG");

        assertEquals(List.of("WARN", "ERROR"), chosen(form.exact()));
        assertEquals(List.of("DEBUG"), chosen(form.minimum()));
        assertEquals("WARN, ERROR", form.levels());
        assertEquals("any", form("").levels());
        assertEquals(List.of(), chosen(form("min_level=ERROR").exact()), "at least one is no choice of single ones");
    }

    @ParameterizedTest
    @CsvSource({
        "'', any time, false",
        "range=1h, last hour, false",
        "range=90m, last 90m, false",
        "since=2026-03-04T12:00:00Z, from … to …, true",
        "until=2026-03-04T12:00:00Z, from … to …, true"
    })
    void should_pick_the_range_and_add_one_that_is_not_among_the_usual(String query, String label, boolean custom) {
        FilterForm form = form(query);

        assertEquals(
                List.of(label),
                form.ranges().stream()
                        .filter(FormOption::chosen)
                        .map(FormOption::label)
                        .toList());
        assertEquals(custom, form.custom());
    }

    @Test
    void should_fill_each_field() {
        FilterForm form = form("q=a&task_id=b&run_id=c&time=ago&limit=7&since=2026-03-04T12:00:00Z&until=2026-03-05");

        assertEquals(List.of("a", "b", "c", "ago"), List.of(form.q(), form.task(), form.run(), form.time()));
        assertEquals("2026-03-04T12:00:00Z", form.since());
        assertTrue(form.until().startsWith("2026-03-05"), form.until());
        assertEquals(7, form.limit());
    }

    @Test
    void should_have_a_chip_for_each_filter_in_force_that_leads_to_the_page_without_it() {
        LogFilters filters = filters("q=order&min_level=WARN");
        List<FilterChip> chips = FilterChip.of(filters, List.of("q", "task_id", "min_level"));

        assertEquals(
                List.of(
                        new FilterChip("search", "order", "/dashboard/logs/?min_level=WARN"),
                        new FilterChip("at least", "WARN", "/dashboard/logs/?q=order")),
                chips);
    }

    private static FilterForm form(String query) {
        return new FilterForm(filters(query));
    }

    private static LogFilters filters(String query) {
        return LogFilters.of(QueryParameters.of(query));
    }

    private static List<String> chosen(List<FormOption> options) {
        return options.stream()
                .filter(FormOption::chosen)
                .map(FormOption::value)
                .toList();
    }
}
