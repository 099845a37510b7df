package dev.asyncz.agent.dashboard.runs.history;

import dev.asyncz.agent.problems.MessageTemplate;
import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the last lines of a task look like, by template.
 *
 * @param kinds the new ones first, then the most frequent
 * @param lines how many lines there were
 * @param runs how many runs they are of
 * @param recent the newest tenth of these runs: a template is new that no other run has; 0 where there are too few
 */
public record LogShape(List<Kind> kinds, int lines, int runs, int recent) {
    /** With fewer runs nothing is called new. */
    private static final int ENOUGH = 5;

    private static final int A_TENTH = 10;

    /** @param last the newest line of it */
    public record Kind(MessageTemplate template, int count, boolean fresh, LogEntry last) {}

    /** @param lines newest first */
    public static LogShape of(List<LogEntry> lines) {
        TreeSet<String> runs = new TreeSet<>();
        lines.stream().map(LogEntry::runId).filter(Objects::nonNull).forEach(runs::add);
        int recent = runs.size() < ENOUGH ? 0 : Math.max(1, runs.size() / A_TENTH);
        Set<String> newest = new HashSet<>(new ArrayList<>(runs.descendingSet()).subList(0, recent));
        Map<MessageTemplate, Kind> kinds = new LinkedHashMap<>();
        for (LogEntry line : lines) {
            boolean fresh = isOf(newest, line.runId());
            MessageTemplate template = MessageTemplate.of(line);
            kinds.merge(
                    template,
                    new Kind(template, 1, fresh, line),
                    (known, one) -> new Kind(known.template, known.count + 1, known.fresh && fresh, known.last));
        }
        List<Kind> sorted = kinds.values().stream()
                .sorted(Comparator.comparing(Kind::fresh)
                        .thenComparing(Kind::count)
                        .reversed())
                .toList();
        return new LogShape(sorted, lines.size(), runs.size(), recent);
    }

    private static boolean isOf(Set<String> runs, @Nullable String run) {
        return run != null && runs.contains(run);
    }
}
