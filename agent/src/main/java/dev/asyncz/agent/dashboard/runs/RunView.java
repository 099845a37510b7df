package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.view.NameView;
import dev.asyncz.agent.dashboard.view.OutcomeView;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as the templates show it.
 *
 * @param spansNodes whether there is more than one node, so that each run says where it ran
 */
public record RunView(RunFacts facts, boolean spansNodes, PageTime now) {

    String link() {
        return Addresses.run(facts.id());
    }

    String id() {
        return ShownText.safe(facts.id());
    }

    TaskName task() {
        return TaskName.of(facts.task());
    }

    OutcomeView outcome() {
        return OutcomeView.of(facts.outcome());
    }

    Moment started() {
        return Moment.of(facts.started(), now);
    }

    /** How long it took; that so far of a run under way, and nothing of one that was cut short. */
    String duration() {
        Duration duration = facts.duration();
        if (duration == null && facts.outcome() == Outcome.RUNNING) {
            return DurationWords.of(Duration.between(facts.started(), now.instant())) + " so far";
        }
        return Optional.ofNullable(duration).map(DurationWords::of).orElse("—");
    }

    /** The first line of its exception; null unless it failed. */
    @Nullable
    String failure() {
        return ShownText.safeOrNull(facts.failure());
    }

    /** The first line of the exception's root cause; null unless it failed. */
    @Nullable
    String cause() {
        return ShownText.safeOrNull(facts.cause());
    }

    /** How many lines it wrote, in words. */
    String lines() {
        StringBuilder lines = new StringBuilder(Numbers.count(facts.lines().total(), "line"));
        if (facts.lines().error() != 0) {
            lines.append(", ").append(Numbers.count(facts.lines().error(), "error"));
        }
        if (facts.lines().warn() != 0) {
            lines.append(", ").append(Numbers.count(facts.lines().warn(), "warning"));
        }
        return lines.toString();
    }

    /** Null where there is but one. */
    @Nullable
    String node() {
        if (!spansNodes || facts.node().isEmpty()) {
            return null;
        }
        return ShownText.safe(facts.node());
    }

    /** All of it in a line, as a drawing says it. */
    String title() {
        return started().clock() + " " + now.style().zoneName() + ", " + duration() + ", "
                + outcome().word();
    }

    /** A task's name, of which the head may be cut off where there is no room. */
    record TaskName(String whole, String head, String tail, String link) {
        static TaskName of(String id) {
            NameView parts = NameView.plain(ShownText.safe(id), 2);
            return new TaskName(parts.whole(), parts.head(), parts.tail(), Addresses.task(id));
        }
    }
}
