package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.runs.RunView.Moment;
import dev.asyncz.agent.dashboard.runs.RunView.TaskName;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A task as the templates show it.
 *
 * @param schedule in words; null if unknown
 * @param last null before the first run
 * @param next null if unknown, or if it is over
 * @param running how many runs are under way; null for none, and where the last run's outcome says it
 * @param nodes the nodes that run it; null where that need not be said
 */
record TaskView(
        TaskName name,
        String scheduler,
        @Nullable String schedule,
        @Nullable String source,
        boolean infrastructure,
        String runs,
        String failures,
        boolean failed,
        @Nullable RunView last,
        @Nullable Moment next,
        @Nullable String running,
        List<SignView> signs,
        @Nullable String median,
        @Nullable String p95,
        @Nullable String nodes,
        Strip strip) {

    /** @param nodes whether there is more than one */
    static TaskView of(TaskHistory task, List<Sign> signs, boolean nodes, Instant now) {
        TaskFacts facts = task.facts();
        List<RunFacts> runs = task.runs();
        Durations usual = Durations.of(runs);
        Instant next = facts.nextRun();
        String source = facts.source();
        boolean said = signs.isEmpty()
                && facts.running() == 1
                && !runs.isEmpty()
                && runs.get(0).outcome() == RunFacts.Outcome.RUNNING;
        return new TaskView(
                TaskName.of(facts.id()),
                ShownText.safe(facts.scheduler()),
                facts.schedule() == null ? null : ShownText.safe(facts.schedule()),
                source == null || source.equals(facts.id()) ? null : ShownText.safe(source),
                facts.infrastructure(),
                number(facts.runs()),
                number(facts.failures()),
                facts.failures() > 0,
                runs.isEmpty() ? null : RunView.of(runs.get(0), nodes, now),
                next == null ? null : Moment.of(next, now),
                facts.running() == 0 || said ? null : number(facts.running()),
                signs.stream().map(sign -> SignView.of(sign, nodes, now)).toList(),
                usual.count() == 0 ? null : Durations.words(usual.median()),
                usual.count() == 0 ? null : Durations.words(usual.p95()),
                nodes ? nodes(runs) : null,
                Strip.of(runs, null, now));
    }

    boolean quiet() {
        return signs.isEmpty();
    }

    private static @Nullable String nodes(List<RunFacts> runs) {
        TreeSet<String> names = new TreeSet<>();
        runs.forEach(run -> names.add(ShownText.safe(run.node())));
        names.remove("");
        return names.isEmpty() ? null : String.join(", ", names);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A sign, in a word and in a sentence. */
    record SignView(
            String key,
            String severity,
            String mark,
            String word,
            String sentence,
            String threshold,
            @Nullable RunView run) {

        static SignView of(Sign sign, boolean nodes, Instant now) {
            return new SignView(
                    sign.kind().key(),
                    sign.kind().severity().key(),
                    sign.kind().mark(),
                    sign.kind().word(),
                    ShownText.safe(sign.sentence()),
                    ShownText.safe(sign.threshold()),
                    sign.run() == null ? null : RunView.of(Objects.requireNonNull(sign.run()), nodes, now));
        }
    }
}
