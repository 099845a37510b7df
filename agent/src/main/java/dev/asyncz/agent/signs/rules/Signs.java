package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Instant;
import java.util.List;

/**
 * What somebody should look at. What the schedule and the JVMs say are facts; what compares a task with its own past is
 * not said before it has one: {@link Durations#ENOUGH} runs that ended.
 */
public final class Signs {
    /** The most urgent first; those that come later know of those before. */
    private static final List<SignRule> ALL = List.of(
            new Died(),
            new Killed(),
            new Hung(),
            new Blocking(),
            new Failing(),
            new Overdue(),
            new Overlapping(),
            new Outlasting(),
            new Multiple(),
            new Slow(),
            new Silent(),
            new Forgetting());

    private Signs() {}

    /** The signs of a task, the most urgent first; none of housekeeping. */
    public static List<Sign> of(TaskHistory task, Instant now) {
        return of(task, now, Reach.UNKNOWN);
    }

    /** @param reach how far back the log goes */
    public static List<Sign> of(TaskHistory task, Instant now, Reach reach) {
        if (task.facts().infrastructure()) {
            return List.of();
        }
        TaskAssessment assessment = new TaskAssessment(task, now, reach);
        ALL.forEach(rule -> assessment.add(rule.of(assessment)));
        return assessment.signs();
    }
}
