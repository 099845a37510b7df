package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.signs.UtcTime;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Nothing will run it again on a node, since a run of it has failed there; or nothing one of several schedules that it has
 * in this JVM, until the same place makes another. Else ends with a later run on that node, with the
 * node's next start, and with the node's orderly end where another one has the task.
 */
final class Died implements SignRule {
    @Override
    public List<Sign> of(TaskAssessment assessment) {
        List<Sign> signs = new ArrayList<>();
        for (NodeTask node : assessment.nodes()) {
            if (node.death() != null && node.isRemembered(assessment.now()) && !isOver(node, assessment)) {
                signs.add(sign(node, assessment));
            }
        }
        return signs;
    }

    private static boolean isOver(NodeTask dead, TaskAssessment assessment) {
        boolean left = dead.life() == Life.FINISHED
                || (dead.life() == Life.STOPPED && !heirs(dead, assessment).isEmpty());
        return left
                || assessment.runs().stream()
                        .anyMatch(run -> run.node().equals(dead.node())
                                && dead.died() != null
                                && run.started().isAfter(dead.died()));
    }

    private static Sign sign(NodeTask dead, TaskAssessment assessment) {
        RunFacts run = last(dead, assessment);
        String why = run == null || run.failure() == null ? "" : " after " + run.failure();
        // Others have the same name, and go on.
        String what = (dead.died() == null ? "One of its schedules" : "It") + " never runs again";
        if (assessment.spansNodes() && dead.died() != null) {
            String heirs = heirs(dead, assessment);
            what = "It died on " + dead.node() + " at " + UtcTime.at(dead.died(), assessment.now())
                    + (heirs.isEmpty() ? "" : " (" + heirs + " it)");
        }
        return new Sign(
                        Kind.DIED,
                        assessment.spansNodes() ? dead.node() : "",
                        what + why + ": " + dead.death(),
                        "Certain: nothing will run it again"
                                + (assessment.spansNodes() ? " there before the next start" : ""),
                        run)
                .since(dead.died() != null || run == null ? dead.died() : run.started());
    }

    /** Who still runs it. */
    private static String heirs(NodeTask dead, TaskAssessment assessment) {
        List<String> names = assessment.nodes().stream()
                .filter(node -> node.life().isAlive()
                        && node.death() == null
                        && !node.node().equals(dead.node()))
                .map(NodeTask::node)
                .distinct()
                .sorted()
                .toList();
        return names.isEmpty()
                ? ""
                : names.stream().limit(3).collect(Collectors.joining(", "))
                        + (names.size() > 3 ? " and " + (names.size() - 3) + " more" : "")
                        + (names.size() == 1 ? " runs" : " run");
    }

    /** The one that failed last there; of a task that died by another one's failure its last. */
    private static @Nullable RunFacts last(NodeTask dead, TaskAssessment assessment) {
        List<RunFacts> there = assessment.runs().stream()
                .filter(run -> run.node().equals(dead.node()))
                .toList();
        return there.stream()
                .filter(run -> run.outcome() == Outcome.FAILED)
                .findFirst()
                .orElse(there.isEmpty() ? null : there.get(0));
    }
}
