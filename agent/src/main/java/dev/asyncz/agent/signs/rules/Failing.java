package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.util.List;

/**
 * Its last run failed, or many of the last ones did; or all that one node has run lately, while it goes well on others.
 * Ends with a run that does its work, for many when they are few again.
 */
final class Failing implements SignRule {
    @Override
    public List<Sign> of(TaskAssessment assessment) {
        if (assessment.over().isEmpty() || (assessment.has(Kind.DIED) && !assessment.spansNodes())) {
            return List.of();
        }
        List<RunFacts> failed = assessment.over().stream()
                .takeWhile(run -> run.outcome() == Outcome.FAILED)
                .filter(run -> assessment.signs().stream().noneMatch(sign -> run.equals(sign.run())))
                .toList();
        if (!failed.isEmpty()) {
            return List.of(last(failed, assessment));
        }
        List<Sign> there = onOneNode(assessment);
        return there.isEmpty() ? often(assessment) : there;
    }

    private static Sign last(List<RunFacts> failed, TaskAssessment assessment) {
        RunFacts last = failed.get(0);
        String what = failed.size() == 1 ? "Its last run failed" : "Its last " + failed.size() + " runs failed";
        return new Sign(
                        Kind.FAILING,
                        assessment.node(last),
                        what + (failed.size() == 1 ? assessment.where(last) : "") + ": " + last.cause(),
                        "Until a run of it succeeds",
                        last)
                .since(failed.get(failed.size() - 1).started());
    }

    /** A node that is gone fails no more. */
    private static List<Sign> onOneNode(TaskAssessment assessment) {
        if (!assessment.spansNodes()) {
            return List.of();
        }
        return assessment.nodes().stream()
                .filter(node -> node.life().isAlive() && node.death() == null)
                .map(NodeTask::node)
                .distinct()
                .map(node -> assessment.over().stream()
                        .filter(run -> run.node().equals(node))
                        .takeWhile(run -> run.outcome() == Outcome.FAILED)
                        .toList())
                .filter(failed -> failed.size() >= TaskAssessment.MANY)
                .map(failed -> new Sign(
                                Kind.FAILING,
                                failed.get(0).node(),
                                "Its last " + failed.size() + " runs on "
                                        + failed.get(0).node() + " failed: "
                                        + failed.get(0).cause(),
                                "From " + TaskAssessment.MANY + " runs in a row on one node on",
                                failed.get(0))
                        .since(failed.get(failed.size() - 1).started()))
                .toList();
    }

    private static List<Sign> often(TaskAssessment assessment) {
        List<RunFacts> recent = TaskAssessment.recent(assessment.over());
        List<RunFacts> failed =
                recent.stream().filter(run -> run.outcome() == Outcome.FAILED).toList();
        if (!assessment.hasPast() || failed.size() < TaskAssessment.MANY || assessment.has(Kind.DIED)) {
            return List.of();
        }
        return List.of(new Sign(
                        Kind.FAILING,
                        "",
                        failed.size() + " of its last " + recent.size() + " runs failed: "
                                + failed.get(0).cause(),
                        "From " + TaskAssessment.MANY + " of the last " + TaskAssessment.RECENT + " runs on",
                        failed.get(0))
                .since(failed.get(failed.size() - 1).started()));
    }
}
