package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.view.FormOption;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The form of the filters, as it is filled in. */
record FilterForm(LogFilters filters) {
    private static final String[][] RANGES = {
        {"", "any time"},
        {"5m", "last 5 min"},
        {"1h", "last hour"},
        {"24h", "last 24 h"},
        {"today", "today"},
        {LogFilters.CUSTOM, "from … to …"}
    };

    String q() {
        return filters.value("q");
    }

    String task() {
        return filters.value("task_id");
    }

    String run() {
        return filters.value("run_id");
    }

    String node() {
        return filters.value("node");
    }

    String since() {
        return filters.value("since");
    }

    String until() {
        return filters.value("until");
    }

    String time() {
        return filters.value("time");
    }

    int limit() {
        return filters.query().limit();
    }

    List<FormOption> minimum() {
        return levels(Set.of(filters.value("min_level")));
    }

    List<FormOption> exact() {
        boolean none = filters.value("level").isEmpty();
        Set<LogLevel> exact = none ? Set.of() : filters.query().levels();
        return levels(exact.stream().map(Enum::name).collect(Collectors.toSet()));
    }

    /** What the closed menu of levels says. */
    String levels() {
        String chosen = exact().stream()
                .filter(FormOption::chosen)
                .map(FormOption::label)
                .collect(Collectors.joining(", "));
        return chosen.isEmpty() ? "any" : chosen;
    }

    /** The ranges to pick from. */
    List<FormOption> ranges() {
        String chosen = range();
        List<FormOption> ranges = new ArrayList<>();
        for (String[] each : RANGES) {
            ranges.add(new FormOption(each[0], each[1], each[0].equals(chosen)));
        }
        if (ranges.stream().noneMatch(FormOption::chosen)) {
            ranges.add(new FormOption(chosen, "last " + chosen, true));
        }
        return ranges;
    }

    /** Whether the fields for since and until are shown. */
    boolean custom() {
        return range().equals(LogFilters.CUSTOM);
    }

    private String range() {
        boolean custom = !since().isEmpty() || !until().isEmpty();
        return custom ? LogFilters.CUSTOM : filters.value("range");
    }

    private static List<FormOption> levels(Set<String> chosen) {
        return Stream.of(LogLevel.values())
                .map(Enum::name)
                .map(name -> new FormOption(name, name, chosen.contains(name)))
                .toList();
    }
}
