package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.LogFilters;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One filter in force.
 *
 * @param without the page's address without it
 */
record FilterChip(String name, String value, String without) {
    private static final Map<String, String> NAMES = Map.of(
            "q", "search", "task_id", "task", "run_id", "run", "min_level", "at least", "since", "from", "until", "to");

    /** What people call a parameter. */
    static String name(String parameter) {
        return NAMES.getOrDefault(parameter, parameter);
    }

    /** @param names of parameters; those that are not set have no chip */
    static List<FilterChip> of(LogFilters filters, Collection<String> names) {
        return names.stream()
                .filter(name -> !filters.value(name).isEmpty())
                .map(name -> new FilterChip(name(name), ShownText.safe(filters.value(name)), filters.linkWithout(name)))
                .toList();
    }
}
