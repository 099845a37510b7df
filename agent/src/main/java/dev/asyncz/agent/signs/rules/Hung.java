package dev.asyncz.agent.signs.rules;

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
 * A run goes on for so long that it may never end: far longer than any before, or over two of the task's next times.
 * Ends with the run.
 */
final class Hung implements SignRule {
    private static final int TIMES_THE_LONGEST = 3;
    private static final Duration AND = Duration.ofMinutes(1);

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        return assessment.runs().stream()
                .filter(run -> run.outcome() == Outcome.RUNNING)
                .filter(run -> isFarLonger(run, assessment) || missedTwo(run, assessment))
                .map(run -> sign(run, assessment))
                .toList();
    }

    private static boolean isFarLonger(RunFacts run, TaskAssessment assessment) {
        Duration limit = assessment.longest().multipliedBy(TIMES_THE_LONGEST).plus(AND);
        return assessment.hasPast() && assessment.took(run).compareTo(limit) > 0;
    }

    /** A task whose runs are usually as long, or which begins anew beside the old run, misses nothing by this one. */
    private static boolean missedTwo(RunFacts run, TaskAssessment assessment) {
        Duration period = assessment.period();
        Duration took = assessment.took(run);
        boolean anew = assessment.runs().stream()
                .anyMatch(other ->
                        other.node().equals(run.node()) && other.started().isAfter(run.started()));
        return !period.isZero()
                && !anew
                && took.compareTo(period.multipliedBy(2).plus(TaskAssessment.grace(period))) > 0
                && took.compareTo(assessment.longest().multipliedBy(TIMES_THE_LONGEST)) > 0;
    }

    private static Sign sign(RunFacts run, TaskAssessment assessment) {
        Duration longest = assessment.longest();
        boolean longer = isFarLonger(run, assessment);
        String past = longest.isZero() ? "" : "; it never took longer than " + DurationWords.of(longest) + " before";
        String missed = longer ? "" : ", past two of its times (" + assessment.schedule() + ")";
        return new Sign(
                Kind.HUNG,
                assessment.node(run),
                "It has been running" + assessment.where(run) + " for " + DurationWords.of(assessment.took(run))
                        + missed + past,
                longer
                        ? "Past " + TIMES_THE_LONGEST + " times the longest of its runs, and a minute"
                        : "Past two of its next times, and " + TIMES_THE_LONGEST + " times the longest of its runs",
                run);
    }
}
