package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.logs.FilterForm.LevelChoice;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.view.FormOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of the filters, and the chips of those in force. */
class FilterFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | any | '' | ''",
                "level=ERROR,WARN | WARN, ERROR | WARN ERROR | ''",
                "min_level=ERROR | ERROR and above | '' | ERROR",
                "level=WARN,AUDIT&min_level=DEBUG | DEBUG and above, of WARN, AUDIT | WARN | DEBUG"
            })
    void should_say_in_one_menu_which_levels_are_asked_for(String query, String said, String exact, String least) {
        FilterForm form = form(query);

        assertEquals(said, form.levels());
        assertEquals(exact, names(form, LevelChoice::exact));
        assertEquals(least, names(form, LevelChoice::least));
        assertEquals(least.isEmpty(), form.anyLevel());
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

    private static String names(FilterForm form, Predicate<LevelChoice> chosen) {
        return form.levelChoices().stream()
                .filter(chosen)
                .map(LevelChoice::name)
                .collect(Collectors.joining(" "));
    }
}
