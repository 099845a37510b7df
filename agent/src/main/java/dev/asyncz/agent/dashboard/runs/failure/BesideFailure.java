package dev.asyncz.agent.dashboard.runs.failure;

import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.ReaderWishes;
import dev.asyncz.agent.dashboard.http.reader.RowLook;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.SearchQuery;
import dev.asyncz.agent.dashboard.search.StorageUnreachable;
import dev.asyncz.agent.dashboard.view.LogExcerpt;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other tasks and nodes complained of when a run failed: their lines of WARN and above around that moment.
 *
 * @param look that of the reader; where there are several nodes, with a column for them
 * @param failed when it failed, by the reader's clock
 */
public record BesideFailure(LogExcerpt lines, RowLook look, String failed) {
    private static final Duration AROUND = Duration.ofMinutes(2);
    private static final int LINES = 100;

    /**
     * @param own what the run itself has logged, oldest first
     * @param spansNodes whether there is more than one node
     * @return null for a run that did not go wrong
     */
    public static @Nullable BesideFailure of(
            RunFacts run, List<LogEntry> own, LogReader lines, Starts starts, ReaderWishes reader, boolean spansNodes) {
        if (run.outcome() == Outcome.RUNNING || run.outcome() == Outcome.OK) {
            return null;
        }
        Instant moment = moment(run, own);
        RowLook look = spansNodes ? reader.look().withFirst("node") : reader.look();
        LogFilters filters = filters(run, moment, new ReaderWishes(reader.time(), look, "").parameters());
        List<LogEntry> found = List.of();
        String unreachable = null;
        try {
            found = lines.find(filters);
        } catch (StorageUnreachable e) {
            unreachable = ShownText.safe(e.sentence());
        }
        LogExcerpt excerpt = new LogExcerpt(
                "beside",
                RowView.all(nearest(found, moment), filters, starts),
                unreachable,
                found.size() > LINES ? Numbers.grouped(LINES) : null,
                null,
                filters);
        return new BesideFailure(
                excerpt,
                look,
                reader.time().sinceToday(moment, Instant.now()) + " "
                        + reader.time().zoneName());
    }

    /** When it failed; of a run that was cut short the last that is known of it. */
    private static Instant moment(RunFacts run, List<LogEntry> own) {
        Instant ended = run.ended();
        if (ended != null) {
            return ended;
        }
        return own.isEmpty() ? run.started() : own.get(own.size() - 1).ts();
    }

    private static LogFilters filters(RunFacts run, Instant moment, QueryParameters wishes) {
        return LogFilters.of(wishes.with("q", SearchQuery.term("run_id", run.id(), true))
                .with("min_level", "WARN")
                .with("since", moment.minus(AROUND).toString())
                .with("until", moment.plus(AROUND).toString())
                .with("limit", String.valueOf(LogFilters.MAX_LIMIT)));
    }

    /** The nearest ones, oldest first. */
    private static List<LogEntry> nearest(List<LogEntry> found, Instant moment) {
        return found.stream()
                .sorted(Comparator.comparing(
                        entry -> Duration.between(entry.ts(), moment).abs()))
                .limit(LINES)
                .sorted(Comparator.comparing(LogEntry::id))
                .toList();
    }
}
