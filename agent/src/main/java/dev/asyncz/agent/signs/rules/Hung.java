package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Look;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
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
    public List<Sign> of(Look look) {
        return look.runs().stream()
                .filter(run -> run.outcome() == Outcome.RUNNING)
                .filter(run -> isFarLonger(run, look) || missedTwo(run, look))
                .map(run -> sign(run, look))
                .toList();
    }

    private static boolean isFarLonger(RunFacts run, Look look) {
        Duration limit = look.longest().multipliedBy(TIMES_THE_LONGEST).plus(AND);
        return look.hasPast() && look.took(run).compareTo(limit) > 0;
    }

    /** A task whose runs are usually as long, or which begins anew beside the old run, misses nothing by this one. */
    private static boolean missedTwo(RunFacts run, Look look) {
        Duration rhythm = look.rhythm();
        Duration took = look.took(run);
        boolean anew = look.runs().stream()
                .anyMatch(other ->
                        other.node().equals(run.node()) && other.started().isAfter(run.started()));
        return !rhythm.isZero()
                && !anew
                && took.compareTo(rhythm.multipliedBy(2).plus(Look.grace(rhythm))) > 0
                && took.compareTo(look.longest().multipliedBy(TIMES_THE_LONGEST)) > 0;
    }

    private static Sign sign(RunFacts run, Look look) {
        Duration longest = look.longest();
        boolean longer = isFarLonger(run, look);
        String past = longest.isZero() ? "" : "; it never took longer than " + Durations.words(longest) + " before";
        String missed = longer ? "" : ", past two of its times (" + look.schedule() + ")";
        return new Sign(
                Kind.HUNG,
                look.node(run),
                "It has been running" + look.where(run) + " for " + Durations.words(look.took(run)) + missed + past,
                longer
                        ? "Past " + TIMES_THE_LONGEST + " times the longest of its runs, and a minute"
                        : "Past two of its next times, and " + TIMES_THE_LONGEST + " times the longest of its runs",
                run);
    }
}
