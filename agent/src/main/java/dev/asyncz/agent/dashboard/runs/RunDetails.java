package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.RunTraces;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run, beside what it logged.
 *
 * @param around it and the other runs of its task, the one that began last first
 * @param traces those that its lines name
 * @param at where it is among them; negative where it is not
 */
record RunDetails(RunFacts facts, List<RunFacts> around, int at, RunView run, List<TraceView> traces) {
    /** A trace that the run has touched. */
    record TraceView(String id) {
        String link() {
            return Addresses.trace(id);
        }
    }

    static List<TraceView> traces(List<LogEntry> lines) {
        return RunTraces.of(lines).stream()
                .map(id -> new TraceView(ShownText.safe(id)))
                .toList();
    }

    boolean anyTraces() {
        return !traces.isEmpty();
    }

    /** How its duration compares with that of the other runs; null where that says nothing. */
    @Nullable
    String compared() {
        Durations usual = Durations.of(
                around.stream().filter(other -> !other.id().equals(facts.id())).toList());
        if (usual.count() < Durations.ENOUGH || facts.outcome() == Outcome.CUT_SHORT) {
            return null;
        }
        Duration took = Optional.ofNullable(facts.duration())
                .orElseGet(() -> Duration.between(facts.started(), run.now().instant()));
        double times = took.toNanos() / (double) Math.max(1, usual.median().toNanos());
        return String.format(Locale.ROOT, times < 10 ? "%.1f" : "%.0f", times) + " × the median of "
                + DurationWords.of(usual.median()) + "; p95 " + DurationWords.of(usual.p95());
    }

    @Nullable
    Moment ended() {
        return Optional.ofNullable(facts.ended())
                .map(ended -> Moment.of(ended, run.now()))
                .orElse(null);
    }

    List<String> threads() {
        return facts.threads().stream()
                .map(name -> name.isEmpty() ? "a virtual thread" : ShownText.safe(name))
                .toList();
    }

    boolean anyThreads() {
        return !facts.threads().isEmpty();
    }

    List<LevelCount> counts() {
        List<LevelCount> counts = new ArrayList<>();
        for (LogLevel level : LogLevel.values()) {
            int count = facts.lines().of(level);
            if (count > 0) {
                counts.add(0, new LevelCount(level.name(), Numbers.grouped(count)));
            }
        }
        return counts;
    }

    /** The runs that one would compare it with first. */
    List<ComparedWith> comparable() {
        List<ComparedWith> runs = new ArrayList<>();
        add(runs, "the run before", at >= 0 && at + 1 < around.size() ? around.get(at + 1) : null);
        add(runs, "the last that succeeded", earlier(Outcome.OK));
        add(runs, "the last that failed", earlier(Outcome.FAILED));
        return runs;
    }

    boolean anyComparable() {
        return !comparable().isEmpty();
    }

    private @Nullable RunFacts earlier(Outcome outcome) {
        return around.stream()
                .filter(other -> other.outcome() == outcome && other.id().compareTo(facts.id()) < 0)
                .findFirst()
                .orElse(null);
    }

    private void add(List<ComparedWith> runs, String word, @Nullable RunFacts other) {
        String link = other == null ? "" : Addresses.compare(facts.id(), other.id());
        if (other != null && runs.stream().noneMatch(each -> each.link.equals(link))) {
            runs.add(new ComparedWith(word, link));
        }
    }

    /** A way to the comparison with another run, which a word says. */
    record ComparedWith(String word, String link) {}

    Sparkline sparkline() {
        boolean far = at > Sparkline.RUNS;
        List<RunFacts> near = far ? around.subList(at - Sparkline.RUNS / 2, around.size()) : around;
        return Sparkline.of(near, facts.id(), run.now());
    }

    /** How many lines of a level. */
    record LevelCount(String level, String number) {
        String levelClass() {
            return level.toLowerCase(Locale.ROOT);
        }
    }
}
