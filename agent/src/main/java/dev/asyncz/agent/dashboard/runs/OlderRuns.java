package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.words.Numbers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some runs of a task, and the way to those before them.
 *
 * @param before whether these are not the last ones
 * @param shown the one that began last first
 * @param link the address of those before them; null where there are none, or none are kept
 * @param bounds how far back it goes, where that is not all; null where it is, or where there is a link
 */
record OlderRuns(
        boolean before,
        List<RunFacts> shown,
        @Nullable String link,
        @Nullable String bounds) {
    static final int PAGE = 100;

    /** With fewer the storage is taken to have no more; on the heap there may be that few of a task. */
    private static final int FEW = 30;

    /** The last runs. */
    static OlderRuns last(RunHistory history, @Nullable TaskHistory task, PageTime now) {
        if (task == null || task.runs().isEmpty()) {
            return new OlderRuns(false, List.of(), null, null);
        }
        List<RunFacts> runs = task.runs();
        RunFacts oldest = inARow(runs);
        if (history.isKept()) {
            return new OlderRuns(false, runs, linkIf(runs.size() >= FEW, task.id(), oldest), null);
        }
        if (task.facts().runs() <= runs.size()) {
            return new OlderRuns(false, runs, null, null);
        }
        String since =
                Moment.of(oldest.started(), now).clock() + " " + now.style().zoneName();
        return new OlderRuns(false, runs, null, bounds(task, since));
    }

    private static String bounds(TaskHistory task, String since) {
        return "These are the runs since " + since + ", of "
                + Numbers.grouped(task.facts().runs())
                + " since the start: in memory a task has its last " + PAGE
                + " (where there are many tasks, 30). The other storages keep older ones.";
    }

    /** Those before one. */
    static OlderRuns before(RunHistory history, String task, String run) {
        List<RunFacts> runs = history.older(task, id(run), PAGE);
        if (runs.isEmpty()) {
            return new OlderRuns(true, runs, null, null);
        }
        return new OlderRuns(true, runs, linkIf(runs.size() >= PAGE, task, runs.get(runs.size() - 1)), null);
    }

    /** Those of a node among them; all of them where that is null. */
    OlderRuns on(@Nullable String node) {
        return node == null
                ? this
                : new OlderRuns(
                        before,
                        shown.stream().filter(run -> run.node().equals(node)).toList(),
                        link == null ? null : link + "&node=" + URLEncoder.encode(node, StandardCharsets.UTF_8),
                        bounds);
    }

    /** The id of a run by which the ones before it are found. */
    static UUID id(String run) {
        return LogFilters.cursor("before", run);
    }

    /** The address of those before one; null where there are none. */
    private static @Nullable String linkIf(boolean more, String task, RunFacts oldest) {
        if (!more) {
            return null;
        }
        return Addresses.task(task)
                + QueryParameters.NONE.with("before", oldest.id()).asQuery();
    }

    /** The oldest of those that follow each other: the last one that was OK may be older by far. */
    private static RunFacts inARow(List<RunFacts> runs) {
        int last = runs.size() - 1;
        boolean only = runs.stream().filter(run -> run.outcome() == Outcome.OK).count() == 1;
        return runs.get(last > 0 && only && runs.get(last).outcome() == Outcome.OK ? last - 1 : last);
    }
}
