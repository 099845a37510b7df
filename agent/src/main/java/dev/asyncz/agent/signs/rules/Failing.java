package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Look;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
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
    public List<Sign> of(Look look) {
        if (look.over().isEmpty() || (look.has(Kind.DIED) && !look.spansNodes())) {
            return List.of();
        }
        List<RunFacts> failed = look.over().stream()
                .takeWhile(run -> run.outcome() == Outcome.FAILED)
                .filter(run -> look.signs().stream().noneMatch(sign -> run.equals(sign.run())))
                .toList();
        if (!failed.isEmpty()) {
            return List.of(last(failed, look));
        }
        List<Sign> there = onOneNode(look);
        return there.isEmpty() ? often(look) : there;
    }

    private static Sign last(List<RunFacts> failed, Look look) {
        RunFacts last = failed.get(0);
        String what = failed.size() == 1 ? "Its last run failed" : "Its last " + failed.size() + " runs failed";
        return new Sign(
                Kind.FAILING,
                look.node(last),
                what + (failed.size() == 1 ? look.where(last) : "") + ": " + last.failure(),
                "As long as the last run that ended has failed",
                last);
    }

    /** A node that is gone fails no more. */
    private static List<Sign> onOneNode(Look look) {
        if (!look.spansNodes()) {
            return List.of();
        }
        return look.nodes().stream()
                .filter(node -> node.life().isAlive() && node.death() == null)
                .map(NodeTask::node)
                .distinct()
                .map(node -> look.over().stream()
                        .filter(run -> run.node().equals(node))
                        .takeWhile(run -> run.outcome() == Outcome.FAILED)
                        .toList())
                .filter(failed -> failed.size() >= Look.MANY)
                .map(failed -> new Sign(
                        Kind.FAILING,
                        failed.get(0).node(),
                        "Its last " + failed.size() + " runs on "
                                + failed.get(0).node() + " failed: "
                                + failed.get(0).failure(),
                        "From " + Look.MANY + " runs in a row on one node on",
                        failed.get(0)))
                .toList();
    }

    private static List<Sign> often(Look look) {
        List<RunFacts> recent = Look.recent(look.over());
        List<RunFacts> failed =
                recent.stream().filter(run -> run.outcome() == Outcome.FAILED).toList();
        if (!look.hasPast() || failed.size() < Look.MANY || look.has(Kind.DIED)) {
            return List.of();
        }
        return List.of(new Sign(
                Kind.FAILING,
                "",
                failed.size() + " of its last " + recent.size() + " runs failed: "
                        + failed.get(0).failure(),
                "From " + Look.MANY + " of the last " + Look.RECENT + " runs on",
                failed.get(0)));
    }
}
