package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.problems.MessageTemplate;
import dev.asyncz.agent.tasks.RunFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs of one task that failed of the same kind of error: numbers, ids and quoted values do not count.
 *
 * @param last the last one of them
 * @param first when the first one began, of those that are kept
 */
record FailedRuns(RunView last, int count, Moment first) {

    /** @param failed the last one first; so are the kinds */
    static List<FailedRuns> byKind(List<RunView> failed) {
        Map<List<String>, List<RunView>> kinds = new LinkedHashMap<>();
        for (RunView each : failed) {
            kinds.computeIfAbsent(kind(each), key -> new ArrayList<>()).add(each);
        }
        return kinds.values().stream().map(FailedRuns::of).toList();
    }

    boolean several() {
        return count > 1;
    }

    private static FailedRuns of(List<RunView> runs) {
        return new FailedRuns(
                runs.get(0), runs.size(), runs.get(runs.size() - 1).started());
    }

    private static List<String> kind(RunView run) {
        RunFacts facts = run.facts();
        return List.of(facts.task(), MessageTemplate.normalised(String.valueOf(run.cause())));
    }
}
