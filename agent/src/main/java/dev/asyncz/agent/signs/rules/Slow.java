package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.words.DurationWords;
import java.time.Duration;
import java.util.List;

/**
 * Compares with what was before the runs that are slow, so that it is said for longer than until they are usual. A run
 * under way that is not slow yet says nothing: the sign of those before it would come and go with each run. Ends with a
 * run that is not slow, and when slow ones are usual.
 */
final class Slow implements SignRule {
    private static final double SLOWER = 1.2;
    private static final Duration SLOWER_BY = Duration.ofMillis(100);

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        List<RunFacts> runs = assessment.runs();
        if (!assessment.hasPast() || assessment.has(Kind.HUNG)) {
            return List.of();
        }
        for (int recent = Math.min(TaskAssessment.RECENT, runs.size() - Durations.ENOUGH); recent > 0; recent--) {
            Durations usual = Durations.of(runs.subList(recent, runs.size()));
            long limit = Math.max(
                    (long) (usual.p95().toNanos() * SLOWER),
                    usual.p95().plus(SLOWER_BY).toNanos());
            List<RunFacts> told = runs.subList(0, recent).stream()
                    .filter(run -> run.outcome().isOver() || isSlow(run, limit, assessment))
                    .toList();
            if (usual.count() >= Durations.ENOUGH
                    && !told.isEmpty()
                    && told.stream().allMatch(run -> isSlow(run, limit, assessment))) {
                return List.of(sign(told, usual, assessment));
            }
        }
        return List.of();
    }

    private static boolean isSlow(RunFacts run, long limitNanos, TaskAssessment assessment) {
        boolean told = run.outcome() == Outcome.FAILED || run.outcome() == Outcome.CUT_SHORT;
        return !told && assessment.took(run).toNanos() > limitNanos;
    }

    private static Sign sign(List<RunFacts> slow, Durations usual, TaskAssessment assessment) {
        RunFacts last = slow.get(0);
        String what =
                slow.size() == 1 ? "Its last run took " : "Its last " + slow.size() + " runs are slow: the last took ";
        return new Sign(
                Kind.SLOW,
                assessment.node(last),
                (last.outcome().isOver() ? what : "It has been running for ") + DurationWords.of(assessment.took(last))
                        + "; 19 of 20 took no more than " + DurationWords.of(usual.p95()) + " before",
                "Past the p95 of the " + usual.count() + " runs before by a fifth, and by 100 ms",
                last);
    }
}
