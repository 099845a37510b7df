package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.logs.EmptyState.PartFound;
import dev.asyncz.agent.dashboard.logs.LogTable.Position;
import dev.asyncz.agent.dashboard.logs.LogTable.TableContent;
import dev.asyncz.agent.dashboard.search.FoundLines;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.SearchPart;
import dev.asyncz.agent.dashboard.search.SinceStart;
import dev.asyncz.agent.dashboard.search.StorageUnreachable;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.dashboard.view.StartText;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.agent.tasks.history.Starts.Start;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for lines and makes a table of them, whatever becomes of it. Any thread. */
final class LogTables {
    /** How many lines are shown on each side of one that a link leads to. */
    private static final int CONTEXT = 50;

    private static final int MANY_PARTS = 10;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration LEAST_BAR = Duration.ofSeconds(2);
    private static final Set<String> IN_FORM = Set.of("q", "task_id", "level", "min_level", "range");

    private final LogReader lines;
    private final RunHistory history;
    private final Supplier<StorageFigures> figures;
    private final Supplier<List<String>> found;
    private final Supplier<List<String>> gaps;
    private final OldestLine oldest;

    LogTables(
            LogReader lines,
            RunHistory history,
            Supplier<StorageFigures> figures,
            Supplier<List<String>> found,
            Supplier<List<String>> gaps) {
        this.lines = lines;
        this.history = history;
        this.figures = figures;
        this.found = found;
        this.gaps = gaps;
        this.oldest = new OldestLine(lines::oldest, System::nanoTime);
    }

    /** @param context the id of a line, to show it among its neighbours; null for what the filters find */
    LogTable table(LogFilters filters, @Nullable String context) {
        try {
            if (context == null) {
                return filtered(filters);
            }
            return around(filters, LogFilters.cursor("context", context));
        } catch (StorageUnreachable e) {
            return unreachable(filters, e);
        }
    }

    /** What the filters find. */
    LogTable filtered(LogFilters filters) {
        UUID now = Position.now();
        FoundLines searched = lines.search(filters);
        List<LogEntry> entries = searched.lines();
        Instant backTo = searched.searchedBackTo();
        LogHistogram counted = counted(filters, entries);
        LogStatus status = status(filters, entries, counted);
        List<PartFound> parts = entries.isEmpty() && backTo == null ? parts(filters) : List.of();
        List<String> others = filters.active().stream()
                .filter(name -> !IN_FORM.contains(name))
                .toList();
        boolean usable = filters.problems().isEmpty();
        return new LogTable(
                usable ? 200 : 400,
                new TableContent(
                        RowView.all(entries, filters, history.starts()),
                        FilterChip.of(filters, others),
                        entries.isEmpty() ? empty(filters, status, backTo, parts) : null,
                        histogram(counted, filters, history.starts())),
                status,
                new Position(
                        entries.stream()
                                .findFirst()
                                .map(LogEntry::id)
                                .orElse(now)
                                .toString(),
                        filters.follows() && usable,
                        older(filters, searched),
                        backTo == null ? null : filters.time().moment(backTo),
                        filters.query().before() == null ? null : filters.linkWithout("before"),
                        null,
                        startedAbove(filters, entries)),
                exported(filters),
                filters.time(),
                history.names());
    }

    /** A row knows the one below it; of the newer lines, from which these go on, only the id of the last is known. */
    private @Nullable String startedAbove(LogFilters filters, List<LogEntry> entries) {
        UUID before = filters.query().before();
        if (before == null || entries.isEmpty()) {
            return null;
        }
        Instant above = Instant.ofEpochMilli(TimeOrderedIds.millis(before));
        Start start = history.starts().between(entries.get(0).ts(), above);
        return start == null ? null : StartText.of(start, filters.time());
    }

    private EmptyState empty(
            LogFilters filters, LogStatus status, @Nullable Instant searchedBackTo, List<PartFound> parts) {
        return searchedBackTo == null
                ? EmptyState.of(filters, status, found.get(), gaps.get(), parts)
                : EmptyState.unfinished(filters, searchedBackTo);
    }

    /** What each part of the search and each other filter finds alone, as far as that is soon known. */
    private List<PartFound> parts(LogFilters filters) {
        List<QueryParameters> alone = new ArrayList<>();
        for (SearchPart part : filters.search().parts()) {
            alone.add(QueryParameters.NONE.with("q", part.typed()));
        }
        for (String name : filters.active()) {
            if (!name.equals("q")) {
                alone.add(QueryParameters.NONE.with(name, filters.value(name)));
            }
        }
        List<PartFound> parts = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (int i = 0; alone.size() > 1 && i < Math.min(MANY_PARTS, alone.size()); i++) {
            LogFilters part = LogFilters.lenient(new SinceStart(history).in(alone.get(i)));
            LogHistogram counted = System.nanoTime() - end < 0 ? counted(part, List.of()) : null;
            if (counted != null) {
                parts.add(PartFound.of(part, counted));
            }
        }
        return parts;
    }

    /** A line among its neighbours, whatever the filters say. */
    private LogTable around(LogFilters filters, UUID id) {
        List<LogEntry> around = lines.around(id, CONTEXT);
        boolean kept = around.stream().anyMatch(entry -> entry.id().equals(id));
        LogStatus status = status(filters, around, null);
        TableContent content = TableContent.none(List.of(), EmptyState.gone(id, status));
        if (kept) {
            content = new TableContent(RowView.all(around, filters, history.starts(), null, id), List.of(), null, null);
        }
        return new LogTable(
                kept ? 200 : 404,
                content,
                status,
                Position.around(id, filters.link()),
                exported(filters),
                filters.time(),
                history.names());
    }

    private LogTable unreachable(LogFilters filters, StorageUnreachable e) {
        LogStatus status = status(filters, List.of(), null);
        String text = e.sentence();
        if (!e.stopped() && status.trouble() != null) {
            text += " " + status.trouble() + ". " + status.queued() + " lines wait, " + status.dropped()
                    + " were dropped.";
        }
        String title = e.stopped() ? "The search was stopped" : "Storage unreachable";
        return new LogTable(
                e.stopped() ? 400 : 503,
                TableContent.none(FilterChip.of(filters, filters.active()), EmptyState.of(title, ShownText.safe(text))),
                status,
                Position.unknown(),
                "",
                filters.time(),
                history.names());
    }

    /** The address of what comes before what was searched; null where there is nothing. */
    private static @Nullable String older(LogFilters filters, FoundLines found) {
        UUID next = found.next(filters.query().limit());
        return next == null
                ? null
                : Addresses.LOGS
                        + filters.canonical()
                                .without("after")
                                .with("before", next.toString())
                                .asQuery();
    }

    private static String exported(LogFilters filters) {
        return filters.fromNewest().without("time", "limit").asQuery();
    }

    private LogStatus status(LogFilters filters, List<LogEntry> entries, @Nullable LogHistogram counted) {
        return new LogStatus(
                filters,
                entries.size(),
                counted,
                lines.stats().size(),
                oldest.time(),
                lines.reach(),
                lines.retention(),
                figures.get());
    }

    /**
     * Counts what the filters find, over their range, over all that is kept, or where that is not known over what is
     * shown; null where there is nothing to count, or counting takes too long.
     */
    private @Nullable LogHistogram counted(LogFilters filters, List<LogEntry> shown) {
        LogQuery query = filters.query().withBefore(null).withAfter(null);
        Instant to =
                Objects.requireNonNullElseGet(query.until(), () -> Instant.now().plusMillis(1));
        Instant first = oldest.time();
        if (first == null && !shown.isEmpty()) {
            first = shown.get(shown.size() - 1).ts();
        }
        Instant from = query.since() == null ? beforeAll(first, to) : query.since();
        if (from == null || !from.isBefore(to) || filters.impossible()) {
            return null;
        }
        try {
            Bars bars = Bars.of(from, to, HistogramView.BUCKETS);
            return lines.histogram(query, bars.from(), bars.to(), bars.count());
        } catch (StorageUnreachable e) {
            if (e.stopped()) {
                return null;
            }
            throw e;
        }
    }

    private static @Nullable HistogramView histogram(
            @Nullable LogHistogram counted, LogFilters filters, Starts starts) {
        if (counted == null || counted.matches() == 0) {
            return null;
        }
        return HistogramView.of(counted, filters, starts);
    }

    /** A bar earlier: the oldest line is known to a second, and may have been logged before it was captured. */
    private static @Nullable Instant beforeAll(@Nullable Instant oldest, Instant to) {
        if (oldest == null) {
            return null;
        }
        Duration bar = Duration.between(oldest, to).dividedBy(HistogramView.BUCKETS);
        return oldest.minus(bar.compareTo(LEAST_BAR) > 0 ? bar : LEAST_BAR);
    }
}
