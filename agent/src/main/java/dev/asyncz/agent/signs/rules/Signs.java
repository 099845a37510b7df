package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.signs.Mutes;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.StaleAfter;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody should look at. What the schedule and the JVMs say are facts; what compares a task with its own past is
 * not said before it has one: {@link Durations#ENOUGH} runs that ended.
 */
public final class Signs {
    /** Nobody has said anything of them. */
    public static final Signs PLAIN = new Signs(StaleAfter.NEVER, Mutes.none());

    /** The most urgent first; those that come later know of those before. */
    private final List<SignRule> rules;

    private final Mutes mutes;

    /**
     * @param stale for how long tasks may go without success
     * @param mutes which signs nobody wants to hear of
     */
    public Signs(StaleAfter stale, Mutes mutes) {
        this.mutes = mutes;
        rules = List.of(
                new Died(),
                new Killed(),
                new Hung(),
                new Blocking(),
                new Failing(),
                new Stale(stale),
                new Overdue(),
                new Overlapping(),
                new Outlasting(),
                new Multiple(),
                new Slow(),
                new Silent(),
                new Forgetting());
    }

    /** A sign that nobody wants to hear of until a time; {@link Instant#MAX} for good. */
    public record Muted(Sign sign, Instant until) {}

    /** The signs of a task, the most urgent first; none of housekeeping, and none that is muted. */
    public List<Sign> of(TaskHistory task, Instant now) {
        return of(task, now, Reach.UNKNOWN);
    }

    /** @param reach how far back the log goes */
    public List<Sign> of(TaskHistory task, Instant now, Reach reach) {
        return all(task, now, reach).stream()
                .filter(sign -> mutes.until(task.id(), sign.kind(), now) == null)
                .toList();
    }

    /** Those that nobody wants to hear of now. */
    public List<Muted> muted(TaskHistory task, Instant now, Reach reach) {
        List<Muted> muted = new ArrayList<>();
        for (Sign sign : all(task, now, reach)) {
            Instant until = mutes.until(task.id(), sign.kind(), now);
            if (until != null) {
                muted.add(new Muted(sign, until));
            }
        }
        return muted;
    }

    /** For those who want to say so. */
    public Mutes mutes() {
        return mutes;
    }

    private List<Sign> all(TaskHistory task, Instant now, Reach reach) {
        if (task.facts().infrastructure()) {
            return List.of();
        }
        TaskAssessment assessment = new TaskAssessment(task, now, reach);
        rules.forEach(rule -> assessment.add(rule.of(assessment)));
        return assessment.signs();
    }
}
