package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.Answer;
import dev.asyncz.agent.dashboard.http.Ask;
import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.Parameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.Filters;
import dev.asyncz.agent.dashboard.search.Lines;
import dev.asyncz.agent.dashboard.search.Search;
import dev.asyncz.agent.dashboard.view.Marks;
import dev.asyncz.agent.dashboard.view.RowView;
import dev.asyncz.agent.dashboard.view.Trace;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run: how it ended, its whole log across threads, and what changed since the last one that succeeded. */
public final class RunPage {
    /** How many lines of a run are shown, and compared. */
    private static final int LINES = Filters.MAX_LIMIT;

    /** Lines may come late, and from machines whose clocks differ. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final Lines lines;
    private final RunHistory history;

    public RunPage(Lines lines, RunHistory history) {
        this.lines = lines;
        this.history = history;
    }

    public Answer page(Ask ask, String id) {
        Tasks tasks = new Tasks(history);
        RunFacts run = history.run(id);
        List<LogEntry> entries = new ArrayList<>();
        String unreachable = null;
        try {
            entries.addAll(log(id, run));
        } catch (Lines.Unreachable e) {
            unreachable = ShownText.safe(e.sentence());
        }
        if (run == null && entries.isEmpty() && unreachable == null) {
            return ask.problem(
                    404,
                    "Nothing is kept of the run '" + BadParameter.shortened(id)
                            + "': neither how it ended nor its lines.");
        }
        String task = run != null
                ? run.task()
                : entries.isEmpty() ? null : entries.get(0).taskId();
        TaskHistory among = task == null ? null : history.task(task);
        return ask.html(200, "run", page(id, run, task, among, entries, unreachable, tasks));
    }

    /**
     * Oldest first.
     *
     * @param run bounds the time that is searched, as not every storage has an index of runs; null if unknown
     */
    private List<LogEntry> log(String id, @Nullable RunFacts run) {
        Filters filters = filters(id);
        if (run != null) {
            Parameters bounded = filters.canonical()
                    .with("since", run.started().minus(MARGIN).toString());
            Instant ended = run.ended();
            filters = Filters.of(
                    ended == null
                            ? bounded
                            : bounded.with("until", ended.plus(MARGIN).toString()));
        }
        List<LogEntry> entries = new ArrayList<>(lines.find(filters));
        Collections.reverse(entries);
        return entries;
    }

    private static Filters filters(String run) {
        return Filters.of(Parameters.NONE.with("run_id", run).with("limit", String.valueOf(LINES)));
    }

    private Page page(
            String id,
            @Nullable RunFacts run,
            @Nullable String task,
            @Nullable TaskHistory history,
            List<LogEntry> entries,
            @Nullable String unreachable,
            Tasks tasks) {
        List<RunFacts> runs = runs(run, history == null ? List.of() : history.runs());
        int at = position(id, runs);
        String shown = ShownText.safe(id);
        return new Page(
                tasks.extent(),
                shown,
                shown.substring(Math.max(0, shown.length() - 8)),
                task == null ? null : RunView.TaskName.of(task),
                run == null ? null : RunView.of(run, tasks.nodes(), tasks.now()),
                run == null ? null : compared(run, runs, tasks.now()),
                run == null || run.ended() == null
                        ? null
                        : RunView.Moment.of(java.util.Objects.requireNonNull(run.ended()), tasks.now()),
                run == null ? List.of() : threads(run),
                run == null ? List.of() : counts(run),
                trace(run),
                at >= 0 && at + 1 < runs.size() ? RunView.of(runs.get(at + 1), false, tasks.now()) : null,
                at > 0 ? RunView.of(runs.get(at - 1), false, tasks.now()) : null,
                Strip.of(at > Strip.RUNS ? runs.subList(at - Strip.RUNS / 2, runs.size()) : runs, id, tasks.now()),
                changed(run, runs, entries, tasks),
                unfounded(run, runs, entries),
                RowView.all(entries, filters(id)),
                unreachable,
                entries.size() == LINES ? TaskView.number(LINES) : null,
                Addresses.lines("run_id", id));
    }

    /** The run among those about it: the last ones, or, where it is older than they are, those before it. */
    private List<RunFacts> runs(@Nullable RunFacts run, List<RunFacts> last) {
        if (run == null || position(run.id(), last) >= 0) {
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

    /** How its duration compares with that of the other runs. */
    private static @Nullable String compared(RunFacts run, List<RunFacts> runs, Instant now) {
        Durations usual = Durations.of(
                runs.stream().filter(other -> !other.id().equals(run.id())).toList());
        if (usual.count() < Durations.ENOUGH || run.outcome() == Outcome.CUT_SHORT) {
            return null;
        }
        Duration took = run.duration() != null ? run.duration() : Duration.between(run.started(), now);
        double times = took.toNanos() / (double) Math.max(1, usual.median().toNanos());
        return String.format(Locale.ROOT, times < 10 ? "%.1f" : "%.0f", times) + " × the median of "
                + Durations.words(usual.median()) + "; p95 " + Durations.words(usual.p95());
    }

    private static List<String> threads(RunFacts run) {
        return run.threads().stream()
                .map(name -> name.isEmpty() ? "a virtual thread" : ShownText.safe(name))
                .toList();
    }

    private static List<Count> counts(RunFacts run) {
        List<Count> counts = new ArrayList<>();
        for (dev.asyncz.api.LogLevel level : dev.asyncz.api.LogLevel.values()) {
            int count = run.lines().of(level);
            if (count > 0) {
                counts.add(0, new Count(level.name(), level.name().toLowerCase(Locale.ROOT), TaskView.number(count)));
            }
        }
        return counts;
    }

    /** What it failed of, with the frames that matter; empty for a run that did not. */
    private static List<Trace.Part> trace(@Nullable RunFacts run) {
        if (run == null || run.failure() == null) {
            return List.of();
        }
        String text = run.exception() != null ? run.exception() : run.failure();
        return Trace.parts(text.replace("\r\n", "\n"), run.task(), new Marks(Search.NONE));
    }

    private @Nullable WhatChanged changed(
            @Nullable RunFacts run, List<RunFacts> runs, List<LogEntry> entries, Tasks tasks) {
        RunFacts base = run == null ? null : lastSuccess(run, runs);
        if (base == null) {
            return null;
        }
        try {
            List<LogEntry> before = log(base.id(), base);
            boolean cut = before.size() == LINES || entries.size() == LINES;
            return before.isEmpty() && base.lines().total() > 0
                    ? null
                    : WhatChanged.between(
                            entries,
                            before,
                            RunView.of(base, tasks.nodes(), tasks.now()),
                            cut ? TaskView.number(LINES) : null);
        } catch (Lines.Unreachable e) {
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
    private static @Nullable String unfounded(@Nullable RunFacts run, List<RunFacts> runs, List<LogEntry> entries) {
        if (run == null || entries.isEmpty() && run.lines().total() == 0 && runs.size() < 2) {
            return null;
        }
        return lastSuccess(run, runs) == null
                ? "No earlier run of this task that succeeded is kept, so there is nothing to compare it with."
                : "The lines of the last run that succeeded have left the storage, so there is nothing to compare it with.";
    }

    /** How many lines of a level. */
    record Count(String level, String levelClass, String number) {}

    /**
     * @param run null for one of which there are lines, but no record
     * @param previous the run of the same task that began before it
     * @param changed null where there is nothing to compare it with
     * @param cut how many lines are shown, where there are more; null where all are
     */
    record Page(
            Tasks.Extent extent,
            String id,
            String tail,
            RunView.@Nullable TaskName name,
            @Nullable RunView run,
            @Nullable String compared,
            RunView.@Nullable Moment ended,
            List<String> threads,
            List<Count> counts,
            List<Trace.Part> trace,
            @Nullable RunView previous,
            @Nullable RunView following,
            Strip strip,
            @Nullable WhatChanged changed,
            @Nullable String unfounded,
            List<RowView> rows,
            @Nullable String unreachable,
            @Nullable String cut,
            String log) {
        boolean onTasks() {
            return true;
        }

        boolean failed() {
            return !trace.isEmpty();
        }

        boolean silent() {
            return rows.isEmpty();
        }

        boolean anyThreads() {
            return !threads.isEmpty();
        }
    }
}
