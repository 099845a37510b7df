package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page of lines, and the part of it that changes with the filters. */
final class LogsPage {
    /** An entry may become visible this much later than a younger one; so a refresh looks back as far. */
    private static final long OVERLAP_MILLIS = 2_000;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Lines lines;
    private final DashboardSources sources;

    LogsPage(Lines lines, DashboardSources sources) {
        this.lines = lines;
        this.sources = sources;
    }

    Answer page(Ask ask) {
        Filters filters = Filters.of(Parameters.of(ask.query()));
        Table table;
        int status = 200;
        try {
            table = table(filters, lines.find(filters));
        } catch (Lines.Unreachable e) {
            status = 503;
            table = table(filters, List.of()).because(ShownText.safe(e.sentence()));
        }
        return ask.html(status, "logs", new Page(form(filters), table));
    }

    /** Answers htmx, and tells it what the page's address is now. */
    Answer table(Ask ask) {
        Filters filters = Filters.of(Parameters.of(ask.query()));
        UUID after = filters.query().after();
        Filters wider = after == null
                ? filters
                : new Filters(filters.canonical(), filters.query().withAfter(lookingBack(after)), filters.impossible());
        Table table = table(filters, lines.find(wider));
        String address = filters.link();
        boolean there = ask.page() != null && ask.page().endsWith(address);
        return ask.html(200, "partial", table)
                .with("HX-Push-Url", there ? "false" : ask.here().base() + address);
    }

    /** The smallest id of {@link #OVERLAP_MILLIS} earlier; only time-ordered ids (UUIDv7) have an earlier. */
    private static UUID lookingBack(UUID after) {
        long millis = after.getMostSignificantBits() >>> 16;
        return after.version() == 7 ? new UUID(Math.max(0, millis - OVERLAP_MILLIS) << 16, 0) : after;
    }

    private Table table(Filters filters, List<LogEntry> entries) {
        String older = entries.isEmpty()
                ? null
                : Site.PAGE
                        + filters.canonical()
                                .without("after")
                                .with(
                                        "before",
                                        entries.get(entries.size() - 1).id().toString())
                                .asQuery();
        return new Table(
                RowView.all(entries, filters),
                status(entries.size()),
                chips(filters, Stream.of("run_id", "since", "until")),
                entries.isEmpty() ? emptiness(filters) : null,
                older,
                entries.size() == filters.query().limit(),
                filters.query().before() == null ? null : filters.linkWithout("before"),
                "/dashboard/api/logs" + filters.canonical().asQuery(),
                tasks());
    }

    private Status status(int shown) {
        StorageFigures figures = sources.figures().get();
        return new Status(
                number(shown),
                figures.storage(),
                number(figures.produced()),
                number(figures.stored()),
                figures.queued() == 0 ? null : number(figures.queued()),
                number(figures.droppedTotal()),
                figures.dropped().isEmpty()
                        ? "nothing was dropped"
                        : figures.dropped().toString(),
                CLOCK.format(Instant.now()),
                figures.trouble() == null ? null : ShownText.safe(figures.trouble()));
    }

    private List<String> tasks() {
        return sources.runs().names();
    }

    private Empty emptiness(Filters filters) {
        List<String> active = filters.active();
        if (filters.query().before() != null || filters.query().after() != null) {
            return Empty.of("Nothing older is kept", "This is the end of what the storage still holds.");
        }
        if (active.equals(List.of("run_id"))) {
            return Empty.of(
                    "This run has logged nothing",
                    "It may not have logged a line, or its lines have left the storage by now.");
        }
        if (active.isEmpty()) {
            return new Empty(
                    "Nothing captured yet",
                    "Lines appear here as soon as the application logs them.",
                    sources.found().get().stream().map(ShownText::safe).toList(),
                    true,
                    List.of());
        }
        String why = filters.impossible()
                ? "“At least” and “exactly” exclude each other."
                : "No stored line passes all of these filters. Remove one:";
        return new Empty("No line matches", why, List.of(), false, chips(filters, active.stream()));
    }

    private static List<Chip> chips(Filters filters, Stream<String> names) {
        return names.filter(name -> !filters.value(name).isEmpty())
                .map(name -> new Chip(
                        name.replace('_', ' '), ShownText.safe(filters.value(name)), filters.linkWithout(name)))
                .toList();
    }

    private static Form form(Filters filters) {
        String level = filters.value("level");
        String minimum = filters.value("min_level");
        List<Choice> exact = new ArrayList<>(choices(level));
        if (level.indexOf(',') > 0) {
            exact.add(new Choice(level, level.replace(",", " or "), true));
        }
        return new Form(
                filters.value("q"),
                filters.value("task_id"),
                filters.value("run_id"),
                filters.value("since"),
                filters.value("until"),
                choices(minimum),
                exact,
                filters.query().limit());
    }

    private static List<Choice> choices(String chosen) {
        return Stream.of(LogLevel.values())
                .map(Enum::name)
                .map(name -> new Choice(name, name, name.equals(chosen)))
                .toList();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    // What the templates read.

    record Page(Form form, Table table) {
        boolean onLogs() {
            return true;
        }
    }

    record Form(
            String q,
            String task,
            String run,
            String since,
            String until,
            List<Choice> minimum,
            List<Choice> exact,
            int limit) {}

    record Choice(String value, String label, boolean chosen) {}

    /**
     * @param older the address of what comes before the last row; null without rows
     * @param more whether there may be something
     * @param newest the address of the newest lines; null when they are shown
     */
    record Table(
            List<RowView> rows,
            Status status,
            List<Chip> chips,
            @Nullable Empty empty,
            @Nullable String older,
            boolean more,
            @Nullable String newest,
            String json,
            List<String> tasks) {

        boolean filtered() {
            return !chips.isEmpty();
        }

        Table because(String sentence) {
            Empty unreachable = Empty.of("Storage unreachable", sentence);
            return new Table(rows, status, chips, unreachable, older, more, newest, json, tasks);
        }
    }

    record Status(
            String shown,
            String storage,
            String produced,
            String stored,
            @Nullable String queued,
            String dropped,
            String reasons,
            String updated,
            @Nullable String trouble) {}

    /** One filter in force, and the address without it. */
    record Chip(String name, String value, String without) {}

    /** Why there are no rows, and what to do about it. */
    record Empty(String title, String text, List<String> found, boolean first, List<Chip> chips) {
        boolean filtered() {
            return !chips.isEmpty();
        }

        boolean any() {
            return !found.isEmpty();
        }

        static Empty of(String title, String text) {
            return new Empty(title, text, List.of(), false, List.of());
        }
    }
}
