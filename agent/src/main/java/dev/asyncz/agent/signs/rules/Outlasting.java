package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.words.DurationWords;
import java.time.Duration;
import java.util.List;

/**
 * Its runs regularly take longer than what lies between two of its times, so that it falls behind. Ends when fewer than
 * half of the last ones do.
 */
final class Outlasting implements SignRule {
    @Override
    public List<Sign> of(TaskAssessment assessment) {
        Duration period = assessment.period();
        if (period.isZero() || assessment.has(Kind.OVERLAPPING)) {
            return List.of(); // What begins anew beside the old run does not fall behind.
        }
        List<RunFacts> recent = TaskAssessment.recent(assessment.over());
        List<RunFacts> longer = recent.stream()
                .filter(run -> run.outcome().isDone() && assessment.took(run).compareTo(period) > 0)
                .toList();
        if (longer.size() < TaskAssessment.MANY || 2 * longer.size() < recent.size()) {
            return List.of();
        }
        RunFacts last = longer.get(0);
        return List.of(new Sign(
                Kind.OUTLASTING,
                assessment.node(last),
                longer.size() + " of its last " + recent.size() + " runs took longer than the "
                        + DurationWords.of(period)
                        + " between two of its times (" + assessment.schedule() + "): the last of them "
                        + DurationWords.of(assessment.took(last)),
                "From half of the last " + TaskAssessment.RECENT + " runs on, " + TaskAssessment.MANY + " at least",
                last));
    }
}
