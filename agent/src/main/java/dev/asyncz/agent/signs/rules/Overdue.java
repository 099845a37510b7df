package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.SchedulePeriod;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.signs.UtcTime;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.NodeTask.PoolUsage;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Its time is over, and nobody has run it: a fact, from the first time that was missed on. Of a JVM that is gone as
 * well, unless that has come to its end by itself, or somebody else has the task. Ends with a run anywhere, with
 * another next time, when it is cancelled, and when a JVM that is gone comes back or another one has the task.
 */
final class Overdue implements SignRule {
    private static final Duration SAME_CLOCK = Duration.ofSeconds(1);

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        return assessment.nodes().stream()
                .filter(node -> isLate(node, assessment) && isNobodyElses(node, assessment))
                .min(Comparator.comparing((NodeTask node) -> !node.life().isAlive())
                        .thenComparing(node -> node.life() != Life.HERE)
                        .thenComparing(NodeTask::due, Comparator.nullsLast(Comparator.reverseOrder())))
                .flatMap(node -> sign(node, assessment))
                .stream()
                .toList();
    }

    private static boolean isLate(NodeTask node, TaskAssessment assessment) {
        Instant due = node.due();
        String schedule = node.schedule();
        boolean counts = due != null
                && node.death() == null
                && node.life() != Life.FINISHED
                && node.isRemembered(assessment.now())
                && !TaskPlan.CALLED.equals(schedule)
                && (assessment.hasPast() || !(node.anywhere() || TaskPlan.AGAIN.equals(schedule)));
        if (!counts || due == null || assessment.runsOn(node.node())) {
            return false;
        }
        // A JVM that lives is asked by its own clock; one that is gone cannot be.
        Instant asked = node.life() == Life.LIVES ? node.heard() : assessment.now();
        Duration grace = grace(node, assessment);
        return due.plus(grace).isBefore(asked) && !ran(node, due, grace, assessment);
    }

    /** By the clock of another node a run at that time may be a little early. */
    private static boolean ran(NodeTask node, Instant due, Duration grace, TaskAssessment assessment) {
        Duration half = period(assessment).dividedBy(2);
        return assessment.runs().stream().anyMatch(run -> {
            Duration early = run.node().equals(node.node()) ? SAME_CLOCK : grace;
            return !run.started().isBefore(due.minus(half.compareTo(early) < 0 ? half : early));
        });
    }

    /** What a JVM had that is gone is not missing where another one has it. */
    private static boolean isNobodyElses(NodeTask node, TaskAssessment assessment) {
        return node.life().isAlive()
                || assessment.nodes().stream()
                        .noneMatch(other -> other.life().isAlive() && (other.due() != null || other.death() != null));
    }

    private static Duration period(TaskAssessment assessment) {
        Duration period = assessment.period();
        return period.isZero() ? assessment.gap() : period;
    }

    private static Duration grace(NodeTask node, TaskAssessment assessment) {
        Duration own = SchedulePeriod.of(node.schedule());
        return TaskAssessment.grace(own.isZero() ? period(assessment) : own);
    }

    private static Optional<Sign> sign(NodeTask node, TaskAssessment assessment) {
        PoolUsage usage = node.usage();
        if (usage != null && usage.isBusy() && !usage.busy().isEmpty()) {
            return Optional.empty(); // Said at the task that holds the threads.
        }
        return Optional.of(new Sign(
                assessment.runs().isEmpty() ? Kind.NEVER_RAN : Kind.OVERDUE,
                assessment.spansNodes() || node.life() != Life.HERE ? node.node() : "",
                sentence(node, assessment) + reason(usage),
                "From " + DurationWords.of(grace(node, assessment))
                        + " after its time on: half of what lies between its runs, 10 s at least, 10 min at most;"
                        + " one that somebody paused looks the same",
                null,
                node.due()));
    }

    private static String sentence(NodeTask node, TaskAssessment assessment) {
        Instant due = java.util.Objects.requireNonNull(node.due());
        String schedule = node.schedule() == null ? "" : " (" + node.schedule() + ")";
        String time = UtcTime.at(due, assessment.now());
        if (node.life().isAlive()) {
            String where = assessment.spansNodes() || node.life() == Life.LIVES ? on(node.node()) : "";
            String late = DurationWords.of(Duration.between(due, assessment.now()));
            String never = assessment.runs().isEmpty() ? "It has never run" : "It has not begun";
            return never + where + ", though due " + late + " ago, at " + time + schedule;
        }
        String who = node.node().isEmpty() ? "" : ", " + node.node() + ",";
        String what = node.life() == Life.STOPPED ? "was stopped at " : "was last heard of at ";
        return "Due at " + time + schedule + ", and not begun: the JVM that had it" + who + " " + what
                + UtcTime.at(node.heard(), assessment.now());
    }

    private static String on(String node) {
        return node.isEmpty() ? "" : " on " + node;
    }

    private static String reason(@Nullable PoolUsage usage) {
        if (usage == null || !usage.isBusy()) {
            return "";
        }
        return usage.threads() == 1
                ? ". The only thread of its scheduler is busy with work that is no run of a task"
                : ". All " + usage.threads() + " threads of its scheduler are busy with work that is no run of a task";
    }
}
