package dev.asyncz.agent.signs.rules;

import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Look;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.SignRule;
import dev.asyncz.agent.tasks.RunFacts;
import java.time.Duration;
import java.util.List;

/**
 * Its runs regularly take longer than what lies between two of its times, so that it falls behind. Ends when fewer than
 * half of the last ones do.
 */
final class Outlasting implements SignRule {
    @Override
    public List<Sign> of(Look look) {
        Duration rhythm = look.rhythm();
        if (rhythm.isZero() || look.has(Kind.OVERLAPPING)) {
            return List.of(); // What begins anew beside the old run does not fall behind.
        }
        List<RunFacts> recent = Look.recent(look.over());
        List<RunFacts> longer = recent.stream()
                .filter(run -> run.outcome().isDone() && look.took(run).compareTo(rhythm) > 0)
                .toList();
        if (longer.size() < Look.MANY || 2 * longer.size() < recent.size()) {
            return List.of();
        }
        RunFacts last = longer.get(0);
        return List.of(new Sign(
                Kind.OUTLASTING,
                look.node(last),
                longer.size() + " of its last " + recent.size() + " runs took longer than the "
                        + Durations.words(rhythm)
                        + " between two of its times (" + look.schedule() + "): the last of them "
                        + Durations.words(look.took(last)),
                "From half of the last " + Look.RECENT + " runs on, " + Look.MANY + " at least",
                last));
    }
}
