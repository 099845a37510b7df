package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.StaleAfter;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.signs.UtcTime;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** It has not succeeded for longer than somebody has said: a fact. Ends with a run that does its work. */
final class Stale implements SignRule {
    private final StaleAfter after;

    Stale(StaleAfter after) {
        this.after = after;
    }

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        Duration most = after.of(assessment.task(), assessment.period());
        List<RunFacts> runs = assessment.runs();
        String schedule = assessment.schedule();
        if (most.isZero()
                || runs.isEmpty()
                || schedule == null
                || schedule.equals(TaskPlan.ONCE)
                || schedule.equals(TaskPlan.CALLED)) {
            return List.of();
        }
        Optional<Instant> success = assessment.over().stream()
                .filter(run -> run.outcome().isDone())
                .map(run -> run.started().plus(assessment.took(run)))
                .max(Instant::compareTo);
        Instant since = success.orElse(runs.get(runs.size() - 1).started());
        Duration ago = Duration.between(since, assessment.now());
        if (ago.compareTo(most) <= 0) {
            return List.of();
        }
        String when = DurationWords.of(ago) + ", since " + UtcTime.at(since, assessment.now());
        return List.of(new Sign(
                Kind.STALE,
                "",
                success.isPresent()
                        ? "It has not succeeded for " + when
                        : "It has not succeeded in all the time of which its runs are known: " + when,
                "More than " + DurationWords.of(most) + ", as alerts.stale says",
                runs.get(0),
                since));
    }
}
