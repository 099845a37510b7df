package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs of a task with a schedule are under way at once on one node. Ends when few of the last ones were. */
final class Overlapping implements SignRule {
    /** A run's beginning is known to the millisecond of another clock than its duration. */
    private static final Duration CLOCKS = Duration.ofMillis(50);

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        String schedule = assessment.schedule();
        if (!assessment.hasPast()
                || schedule == null
                || schedule.equals(TaskPlan.ONCE)
                || schedule.equals(TaskPlan.CALLED)) {
            return List.of(); // Called by hand, or many times over: then it is meant to.
        }
        List<RunFacts> runs = TaskAssessment.recent(assessment.runs());
        long together = runs.stream()
                .filter(run -> runs.stream().anyMatch(other -> beganWithin(run, other, assessment.now())))
                .count();
        long underWay = runs.stream().filter(run -> !run.outcome().isOver()).count();
        if (together < TaskAssessment.MANY && (together == 0 || underWay < 2)) {
            return List.of();
        }
        String what = underWay > 1
                ? underWay + " of its runs are under way at once"
                : together + " of its last " + runs.size() + " runs began before the one before had ended";
        return List.of(new Sign(
                Kind.OVERLAPPING,
                "",
                what,
                "Two at once now, or " + TaskAssessment.MANY + " of the last " + TaskAssessment.RECENT
                        + " runs on one node",
                runs.get(0)));
    }

    /** Whether a run began on the same node while another, earlier one was under way. */
    private static boolean beganWithin(RunFacts run, RunFacts other, Instant now) {
        if (run.outcome() == Outcome.CUT_SHORT
                || other.outcome() == Outcome.CUT_SHORT
                || run.id().equals(other.id())) {
            return false;
        }
        Instant end = other.ended() == null ? now : other.ended();
        return run.node().equals(other.node())
                && other.started().isBefore(run.started())
                && run.started().plus(CLOCKS).isBefore(end);
    }
}
