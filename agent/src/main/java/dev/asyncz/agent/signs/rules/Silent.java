package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.tasks.RunFacts;
import java.time.Duration;
import java.util.List;

/** Compares with what was before the runs that are as silent. Ends with a run that writes as much as ever. */
final class Silent implements SignRule {
    /** An asynchronous logger may bring a run's last lines this much later. */
    private static final Duration LATE_LINES = Duration.ofSeconds(2);

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        List<RunFacts> done = assessment.over().stream()
                .filter(run -> run.outcome().isDone()
                        && run.started()
                                .plus(assessment.took(run))
                                .isBefore(assessment.now().minus(LATE_LINES)))
                .toList();
        if (!assessment.hasPast()
                || done.isEmpty()
                || !assessment.over().get(0).outcome().isDone()) {
            return List.of();
        }
        RunFacts last = done.get(0);
        int lines = last.lines().total();
        List<RunFacts> before =
                done.stream().dropWhile(run -> run.lines().total() <= lines).toList();
        int least = before.stream().mapToInt(run -> run.lines().total()).min().orElse(0);
        boolean fewer = lines == 0 ? least > 0 : 2 * lines < least;
        if (before.size() < Durations.ENOUGH || !fewer) {
            return List.of();
        }
        int silent = done.size() - before.size();
        return List.of(new Sign(
                Kind.SILENT,
                assessment.node(last),
                (silent == 1 ? "Its last run" : "Each of its last " + silent + " runs") + " ended OK, but wrote "
                        + (lines == 0 ? "nothing" : lines + " lines or fewer") + "; never fewer than " + least
                        + " before",
                "Fewer than half of the least lines of the " + before.size() + " runs before that ended OK",
                last));
    }
}
