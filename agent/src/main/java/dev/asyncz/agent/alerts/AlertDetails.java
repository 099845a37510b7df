package dev.asyncz.agent.alerts;

import dev.asyncz.agent.alerts.Alert.Details;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

/** What helps to understand a sign: the first lines of the exception, what the run said that a good one does not, a link. */
final class AlertDetails implements BiFunction<TaskHistory, Sign, Details> {
    private static final int EXCEPTION_LINES = 5;
    private static final String OWN_FRAME = "\tat dev.asyncz.bootstrap.";
    private static final int CHANGES = 5;
    private static final int LONGEST_LINE = 300;

    private final String dashboard;
    private final BiFunction<TaskHistory, RunFacts, List<String>> changed;

    /**
     * @param dashboard the address that people reach the dashboard at; empty where nobody has said it
     * @param changed what a run has logged that the last good one of its task had not; may ask the storage
     */
    AlertDetails(String dashboard, BiFunction<TaskHistory, RunFacts, List<String>> changed) {
        this.dashboard = dashboard.endsWith("/") ? dashboard.substring(0, dashboard.length() - 1) : dashboard;
        this.changed = changed;
    }

    @Override
    public Details apply(TaskHistory task, Sign sign) {
        RunFacts run = sign.run();
        if (run == null) {
            return new Details(null, link("tasks", task.id()), List.of(), List.of());
        }
        String exception = run.exception() == null ? "" : run.exception();
        return new Details(
                run.id(),
                link("runs", run.id()),
                exception
                        .lines()
                        .filter(line -> !line.startsWith(OWN_FRAME))
                        .limit(EXCEPTION_LINES)
                        .map(AlertDetails::line)
                        .toList(),
                news(task, run));
    }

    private List<String> news(TaskHistory task, RunFacts run) {
        try {
            return changed.apply(task, run).stream()
                    .limit(CHANGES)
                    .map(AlertDetails::line)
                    .toList();
        } catch (RuntimeException | LinkageError unanswered) {
            // The alert is worth more than what it would add.
            return List.of();
        }
    }

    /** As the pages have it: servers and proxies refuse a path with an escaped slash, so {@code ~} escapes. */
    private String link(String kind, String id) {
        if (dashboard.isEmpty()) {
            return "";
        }
        String escaped = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return dashboard + "/dashboard/" + kind + "/" + escaped.replace('%', '~');
    }

    private static String line(String text) {
        String line = text.replace('\t', ' ').stripTrailing();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}
