package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.signs.TaskAssessment;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.words.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * All lines go back less far than the longest time between two runs of the task that are known: what is not kept of its
 * last run is gone before the next one. Ends when they go back further.
 */
final class Forgetting implements SignRule {
    /** A log that reaches back for a moment has just begun, or is told about by a test. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    @Override
    public List<Sign> of(TaskAssessment assessment) {
        Instant since = assessment.reach().since();
        Duration longest = longestGap(assessment.runs());
        if (since == null || longest.compareTo(LEAST) < 0 || assessment.runs().isEmpty()) {
            return List.of();
        }
        Duration back = Duration.between(since, assessment.now());
        // Before that nothing of it can be gone.
        RunFacts oldest = assessment.runs().get(assessment.runs().size() - 1);
        if (back.compareTo(longest) >= 0 || !oldest.started().isBefore(since)) {
            return List.of();
        }
        return List.of(new Sign(
                Kind.FORGETTING,
                "",
                "Lines are kept for " + DurationWords.of(back) + " only, less than the "
                        + DurationWords.of(longest)
                        + " between its runs; of what is older, some runs have theirs still"
                        + remedy(assessment.reach().lines(), back, longest),
                "Less than the longest time between two of its runs that are known",
                null));
    }

    /** How much would do at the present rate. */
    private static String remedy(long lines, Duration back, Duration longest) {
        if (lines <= 0) {
            return "";
        }
        double times = longest.toMillis() / (double) Math.max(1, back.toMillis());
        return String.format(
                Locale.ROOT,
                ". At the present rate about %,d lines would do, %.0f × as many",
                (long) Math.ceil(lines * times),
                Math.ceil(times));
    }

    private static Duration longestGap(List<RunFacts> runs) {
        Duration longest = Duration.ZERO;
        for (int i = 0; i + 1 < runs.size(); i++) {
            Duration gap =
                    Duration.between(runs.get(i + 1).started(), runs.get(i).started());
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }
}
