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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM has fallen silent while a run of the task was under way. Ends with the node's next start, with a later run there
 * that did its work, and after a day: a node that has another name at each start never comes back.
 */
final class Killed implements SignRule {
    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** A run may be written down this much after its JVM was last heard of, as far as clocks tell. */
    private static final Duration CLOCKS = Duration.ofSeconds(1);

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        List<Sign> signs = new ArrayList<>();
        for (NodeTask node : assessment.nodes()) {
            if (node.life() == Life.SILENT
                    && node.leftBehind() > 0
                    && node.heard().plus(REMEMBERED).isAfter(assessment.now())) {
                assessment.runs().stream()
                        .filter(run -> run.node().equals(node.node()))
                        .takeWhile(run -> !run.outcome().isDone())
                        .filter(run -> run.outcome() == Outcome.CUT_SHORT
                                && run.duration() == null // Else it was cancelled.
                                && !run.started().isAfter(node.heard().plus(CLOCKS)))
                        .findFirst()
                        .ifPresent(run -> signs.add(sign(node, run, assessment)));
            }
        }
        return signs;
    }

    private static Sign sign(NodeTask node, RunFacts run, TaskAssessment assessment) {
        String runs = node.leftBehind() == 1 ? "1 run" : node.leftBehind() + " runs";
        return new Sign(
                        Kind.KILLED,
                        node.node(),
                        (node.node().isEmpty() ? "Its JVM" : node.node()) + " ended without a word at "
                                + UtcTime.at(node.heard(), assessment.now()) + " with " + runs + " under way",
                        "Until it gives a sign of life or is started again; three signs are missing",
                        run)
                .since(node.heard());
    }
}
