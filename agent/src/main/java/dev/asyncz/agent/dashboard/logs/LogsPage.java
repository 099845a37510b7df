package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.Answer;
import dev.asyncz.agent.dashboard.http.Ask;
import dev.asyncz.agent.dashboard.http.Parameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.logs.LogsView.Chip;
import dev.asyncz.agent.dashboard.logs.LogsView.Clock;
import dev.asyncz.agent.dashboard.logs.LogsView.Empty;
import dev.asyncz.agent.dashboard.logs.LogsView.Form;
import dev.asyncz.agent.dashboard.logs.LogsView.Page;
import dev.asyncz.agent.dashboard.logs.LogsView.Part;
import dev.asyncz.agent.dashboard.logs.LogsView.Status;
import dev.asyncz.agent.dashboard.logs.LogsView.Table;
import dev.asyncz.agent.dashboard.logs.LogsView.Times;
import dev.asyncz.agent.dashboard.search.Filters;
import dev.asyncz.agent.dashboard.search.Lines;
import dev.asyncz.agent.dashboard.search.TimeStyle;
import dev.asyncz.agent.dashboard.view.Choice;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page of lines, and the part of it that changes with the filters. */
public final class LogsPage {
    /** How many lines are shown on each side of one that a link leads to. */
    private static final int CONTEXT = 50;

    private static final Duration LEAST_BAR = Duration.ofSeconds(2);
    private static final Duration OLDEST_STAYS = Duration.ofSeconds(10);
    private static final int OLDEST_STAYS_TIMES = 100;
    private static final Set<String> IN_FORM = Set.of("q", "task_id", "level", "min_level", "range");

    private static final Map<String, String> NAMES = Map.of(
            "q", "search", "task_id", "task", "run_id", "run", "min_level", "at least", "since", "from", "until", "to");

    private final Lines lines;
    private final RunHistory history;
    private final Supplier<StorageFigures> figures;
    private final Supplier<List<String>> found;
    private volatile @Nullable Oldest oldest;

    public LogsPage(Lines lines, RunHistory history, Supplier<StorageFigures> figures, Supplier<List<String>> found) {
        this.lines = lines;
        this.history = history;
        this.figures = figures;
        this.found = found;
    }

    public Answer page(Ask ask) {
        Parameters given = Parameters.of(ask.query());
        if (given.get("add") != null) {
            return ask.redirect(Filters.lenient(added(given)).link());
        }
        Filters filters = Filters.lenient(given);
        Table table = contextOr(given, filters);
        return ask.html(table.code(), "logs", new Page(form(filters), problems(filters), table));
    }

    /** Answers htmx, and tells it what the page's address is now. */
    public Answer table(Ask ask) {
        Parameters given = added(Parameters.of(ask.query()));
        Filters filters = Filters.lenient(given);
        UUID after = filters.query().after();
        Table table = after == null
                ? contextOr(given, filters)
                : table(filters, filters.query().withAfter(Lines.lookingBack(after)));
        String context = given.get("context");
        String address = context == null
                ? filters.link()
                : Addresses.LOGS + filters.canonical().with("context", context).asQuery();
        boolean there = ask.page() != null && ask.page().endsWith(address);
        return ask.html(table.code(), "partial", new Part(problems(filters), table))
                .with("HX-Push-Url", there ? "false" : ask.here().base() + address);
    }

    /** The parameters with what a click includes or excludes as a part of the search; it replaces its opposite. */
    private static Parameters added(Parameters given) {
        String add = given.get("add");
        if (add == null) {
            return given;
        }
        String opposite = add.startsWith("-") ? add.substring(1) : "-" + add;
        String q = " " + (given.get("q") == null ? "" : given.get("q")) + " ";
        q = q.replace(" " + opposite + " ", " ");
        q = q.contains(" " + add + " ") ? q : q + add;
        return given.without("add", "before", "after", "context").with("q", q.strip());
    }

    private Table contextOr(Parameters given, Filters filters) {
        String context = given.get("context");
        try {
            return context == null
                    ? table(filters, filters.query())
                    : context(filters, Filters.cursor("context", context));
        } catch (Lines.Unreachable e) {
            return unreachable(filters, e);
        }
    }

    private Table table(Filters filters, LogQuery query) {
        UUID now = Lines.firstOf(System.currentTimeMillis());
        List<LogEntry> entries = lines.find(filters.withQuery(query));
        LogHistogram counted = counted(filters, entries);
        Status status = status(filters, entries, counted);
        return new Table(
                filters.problems().isEmpty() ? 200 : 400,
                RowView.all(entries, filters),
                status,
                chips(filters, filters.active().stream().filter(name -> !IN_FORM.contains(name))),
                entries.isEmpty() ? emptiness(filters, status) : null,
                counted == null || counted.matches() == 0 ? null : Histogram.of(counted, filters),
                (entries.isEmpty() ? now : entries.get(0).id()).toString(),
                filters.follows() && filters.problems().isEmpty(),
                entries.size() < filters.query().limit() ? null : older(filters, entries),
                filters.query().before() == null ? null : filters.linkWithout("before"),
                null,
                filters.fromNewest().without("time", "limit").asQuery(),
                times(filters, null),
                tasks());
    }

    /** A line among its neighbours, whatever the filters say. */
    private Table context(Filters filters, UUID id) {
        List<LogEntry> around = lines.around(id, CONTEXT);
        boolean kept = around.stream().anyMatch(entry -> entry.id().equals(id));
        Status status = status(filters, around, null);
        Empty empty = kept
                ? null
                : Empty.of(
                        "This line is no longer kept",
                        "It was logged at " + filters.time().moment(Instant.ofEpochMilli(Lines.millis(id))) + ". "
                                + keptSince(filters));
        return new Table(
                kept ? 200 : 404,
                kept ? RowView.all(around, filters, id) : List.of(),
                status,
                List.of(),
                empty,
                null,
                id.toString(),
                false,
                null,
                null,
                filters.link(),
                filters.fromNewest().without("time", "limit").asQuery(),
                times(filters, id),
                tasks());
    }

    private Table unreachable(Filters filters, Lines.Unreachable e) {
        Status status = status(filters, List.of(), null);
        String title = e.stopped() ? "The search was stopped" : "Storage unreachable";
        String text = e.sentence()
                + (e.stopped() || status.trouble() == null
                        ? ""
                        : " " + status.trouble() + ". " + status.queued() + " lines wait, " + status.dropped()
                                + " were dropped.");
        return new Table(
                e.stopped() ? 400 : 503,
                List.of(),
                status,
                chips(filters, filters.active().stream()),
                Empty.of(title, ShownText.safe(text)),
                null,
                Lines.firstOf(System.currentTimeMillis()).toString(),
                false,
                null,
                null,
                null,
                "",
                times(filters, null),
                tasks());
    }

    private static String older(Filters filters, List<LogEntry> entries) {
        UUID last = entries.get(entries.size() - 1).id();
        return Addresses.LOGS
                + filters.canonical()
                        .without("after")
                        .with("before", last.toString())
                        .asQuery();
    }

    /** The same page with another clock. */
    private static Times times(Filters filters, @Nullable UUID context) {
        Parameters here =
                context == null ? filters.canonical() : filters.canonical().with("context", context.toString());
        String plain = Addresses.LOGS + here.without("time").asQuery();
        String local = ZoneId.systemDefault().getId();
        return new Times(
                filters.time().name(),
                List.of(
                        new Clock("utc", "UTC", plain, filters.time().equals(TimeStyle.UTC)),
                        new Clock(
                                "local",
                                "local",
                                Addresses.LOGS + here.with("time", local).asQuery(),
                                !filters.time().ago() && !filters.time().equals(TimeStyle.UTC)),
                        new Clock(
                                "ago",
                                "ago",
                                Addresses.LOGS
                                        + here.with("time", TimeStyle.AGO).asQuery(),
                                filters.time().ago())));
    }

    private static List<String> problems(Filters filters) {
        return filters.problems().values().stream().map(ShownText::safe).toList();
    }

    /**
     * Counts what the filters find, over their range, over all that is kept, or where that is not known over what is
     * shown; null where there is nothing to count.
     */
    private @Nullable LogHistogram counted(Filters filters, List<LogEntry> shown) {
        LogQuery query = filters.query().withBefore(null).withAfter(null);
        Instant to = query.until() == null ? Instant.now().plusMillis(1) : query.until();
        Instant first = oldest();
        if (first == null && !shown.isEmpty()) {
            first = shown.get(shown.size() - 1).ts();
        }
        Instant from = query.since() == null ? beforeAll(first, to) : query.since();
        return from == null || !from.isBefore(to) || filters.impossible()
                ? null
                : lines.histogram(query, from, to, Histogram.BUCKETS);
    }

    /** A bar earlier: the oldest line is known to a second, and may have been logged before it was captured. */
    private static @Nullable Instant beforeAll(@Nullable Instant oldest, Instant to) {
        if (oldest == null) {
            return null;
        }
        Duration bar = Duration.between(oldest, to).dividedBy(Histogram.BUCKETS);
        return oldest.minus(bar.compareTo(LEAST_BAR) > 0 ? bar : LEAST_BAR);
    }

    private Status status(Filters filters, List<LogEntry> entries, @Nullable LogHistogram counted) {
        StorageFigures counts = figures.get();
        long size = lines.stats().size();
        long matched = counted == null ? 0 : counted.matches();
        String more = counted == null || counted.complete() ? "" : "at least ";
        Instant first = oldest();
        return new Status(
                number(entries.size()),
                counted == null ? null : more + number(matched),
                filters.active().isEmpty() || size < matched || !more.isEmpty() ? null : number(size - matched),
                number(counts.droppedTotal()),
                counts.dropped().isEmpty()
                        ? "nothing was dropped"
                        : counts.dropped().toString(),
                first == null ? null : filters.time().moment(first),
                counts.storage(),
                number(counts.produced()),
                number(counts.stored()),
                number(counts.queued()),
                filters.time().second(Instant.now()),
                counts.trouble() == null ? null : ShownText.safe(counts.trouble()));
    }

    /** Asks no more than once in a while, the longer the more it costs. */
    private @Nullable Instant oldest() {
        Oldest known = oldest;
        long now = System.nanoTime();
        if (known == null || now - known.until > 0) {
            try {
                Instant time = lines.oldest();
                long took = System.nanoTime() - now;
                known = new Oldest(time, now + Math.max(OLDEST_STAYS.toNanos(), OLDEST_STAYS_TIMES * took));
                oldest = known;
            } catch (Lines.Unreachable e) {
                return null;
            }
        }
        return known.time;
    }

    private List<String> tasks() {
        return history.names();
    }

    private Empty emptiness(Filters filters, Status status) {
        List<String> active = filters.active();
        Instant first = oldest();
        LogQuery query = filters.query();
        if (query.before() != null || query.after() != null) {
            return Empty.of("Nothing older is kept", keptSince(filters));
        }
        if (first != null && isOver(filters, first)) {
            return new Empty("No longer kept", keptSince(filters), List.of(), false, chips(filters, active.stream()));
        }
        if (active.equals(List.of("run_id"))) {
            return Empty.of(
                    "This run has logged nothing",
                    "It may be about to, or it ended without a line. What it says from now on appears here.");
        }
        if (active.isEmpty()) {
            return new Empty(
                    "Nothing captured yet",
                    "Lines appear here as soon as the application logs them.",
                    found.get().stream().map(ShownText::safe).toList(),
                    true,
                    List.of());
        }
        String why = filters.impossible()
                ? "“At least” and the chosen levels exclude each other."
                : (status.hidden() == null
                                ? "No stored line passes"
                                : "None of the " + status.hidden() + " lines passes")
                        + " all of these filters. Remove one:";
        return new Empty("No line matches", why, List.of(), false, chips(filters, active.stream()));
    }

    /** Whether all of what is asked for was logged before the oldest line that is kept. */
    private static boolean isOver(Filters filters, Instant first) {
        Instant until = filters.query().until();
        if (until != null && !until.isAfter(first)) {
            return true;
        }
        String run = filters.query().runId();
        boolean dated = run != null && run.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
        return dated && Lines.millis(UUID.fromString(run)) + 60_000 < first.toEpochMilli();
    }

    private String keptSince(Filters filters) {
        Instant first = oldest();
        return first == null
                ? "Nothing is kept."
                : "The oldest line that is kept is from " + filters.time().moment(first) + ".";
    }

    private static List<Chip> chips(Filters filters, Stream<String> names) {
        return names.filter(name -> !filters.value(name).isEmpty())
                .map(name -> new Chip(
                        NAMES.getOrDefault(name, name), ShownText.safe(filters.value(name)), filters.linkWithout(name)))
                .toList();
    }

    private static Form form(Filters filters) {
        Set<LogLevel> exact =
                filters.value("level").isEmpty() ? Set.of() : filters.query().levels();
        String range =
                filters.value("since").isEmpty() && filters.value("until").isEmpty()
                        ? filters.value("range")
                        : Filters.CUSTOM;
        return new Form(
                filters.value("q"),
                filters.value("task_id"),
                filters.value("run_id"),
                filters.value("node"),
                filters.value("since"),
                filters.value("until"),
                filters.value("time"),
                choices(filters.value("min_level")),
                Stream.of(LogLevel.values())
                        .map(level -> new Choice(level.name(), level.name(), exact.contains(level)))
                        .toList(),
                Ranges.choices(range),
                range.equals(Filters.CUSTOM),
                filters.query().limit());
    }

    private static List<Choice> choices(String chosen) {
        return Stream.of(LogLevel.values())
                .map(Enum::name)
                .map(name -> new Choice(name, name, name.equals(chosen)))
                .toList();
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private record Oldest(@Nullable Instant time, long until) {}

    /** The ranges to pick from. */
    private static final class Ranges {
        private static final String[][] ALL = {
            {"", "any time"},
            {"5m", "last 5 min"},
            {"1h", "last hour"},
            {"24h", "last 24 h"},
            {"today", "today"},
            {Filters.CUSTOM, "from … to …"}
        };

        static List<Choice> choices(String chosen) {
            List<Choice> choices = new ArrayList<>();
            for (String[] each : ALL) {
                choices.add(new Choice(each[0], each[1], each[0].equals(chosen)));
            }
            if (choices.stream().noneMatch(Choice::chosen)) {
                choices.add(new Choice(chosen, "last " + chosen, true));
            }
            return choices;
        }
    }
}
