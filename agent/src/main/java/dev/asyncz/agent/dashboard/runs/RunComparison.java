package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.view.NameView;
import dev.asyncz.agent.problems.MessageTemplate;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a run against those of the last one that succeeded, by {@link MessageTemplate}: what is new, what is
 * missing, what is there more or less often.
 *
 * @param against the run that it is compared with
 * @param cut how many lines of each were looked at, where there were more; null where all were
 * @param same how many templates are there as often as before
 */
record RunComparison(
        RunView against,
        List<TemplateChange> fresh,
        List<TemplateChange> gone,
        List<TemplateChange> other,
        int same,
        @Nullable String cut) {

    /**
     * One template, and the lines of both runs that have it.
     *
     * @param before those of the other run
     * @param now those of this run
     */
    record TemplateChange(MessageTemplate template, List<LogEntry> before, List<LogEntry> now) {
        String level() {
            return template.level();
        }

        String levelClass() {
            return level().toLowerCase(Locale.ROOT);
        }

        NameView logger() {
            return NameView.plain(ShownText.safe(template.logger()), 1);
        }

        String example() {
            return ShownText.safe(template.text()).replace('\n', ' ');
        }

        int was() {
            return before.size();
        }

        int is() {
            return now.size();
        }

        boolean more() {
            return now.size() > before.size();
        }

        boolean fresh() {
            return before.isEmpty();
        }

        boolean gone() {
            return now.isEmpty();
        }

        boolean same() {
            return now.size() == before.size();
        }

        boolean other() {
            return !fresh() && !gone() && !same();
        }

        /** Where its first line is: in this page for a line of this run. */
        String link() {
            LogEntry first = gone() ? before.get(0) : now.get(0);
            String page = gone() && first.runId() != null ? Addresses.run(first.runId()) : "";
            return page + "#e" + first.id();
        }
    }

    /**
     * @param lines of this run, oldest first
     * @param before of the run that it is compared with, oldest first
     */
    static RunComparison between(List<LogEntry> lines, List<LogEntry> before, RunView against, @Nullable String cut) {
        Map<MessageTemplate, TemplateChange> templates = new LinkedHashMap<>();
        before.forEach(entry -> change(templates, entry).before.add(entry));
        lines.forEach(entry -> change(templates, entry).now.add(entry));
        Collection<TemplateChange> all = templates.values();
        return new RunComparison(
                against,
                sorted(all, TemplateChange::fresh),
                sorted(all, TemplateChange::gone),
                sorted(all, TemplateChange::other),
                (int) all.stream().filter(TemplateChange::same).count(),
                cut);
    }

    boolean nothing() {
        return fresh.isEmpty() && gone.isEmpty() && other.isEmpty();
    }

    boolean anyFresh() {
        return !fresh.isEmpty();
    }

    boolean anyGone() {
        return !gone.isEmpty();
    }

    boolean anyOther() {
        return !other.isEmpty();
    }

    private static TemplateChange change(Map<MessageTemplate, TemplateChange> templates, LogEntry entry) {
        return templates.computeIfAbsent(
                MessageTemplate.of(entry), key -> new TemplateChange(key, new ArrayList<>(), new ArrayList<>()));
    }

    /** The severe ones first, then as they came. */
    private static List<TemplateChange> sorted(Collection<TemplateChange> changes, Predicate<TemplateChange> wanted) {
        return changes.stream()
                .filter(wanted)
                .sorted(Comparator.comparing((TemplateChange change) -> LogLevel.valueOf(change.level()))
                        .reversed())
                .toList();
    }
}
