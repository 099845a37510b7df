package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.dashboard.ShownText.Piece;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.api.LogEntry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
 * @param message the beginning of the message, on one line
 * @param exception the first line of the exception; null without one
 * @param whole the whole message, where the row does not show all of it; null otherwise
 * @param permalink an address whose first row is this line
 */
record RowView(
        String id,
        String day,
        boolean newDay,
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
        @Nullable List<Piece> trace,
        List<Field> fields,
        String permalink) {
    private static final int ROW_CHARS = 2_000;
    private static final int RUN_CHARS = 8;
    private static final int MAX_DEPTH = 20;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** For {@code rows.mustache}; the links in them keep {@code filters}. */
    static List<RowView> all(List<LogEntry> entries, Filters filters) {
        Links links = new Links(filters);
        List<RowView> rows = new ArrayList<>(entries.size());
        for (LogEntry entry : entries) {
            rows.add(of(entry, links, rows.isEmpty() ? null : rows.get(rows.size() - 1)));
        }
        return rows;
    }

    private static RowView of(LogEntry entry, Links links, @Nullable RowView above) {
        String day = DAY.format(entry.ts());
        String message = ShownText.safe(entry.message());
        String line = ShownText.beginning(message, ROW_CHARS).strip().replace("\n", " ↵ ");
        String exception = entry.exception() == null ? null : ShownText.safe(entry.exception());
        String q = links.filters.query().text();
        return new RowView(
                entry.id().toString(),
                day,
                above == null || !above.day.equals(day),
                EntryJson.TIME.format(entry.ts()),
                CLOCK.format(entry.ts()),
                entry.level().name(),
                entry.level().name().toLowerCase(Locale.ROOT),
                links.task(entry.taskId()),
                links.run(entry.runId()),
                NameView.of(ShownText.safe(entry.logger()), 1, ""),
                ShownText.pieces(line, q),
                exception == null ? null : ShownText.pieces(firstLine(exception), q),
                line.equals(message) ? null : ShownText.pieces(message, q),
                exception == null ? null : ShownText.pieces(exception, q),
                fields(entry),
                links.to(entry.id()));
    }

    boolean failed() {
        return trace != null;
    }

    boolean longer() {
        return whole != null;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return ShownText.beginning(end < 0 ? text : text.substring(0, end), ROW_CHARS);
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
            fields.add(new Field(ShownText.safe(name), ShownText.safe(String.valueOf(value))));
        }
    }

    record Field(String name, String value) {}

    /** A dotted name, of which the head may be cut off where there is no room. */
    record NameView(String whole, String head, String tail, String link) {

        /** @param kept how many segments at the end are never cut */
        static NameView of(String name, int kept, String link) {
            int at = name.length();
            for (int i = 0; i < kept && at > 0; i++) {
                at = name.lastIndexOf('.', at - 1);
            }
            return new NameView(name, name.substring(0, at + 1), name.substring(at + 1), link);
        }
    }

    /** Where the names in a row lead. */
    static final class Links {
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
                            id, key -> NameView.of(ShownText.safe(key), 2, filters.linkWith("task_id", key)));
        }

        /** The last characters tell runs apart: the first ones of an id are its time. */
        @Nullable
        NameView run(@Nullable String id) {
            if (id == null) {
                return null;
            }
            String shown = ShownText.safe(id);
            String tail = shown.substring(Math.max(0, shown.length() - RUN_CHARS));
            return new NameView(shown, "", tail, filters.linkWith("run_id", id));
        }

        /** {@code before} leaves out the id that it names, so it names the next one. */
        String to(UUID id) {
            UUID next = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
            return Site.PAGE + Parameters.NONE.with("before", next.toString()).asQuery() + "#e" + id;
        }
    }
}
