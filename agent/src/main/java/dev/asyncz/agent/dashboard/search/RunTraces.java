package dev.asyncz.agent.dashboard.search;

import dev.asyncz.api.LogEntry;
import java.util.List;

/** The traces that a run has touched: those that its lines name. */
public final class RunTraces {
    /** As those who trace name it. */
    public static final String FIELD = "trace_id";

    private static final int MOST = 10;

    private RunTraces() {}

    /** The ids of the first ones among a run's lines. */
    public static List<String> of(List<LogEntry> lines) {
        return lines.stream()
                .map(line -> line.extra().get(FIELD))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .distinct()
                .limit(MOST)
                .toList();
    }
}
