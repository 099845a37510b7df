package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.dashboard.runs.RunView.TaskName;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A task as the templates show it.
 *
 * @param found what needs attention, the most urgent first
 * @param usual how long its runs take
 * @param spansNodes whether there is more than one node
 */
record TaskView(TaskHistory history, List<Sign> found, Durations usual, boolean spansNodes, PageTime now) {

    static TaskView of(TaskHistory history, List<Sign> found, boolean spansNodes, PageTime now) {
        return new TaskView(history, found, Durations.of(history.runs()), spansNodes, now);
    }

    TaskName name() {
        return TaskName.of(facts().id());
    }

    String scheduler() {
        return ShownText.safe(facts().scheduler());
    }

    /** In words; null if unknown. */
    @Nullable
    String schedule() {
        return ShownText.safeOrNull(facts().schedule());
    }

    /** Null where its name says it. */
    @Nullable
    String source() {
        String source = facts().source();
        if (facts().id().equals(source)) {
            return null;
        }
        return ShownText.safeOrNull(source);
    }

    boolean infrastructure() {
        return facts().infrastructure();
    }

    String runs() {
        return Numbers.grouped(facts().runs());
    }

    String failures() {
        return Numbers.grouped(facts().failures());
    }

    boolean failed() {
        return facts().failures() > 0;
    }

    /** Null before the first run. */
    @Nullable
    RunView last() {
        return history.runs().stream()
                .findFirst()
                .map(run -> new RunView(run, spansNodes, now))
                .orElse(null);
    }

    /** Null if unknown, or if it is over. */
    @Nullable
    Moment next() {
        return Optional.ofNullable(facts().nextRun())
                .map(next -> Moment.of(next, now))
                .orElse(null);
    }

    /** How many runs are under way; null for none, and where the last run's outcome says it. */
    @Nullable
    String running() {
        List<RunFacts> runs = history.runs();
        boolean said = quiet()
                && facts().running() == 1
                && !runs.isEmpty()
                && runs.get(0).outcome() == Outcome.RUNNING;
        if (facts().running() == 0 || said) {
            return null;
        }
        return Numbers.grouped(facts().running());
    }

    List<SignView> signs() {
        return found.stream().map(sign -> new SignView(sign, spansNodes, now)).toList();
    }

    boolean quiet() {
        return found.isEmpty();
    }

    /** Null before the first run that ended. */
    @Nullable
    String median() {
        return words(usual.median());
    }

    /** Null before the first run that ended. */
    @Nullable
    String p95() {
        return words(usual.p95());
    }

    private @Nullable String words(Duration duration) {
        return usual.count() == 0 ? null : DurationWords.of(duration);
    }

    /** The nodes that run it; null where that need not be said. */
    @Nullable
    String nodes() {
        TreeSet<String> names = new TreeSet<>();
        history.runs().forEach(run -> names.add(ShownText.safe(run.node())));
        names.remove("");
        if (!spansNodes || names.isEmpty()) {
            return null;
        }
        return String.join(", ", names);
    }

    Sparkline sparkline() {
        return Sparkline.of(history.runs(), null, now);
    }

    private TaskFacts facts() {
        return history.facts();
    }

    /**
     * A sign, in a word and in a sentence.
     *
     * @param spansNodes whether there is more than one node, so that its run says where it ran
     */
    record SignView(Sign facts, boolean spansNodes, PageTime now) {
        String key() {
            return facts.kind().key();
        }

        String severity() {
            return facts.kind().severity().key();
        }

        String mark() {
            return facts.kind().mark();
        }

        String word() {
            return facts.kind().word();
        }

        String sentence() {
            return ShownText.safe(facts.sentence());
        }

        String threshold() {
            return ShownText.safe(facts.threshold());
        }

        /** The run that shows it; null where there is none. */
        @Nullable
        RunView run() {
            return Optional.ofNullable(facts.run())
                    .map(run -> new RunView(run, spansNodes, now))
                    .orElse(null);
        }
    }
}
