package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.view.FormOption;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The form of the filters, as it is filled in. */
record FilterForm(LogFilters filters) {
    private static final String[][] RANGES = {
        {"", "any time"},
        {"5m", "last 5 min"},
        {"1h", "last hour"},
        {"24h", "last 24 h"},
        {"today", "today"},
        {LogFilters.START, "since start"},
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

    boolean anyLevel() {
        return filters.value("min_level").isEmpty();
    }

    /** Each level can be chosen by itself, with others, or with all above. */
    List<LevelChoice> levelChoices() {
        String least = filters.value("min_level");
        List<String> exact = List.of(filters.value("level").split(","));
        return Stream.of(LogLevel.values())
                .map(Enum::name)
                .map(name -> new LevelChoice(name, exact.contains(name), name.equals(least)))
                .toList();
    }

    /** What the closed menu of levels says. */
    String levels() {
        String least = filters.value("min_level");
        String exact = filters.value("level").replace(",", ", ");
        if (least.isEmpty()) {
            return exact.isEmpty() ? "any" : exact;
        }
        return least + " and above" + (exact.isEmpty() ? "" : ", of " + exact);
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

    /**
     * A level in the menu of levels.
     *
     * @param exact whether it is chosen by itself
     * @param least whether it is chosen with all above
     */
    record LevelChoice(String name, boolean exact, boolean least) {}
}
