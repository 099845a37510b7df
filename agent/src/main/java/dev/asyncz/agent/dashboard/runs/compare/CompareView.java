package dev.asyncz.agent.dashboard.runs.compare;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.runs.RunView;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot.HistoryExtent;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogEntry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two runs as the page shows them.
 *
 * @param rows at most so many as a page has room for, those that differ before all others
 * @param left out how many templates are not shown; null where all are
 */
record CompareView(
        HistoryExtent extent,
        Column other,
        Column own,
        RunPair pair,
        List<TemplateRow> rows,
        @Nullable String leftOut) {
    private static final int ROWS = 150;
    private static final int MESSAGE_CHARS = 300;

    static CompareView of(RunPair pair, TaskSnapshot tasks) {
        List<TemplatePair> shown = shown(pair.templates());
        int rest = pair.templates().size() - shown.size();
        return new CompareView(
                tasks.extent(),
                Column.of(pair.other(), tasks),
                Column.of(pair.own(), tasks),
                pair,
                shown.stream()
                        .map(each -> new TemplateRow(each, pair.complete()))
                        .toList(),
                rest == 0 ? null : Numbers.count(rest, "kind"));
    }

    private static List<TemplatePair> shown(List<TemplatePair> all) {
        if (all.size() <= ROWS) {
            return all;
        }
        List<TemplatePair> first = all.stream()
                .sorted(Comparator.comparing(TemplatePair::same)
                        .thenComparing(pair -> pair.longer().abs(), Comparator.reverseOrder()))
                .limit(ROWS)
                .toList();
        return all.stream().filter(first::contains).toList();
    }

    boolean onTasks() {
        return true;
    }

    boolean anyRows() {
        return !rows.isEmpty();
    }

    /** How much longer or shorter it took than the other one, in words; null where nobody knows, or next to nothing. */
    @Nullable
    String longer() {
        Duration one = other.took();
        Duration another = own.took();
        if (one == null || another == null || TemplateRow.longer(another.minus(one)) == null) {
            return null;
        }
        Duration more = another.minus(one);
        return DurationWords.of(more.abs()) + (more.isNegative() ? " less" : " more");
    }

    String swapped() {
        return Addresses.compare(other.log.id(), own.log.id());
    }

    String wasEnd() {
        return DurationWords.of(pair.ends().other());
    }

    String isEnd() {
        return DurationWords.of(pair.ends().own());
    }

    @Nullable
    String endLonger() {
        return TemplateRow.longer(pair.ends().own().minus(pair.ends().other()));
    }

    boolean never() {
        return pair.parting().never();
    }

    boolean doubtful() {
        return !pair.complete();
    }

    /** Whether nothing is left of the lines of one of them. */
    boolean untold() {
        return pair.other().gone() || pair.own().gone();
    }

    @Nullable
    LineView after() {
        return line(pair.parting().after(), pair.own());
    }

    @Nullable
    LineView otherNext() {
        return line(pair.parting().other(), pair.other());
    }

    @Nullable
    LineView ownNext() {
        return line(pair.parting().own(), pair.own());
    }

    private static @Nullable LineView line(@Nullable LogEntry line, RunLog log) {
        if (line == null) {
            return null;
        }
        Duration since = Duration.between(log.began(), line.ts());
        return new LineView(line, DurationWords.of(since.isNegative() ? Duration.ZERO : since));
    }

    /** @param since the run's start, in words */
    record LineView(LogEntry line, String since) {
        String level() {
            return line.level().name();
        }

        String levelClass() {
            return level().toLowerCase(java.util.Locale.ROOT);
        }

        String message() {
            String first = line.message().lines().findFirst().orElse("");
            return ShownText.safe(first.substring(0, Math.min(first.length(), MESSAGE_CHARS)));
        }

        String link() {
            return TemplateRow.link(line);
        }
    }

    /** @param run null where nothing but its lines is known */
    record Column(RunLog log, @Nullable RunView run) {
        static Column of(RunLog log, TaskSnapshot tasks) {
            return new Column(log, log.run() == null ? null : tasks.view(Objects.requireNonNull(log.run())));
        }

        String id() {
            return ShownText.safe(log.id());
        }

        /** What tells its id apart from others. */
        String tail() {
            return id().substring(Math.max(0, id().length() - 8));
        }

        String link() {
            return Addresses.run(log.id());
        }

        @Nullable
        String missing() {
            return log.missing();
        }

        @Nullable
        Duration took() {
            return log.run() == null ? null : log.run().duration();
        }
    }
}
