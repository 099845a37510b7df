package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.Parameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.Filters;
import dev.asyncz.agent.dashboard.search.Search;
import dev.asyncz.agent.dashboard.search.TimeStyle;
import dev.asyncz.agent.dashboard.view.Pieces.Piece;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line as the template shows it.
 *
 * @param newDay whether a date has to stand above it
 * @param here whether it is the one that a link leads to
 * @param message the beginning of the message, on one line
 * @param exception the first line of the exception and its root cause; null without one
 * @param whole the whole message, where the row does not show all of it; null otherwise
 * @param wholeRun the address of all lines of the run, whatever the filters say; null outside any run
 * @param runPage the address of what is known of the run; null outside any run
 * @param permalink an address that shows this line, and what was logged about then
 */
public record RowView(
        String id,
        String day,
        boolean newDay,
        boolean here,
        String iso,
        String time,
        String level,
        String levelClass,
        @Nullable NameView task,
        @Nullable NameView run,
        NameView logger,
        List<Piece> message,
        @Nullable List<Piece> exception,
        @Nullable List<Piece> whole,
        @Nullable List<Trace.Part> trace,
        List<Field> fields,
        @Nullable String wholeRun,
        @Nullable String runPage,
        String permalink) {
    private static final int ROW_CHARS = 2_000;
    private static final int RUN_CHARS = 8;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_TERM = 300;

    /** For {@code rows.mustache}; the links in them keep {@code filters}. */
    public static List<RowView> all(List<LogEntry> entries, Filters filters) {
        return all(entries, filters, null);
    }

    /** @param here the line that a link leads to; null for none */
    public static List<RowView> all(List<LogEntry> entries, Filters filters, @Nullable UUID here) {
        Links links = new Links(filters);
        Marks marks = new Marks(filters.search());
        List<RowView> rows = new ArrayList<>(entries.size());
        for (LogEntry entry : entries) {
            RowView above = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            rows.add(of(entry, links, marks, filters.time(), above, entry.id().equals(here)));
        }
        return rows;
    }

    private static RowView of(
            LogEntry entry, Links links, Marks marks, TimeStyle style, @Nullable RowView above, boolean here) {
        String day = style.day(entry.ts());
        String message = entry.message().replace("\r\n", "\n");
        String line = ShownText.beginning(message, ROW_CHARS).strip().replace("\n", " ↵ ");
        String exception = entry.exception();
        return new RowView(
                entry.id().toString(),
                day,
                above == null || !above.day.equals(day),
                here,
                EntryJson.TIME.format(entry.ts()),
                style.clock(entry.ts()),
                entry.level().name(),
                entry.level().name().toLowerCase(Locale.ROOT),
                links.task(entry.taskId()),
                links.run(entry.runId()),
                NameView.of(ShownText.safe(entry.logger()), 1, "", term("logger", entry.logger())),
                Pieces.of(line, marks),
                exception == null ? null : Pieces.of(summary(exception), marks),
                line.equals(message) ? null : Pieces.of(message, marks),
                exception == null ? null : Trace.parts(exception.replace("\r\n", "\n"), entry.logger(), marks),
                fields(entry),
                entry.runId() == null
                        ? null
                        : Addresses.LOGS
                                + Parameters.NONE.with("run_id", entry.runId()).asQuery(),
                entry.runId() == null ? null : Addresses.run(entry.runId()),
                links.to(entry.id()));
    }

    boolean failed() {
        return trace != null;
    }

    boolean longer() {
        return whole != null;
    }

    /** To include or exclude its level. */
    String levelTerm() {
        return Search.term("level", level, false);
    }

    private static String summary(String exception) {
        int end = exception.indexOf('\n');
        String first = ShownText.beginning(end < 0 ? exception : exception.substring(0, end), ROW_CHARS)
                .stripTrailing();
        String root = Trace.rootCause(exception);
        return root.isEmpty() ? first : first + " ⟵ " + ShownText.beginning(root, ROW_CHARS);
    }

    private static List<Field> fields(LogEntry entry) {
        List<Field> fields = new ArrayList<>();
        entry.extra().forEach((name, value) -> {
            if (!name.equals(LogEntry.EXCEPTION)) {
                add(fields, name, value, 0);
            }
        });
        fields.sort(Comparator.comparing(Field::name));
        return fields;
    }

    private static void add(List<Field> fields, String name, Object value, int depth) {
        if (value instanceof Map<?, ?> map && depth < MAX_DEPTH) {
            map.forEach((key, each) -> add(fields, name + "." + key, each, depth + 1));
        } else {
            String term = value instanceof Collection ? null : term(name, String.valueOf(value));
            fields.add(new Field(ShownText.safe(name), ShownText.safe(String.valueOf(value)), term));
        }
    }

    /** Null for what nobody could type, or would. */
    private static @Nullable String term(String field, String value) {
        String term = Search.term(field, value, false);
        boolean typed = term.length() <= MAX_TERM
                && !value.isBlank()
                && ShownText.safe(value).equals(value);
        return typed && Search.isField(field) && value.indexOf('\n') < 0 ? term : null;
    }

    /** @param term what includes it in a search, and excludes it after a minus; null where neither can be */
    record Field(String name, String whole, @Nullable String term) {}

    /** A dotted name, of which the head may be cut off where there is no room. */
    public record NameView(
            String whole,
            String head,
            String tail,
            String link,
            @Nullable String term) {

        /** @param kept how many segments at the end are never cut */
        public static NameView of(String name, int kept, String link, @Nullable String term) {
            int at = name.length();
            for (int i = 0; i < kept && at > 0; i++) {
                at = name.lastIndexOf('.', at - 1);
            }
            // The root logger has no name.
            int tail = Math.min(at + 1, name.length());
            return new NameView(name, name.substring(0, tail), name.substring(tail), link, term);
        }
    }

    /** Where the names in a row lead. */
    private static final class Links {
        private final Filters filters;
        private final Map<String, NameView> tasks = new TreeMap<>();

        Links(Filters filters) {
            this.filters = filters;
        }

        @Nullable
        NameView task(@Nullable String id) {
            return id == null
                    ? null
                    : tasks.computeIfAbsent(
                            id,
                            key -> NameView.of(
                                    ShownText.safe(key), 2, filters.linkWith("task_id", key), term("task_id", key)));
        }

        /** The last characters tell runs apart: the first ones of an id are its time. */
        @Nullable
        NameView run(@Nullable String id) {
            if (id == null) {
                return null;
            }
            String shown = ShownText.safe(id);
            String tail = shown.substring(Math.max(0, shown.length() - RUN_CHARS));
            return new NameView(shown, "", tail, filters.linkWith("run_id", id), term("run_id", id));
        }

        String to(UUID id) {
            return Addresses.LOGS
                    + filters.fromNewest().with("context", id.toString()).asQuery() + "#e" + id;
        }
    }
}
