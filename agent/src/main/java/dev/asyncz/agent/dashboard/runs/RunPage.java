package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpResponse;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.runs.RunView.TaskName;
import dev.asyncz.agent.dashboard.runs.TaskSnapshot.HistoryExtent;
import dev.asyncz.agent.dashboard.runs.failure.BesideFailure;
import dev.asyncz.agent.dashboard.runs.failure.FailureSentence;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.SearchQuery;
import dev.asyncz.agent.dashboard.search.StorageUnreachable;
import dev.asyncz.agent.dashboard.timeline.ThreadLanes;
import dev.asyncz.agent.dashboard.view.Highlighter;
import dev.asyncz.agent.dashboard.view.LogExcerpt;
import dev.asyncz.agent.dashboard.view.ReachText;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.dashboard.view.StackTrace;
import dev.asyncz.agent.dashboard.view.StackTrace.FrameGroup;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run: how it ended, its whole log across threads, and what changed since the last one that succeeded. */
public final class RunPage {
    /** How many lines of a run are shown, and compared. */
    private static final int LINES = LogFilters.MAX_LIMIT;

    /** Lines may come late, and from machines whose clocks differ. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final LogReader lines;
    private final RunHistory history;
    private final Signs signs;

    public RunPage(LogReader lines, RunHistory history, Signs signs) {
        this.lines = lines;
        this.history = history;
        this.signs = signs;
    }

    /** @param id the run's, as its address has it */
    public HttpResponse page(HttpRequest request, String id) {
        TaskSnapshot tasks = new TaskSnapshot(history, signs, request);
        RunFacts run = history.run(id);
        LogFilters filters = filters(id, request.context().reader().parameters());
        List<LogEntry> entries = new ArrayList<>();
        String unreachable = null;
        try {
            entries.addAll(log(filters, run));
        } catch (StorageUnreachable e) {
            unreachable = ShownText.safe(e.sentence());
        }
        if (run == null && entries.isEmpty() && unreachable == null) {
            return request.problem(
                    404,
                    "Nothing is kept of the run '" + BadParameter.shortened(id)
                            + "': neither how it ended nor its lines.");
        }
        LogExcerpt log = new LogExcerpt(
                "rows",
                RowView.all(entries, filters, history.starts()),
                unreachable,
                mostIf(entries.size() == LINES),
                ReachText.of(lines.reach(), tasks.now().instant()),
                filters);
        if (run == null) {
            String task = entries.stream().findFirst().map(LogEntry::taskId).orElse(null);
            return request.html(200, "pages/run", RunPageView.ofLines(tasks.extent(), RunTitle.of(id, task), log));
        }
        return request.html(200, "pages/run", view(run, entries, log, tasks, request));
    }

    /**
     * Oldest first.
     *
     * @param run bounds the time that is searched, as not every storage has an index of runs; null if unknown
     */
    private List<LogEntry> log(LogFilters of, @Nullable RunFacts run) {
        LogFilters filters = of;
        if (run != null) {
            QueryParameters bounded = filters.canonical()
                    .with("since", run.started().minus(MARGIN).toString());
            Instant ended = run.ended();
            if (ended != null) {
                bounded = bounded.with("until", ended.plus(MARGIN).toString());
            }
            filters = LogFilters.of(bounded);
        }
        List<LogEntry> entries = new ArrayList<>(lines.find(filters));
        Collections.reverse(entries);
        return entries;
    }

    private static LogFilters filters(String run, QueryParameters wishes) {
        return LogFilters.of(wishes.with("run_id", run).with("limit", String.valueOf(LINES)));
    }

    private RunPageView view(
            RunFacts run, List<LogEntry> entries, LogExcerpt log, TaskSnapshot tasks, HttpRequest request) {
        TaskHistory task = history.task(run.task());
        List<RunFacts> runs =
                runs(run, Optional.ofNullable(task).map(TaskHistory::runs).orElse(List.of()));
        int at = position(run.id(), runs);
        return new RunPageView(
                tasks.extent(),
                RunTitle.of(run.id(), run.task()),
                new RunDetails(run, runs, at, tasks.view(run), RunDetails.traces(entries)),
                FailureSentence.of(run, entries),
                trace(run),
                RunSteps.around(runs, at, tasks.now()),
                ThreadLanes.of(run, entries, tasks.now()),
                BesideFailure.of(
                        run, entries, lines, history.starts(), request.context().reader(), tasks.nodes()),
                comparison(changed(run, runs, entries, tasks), run, runs, entries),
                log);
    }

    /** The run among those about it: the last ones, or, where it is older than they are, those before it. */
    private List<RunFacts> runs(RunFacts run, List<RunFacts> last) {
        if (position(run.id(), last) >= 0) {
            return last;
        }
        List<RunFacts> runs = new ArrayList<>(List.of(run));
        try {
            runs.addAll(history.older(run.task(), UUID.fromString(run.id()), OlderRuns.PAGE));
        } catch (RuntimeException unanswered) {
            // Its own record was there; it is shown alone.
        }
        return runs;
    }

    private static int position(String id, List<RunFacts> runs) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** What it failed of, with the frames that matter; empty for a run that did not. */
    private static List<FrameGroup> trace(RunFacts run) {
        String failure = run.failure();
        if (failure == null) {
            return List.of();
        }
        String text = Objects.requireNonNullElse(run.exception(), failure);
        return StackTrace.groups(text.replace("\r\n", "\n"), run.task(), new Highlighter(SearchQuery.NONE));
    }

    private static Comparison comparison(
            @Nullable RunComparison changed, RunFacts run, List<RunFacts> runs, List<LogEntry> entries) {
        if (changed != null) {
            return new Comparison(changed, null);
        }
        return new Comparison(null, unfounded(run, runs, entries));
    }

    /** How many lines are looked at, where there are more; else null. */
    private static @Nullable String mostIf(boolean cut) {
        return cut ? Numbers.grouped(LINES) : null;
    }

    private @Nullable RunComparison changed(
            RunFacts run, List<RunFacts> runs, List<LogEntry> entries, TaskSnapshot tasks) {
        RunFacts base = lastSuccess(run, runs);
        if (base == null) {
            return null;
        }
        try {
            List<LogEntry> before = log(filters(base.id(), QueryParameters.NONE), base);
            if (before.isEmpty() && base.lines().total() > 0) {
                return null;
            }
            boolean cut = before.size() == LINES || entries.size() == LINES;
            return RunComparison.between(entries, before, tasks.view(base), mostIf(cut));
        } catch (StorageUnreachable e) {
            return null;
        }
    }

    private static @Nullable RunFacts lastSuccess(RunFacts run, List<RunFacts> runs) {
        return runs.stream()
                .filter(other -> other.id().compareTo(run.id()) < 0 && other.outcome() == Outcome.OK)
                .findFirst()
                .orElse(null);
    }

    /** Why nothing is compared; null where it is, or where that needs no word. */
    private static @Nullable String unfounded(RunFacts run, List<RunFacts> runs, List<LogEntry> entries) {
        if (entries.isEmpty() && run.lines().total() == 0 && runs.size() < 2) {
            return null;
        }
        if (lastSuccess(run, runs) == null) {
            return "No earlier run of this task that succeeded is kept, so there is nothing to compare it with.";
        }
        return "The lines of the last run that succeeded have left the storage, so there is nothing to compare it with.";
    }

    /**
     * @param details null for a run of which there are lines, but no record
     * @param why null for a run that did not fail
     * @param beside null for a run that did not go wrong
     * @param trace what it failed of; empty for a run that did not
     * @param hops its threads; null where one alone has logged
     */
    record RunPageView(
            HistoryExtent extent,
            RunTitle title,
            @Nullable RunDetails details,
            @Nullable FailureSentence why,
            List<FrameGroup> trace,
            RunSteps steps,
            @Nullable ThreadLanes hops,
            @Nullable BesideFailure beside,
            Comparison comparison,
            LogExcerpt log) {

        static RunPageView ofLines(HistoryExtent extent, RunTitle title, LogExcerpt log) {
            return new RunPageView(
                    extent,
                    title,
                    null,
                    null,
                    List.of(),
                    new RunSteps(null, null),
                    null,
                    null,
                    new Comparison(null, null),
                    log);
        }

        boolean onTasks() {
            return true;
        }

        boolean failed() {
            return !trace.isEmpty();
        }
    }

    /** @param name null where nobody knows of which task it is */
    record RunTitle(String id, @Nullable TaskName name) {
        static RunTitle of(String id, @Nullable String task) {
            return new RunTitle(
                    ShownText.safe(id),
                    Optional.ofNullable(task).map(TaskName::of).orElse(null));
        }

        /** What tells its id apart from others. */
        String tail() {
            return id.substring(Math.max(0, id.length() - 8));
        }
    }

    /** The runs of the same task that began before and after it; null where there are none. */
    record RunSteps(@Nullable RunView previous, @Nullable RunView following) {

        /** @param at where it is among {@code runs}; negative where it is not */
        static RunSteps around(List<RunFacts> runs, int at, PageTime now) {
            boolean earlier = at >= 0 && at + 1 < runs.size();
            return new RunSteps(
                    earlier ? new RunView(runs.get(at + 1), false, now) : null,
                    at > 0 ? new RunView(runs.get(at - 1), false, now) : null);
        }
    }

    /**
     * @param changed null where there is nothing to compare it with
     * @param unfounded why; null where that needs no word
     */
    record Comparison(
            @Nullable RunComparison changed, @Nullable String unfounded) {}
}
