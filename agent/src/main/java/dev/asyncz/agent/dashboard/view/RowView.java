package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.SearchQuery;
import dev.asyncz.agent.dashboard.view.StackTrace.FrameGroup;
import dev.asyncz.agent.dashboard.view.StyledText.Fragment;
import dev.asyncz.agent.storage.IsoTime;
import dev.asyncz.agent.storage.TerminalText;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.agent.tasks.history.Starts.Start;
import dev.asyncz.api.LogEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line as {@code lines/row.mustache} shows it.
 *
 * @param start of a JVM, since which it is the first line here; null where there is none
 * @param newDay whether a date has to stand above it
 * @param here whether it is the one that a link leads to
 */
public record RowView(
        LogEntry entry, RowContext context, @Nullable Start start, boolean newDay, boolean here) {
    private static final int ROW_CHARS = 2_000;

    /** For {@code lines/rows.mustache}; the links in them keep {@code filters}. */
    public static List<RowView> all(List<LogEntry> entries, LogFilters filters, Starts starts) {
        return all(entries, filters, starts, null, null);
    }

    /**
     * @param below when the line was logged that stands below the last one; null where there is none
     * @param here the line that a link leads to; null for none
     */
    public static List<RowView> all(
            List<LogEntry> entries, LogFilters filters, Starts starts, @Nullable Instant below, @Nullable UUID here) {
        RowContext context = RowContext.of(filters);
        List<RowView> rows = new ArrayList<>(entries.size());
        String above = "";
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            String day = filters.time().day(entry.ts());
            Instant older = i + 1 < entries.size() ? entries.get(i + 1).ts() : below;
            Start start = older == null ? null : starts.between(older, entry.ts());
            rows.add(new RowView(
                    entry, context, start, !day.equals(above), entry.id().equals(here)));
            above = day;
        }
        return rows;
    }

    /** What stands between the row and the one below it, where a JVM was started in between; else null. */
    @Nullable
    String startedAfter() {
        return start == null ? null : StartText.of(start, style());
    }

    String id() {
        return entry.id().toString();
    }

    String day() {
        return style().day(entry.ts());
    }

    String iso() {
        return IsoTime.of(entry.ts());
    }

    /** HTML knows nothing finer. */
    String toMillis() {
        return IsoTime.of(entry.ts().truncatedTo(ChronoUnit.MILLIS));
    }

    String time() {
        return style().clock(entry.ts());
    }

    String level() {
        return entry.level().name();
    }

    String levelClass() {
        return level().toLowerCase(Locale.ROOT);
    }

    /** To include or exclude its level. */
    String levelTerm() {
        return SearchQuery.term("level", level(), false);
    }

    @Nullable
    NameView task() {
        return context.task(entry.taskId());
    }

    @Nullable
    NameView run() {
        return context.run(entry.runId());
    }

    NameView logger() {
        String term = SearchQuery.typedTerm("logger", entry.logger());
        return NameView.of(ShownText.safe(entry.logger()), 1, "", term);
    }

    /** The message, or the beginning of a long one; its line ends apart, which a closed row shows as a sign. */
    List<Fragment> message() {
        return StyledText.lines(ShownText.beginning(wholeMessage(), ROW_CHARS), context.highlighter());
    }

    boolean longer() {
        return wholeMessage().length() > ROW_CHARS;
    }

    /** The whole message, where the row does not have all of it; else null. */
    @Nullable
    List<Fragment> whole() {
        if (!longer()) {
            return null;
        }
        return StyledText.of(wholeMessage(), context.highlighter());
    }

    boolean failed() {
        return entry.exception() != null;
    }

    /** The first line of the exception and its root cause; null without one. */
    @Nullable
    List<Fragment> exception() {
        return Optional.ofNullable(entry.exception())
                .map(exception -> StyledText.of(summary(exception), context.highlighter()))
                .orElse(null);
    }

    @Nullable
    List<FrameGroup> trace() {
        return Optional.ofNullable(entry.exception())
                .map(exception -> exception.replace("\r\n", "\n"))
                .map(exception -> StackTrace.groups(exception, entry.logger(), context.highlighter()))
                .orElse(null);
    }

    List<FieldView> fields() {
        return FieldView.all(entry);
    }

    /** What stands in the columns that the reader has chosen. */
    List<Cell> cells() {
        List<String> chosen = context.filters().columns();
        if (chosen.isEmpty()) {
            return List.of();
        }
        List<FieldView> fields = fields();
        List<Cell> cells = new ArrayList<>();
        for (String name : chosen) {
            String value = fields.stream()
                    .filter(field -> field.name().equals(name)
                            || field.name().equals("mdc." + name)
                            || field.name().equals("fields." + name))
                    .map(FieldView::whole)
                    .findFirst()
                    .orElse("");
            cells.add(new Cell(cells.size() + 1, value));
        }
        return cells;
    }

    /** @param number which of the chosen columns it is in, from 1 */
    record Cell(int number, String value) {}

    /** The address of all lines of the run, whatever the filters say; null outside any run. */
    @Nullable
    String wholeRun() {
        return Optional.ofNullable(entry.runId())
                .map(run -> Addresses.lines("run_id", run))
                .orElse(null);
    }

    /** The address of what is known of the run; null outside any run. */
    @Nullable
    String runPage() {
        return Optional.ofNullable(entry.runId()).map(Addresses::run).orElse(null);
    }

    /** An address that shows this line, and what was logged about then. */
    String permalink() {
        return context.permalink(entry.id());
    }

    private TimeStyle style() {
        return context.filters().time();
    }

    private String wholeMessage() {
        Object coloured = entry.extra().get(TerminalText.COLOURED);
        return (coloured instanceof String text ? text : entry.message()).replace("\r\n", "\n");
    }

    private static String summary(String exception) {
        String line = exception.split("\n", 2)[0];
        String first = ShownText.beginning(line, ROW_CHARS).stripTrailing();
        String root = StackTrace.rootCause(exception);
        return root.isEmpty() ? first : first + " ⟵ " + ShownText.beginning(root, ROW_CHARS);
    }
}
