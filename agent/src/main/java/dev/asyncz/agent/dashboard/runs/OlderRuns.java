package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.words.Numbers;
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
        List<RunFacts> runs = task == null ? List.of() : task.runs();
        if (task == null || runs.isEmpty()) {
            return new OlderRuns(false, runs, null, null);
        }
        if (history.isKept()) {
            return new OlderRuns(false, runs, runs.size() < FEW ? null : link(task.id(), inARow(runs)), null);
        }
        RunFacts oldest = inARow(runs);
        return new OlderRuns(
                false,
                runs,
                null,
                task.facts().runs() <= runs.size()
                        ? null
                        : "These are the runs since "
                                + Moment.of(oldest.started(), now).clock()
                                + " " + now.style().zoneName() + ", of "
                                + Numbers.grouped(task.facts().runs())
                                + " since the start: in memory a task has its last " + PAGE
                                + " (where there are many tasks, 30). The other storages keep older ones.");
    }

    /** Those before one. */
    static OlderRuns before(RunHistory history, String task, String run) {
        List<RunFacts> runs = history.older(task, id(run), PAGE);
        return new OlderRuns(true, runs, runs.size() < PAGE ? null : link(task, runs.get(runs.size() - 1)), null);
    }

    /** The id of a run by which the ones before it are found. */
    static UUID id(String run) {
        return LogFilters.cursor("before", run);
    }

    private static String link(String task, RunFacts oldest) {
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
