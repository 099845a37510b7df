package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.view.RowView.NameView;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
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
record WhatChanged(
        RunView against,
        List<Change> fresh,
        List<Change> gone,
        List<Change> other,
        int same,
        @Nullable String cut) {

    /**
     * One template.
     *
     * @param was how often the other run has it
     * @param is how often this run has it
     * @param more whether it is there more often than before
     * @param link where its first line is: in this page for a line of this run
     */
    record Change(
            String level,
            String levelClass,
            NameView logger,
            String example,
            int was,
            int is,
            boolean more,
            boolean here,
            String link) {}

    /**
     * @param lines of this run, oldest first
     * @param before of the run that it is compared with, oldest first
     */
    static WhatChanged between(List<LogEntry> lines, List<LogEntry> before, RunView against, @Nullable String cut) {
        Map<MessageTemplate, Group> groups = new LinkedHashMap<>();
        before.forEach(entry -> group(groups, entry).before.add(entry));
        lines.forEach(entry -> group(groups, entry).now.add(entry));
        return new WhatChanged(
                against,
                changes(groups, group -> group.before.isEmpty()),
                changes(groups, group -> group.now.isEmpty()),
                changes(
                        groups,
                        group -> !group.now.isEmpty()
                                && !group.before.isEmpty()
                                && group.now.size() != group.before.size()),
                (int) groups.values().stream()
                        .filter(group -> group.now.size() == group.before.size())
                        .count(),
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

    private static Group group(Map<MessageTemplate, Group> groups, LogEntry entry) {
        return groups.computeIfAbsent(MessageTemplate.of(entry), key -> new Group());
    }

    /** The severe ones first, then as they came. */
    private static List<Change> changes(Map<MessageTemplate, Group> groups, Predicate<Group> wanted) {
        List<Change> changes = new ArrayList<>();
        groups.forEach((template, group) -> {
            if (wanted.test(group)) {
                changes.add(group.change(template));
            }
        });
        changes.sort(Comparator.comparing((Change change) -> LogLevel.valueOf(change.level))
                .reversed());
        return changes;
    }

    private static final class Group {
        private final List<LogEntry> before = new ArrayList<>();
        private final List<LogEntry> now = new ArrayList<>();

        Change change(MessageTemplate template) {
            boolean here = !now.isEmpty();
            LogEntry first = here ? now.get(0) : before.get(0);
            return new Change(
                    template.level(),
                    template.level().toLowerCase(Locale.ROOT),
                    NameView.of(ShownText.safe(template.logger()), 1, "", null),
                    ShownText.safe(template.text()).replace('\n', ' '),
                    before.size(),
                    now.size(),
                    now.size() > before.size(),
                    here,
                    (here || first.runId() == null ? "" : Addresses.run(first.runId())) + "#e" + first.id());
        }
    }
}
