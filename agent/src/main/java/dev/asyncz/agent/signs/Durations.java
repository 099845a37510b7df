package dev.asyncz.agent.signs;

import dev.asyncz.agent.tasks.RunFacts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** How long the runs of a task take as a rule: those that did their work, as a failure is often quick. */
public final class Durations {
    /** How many runs have to have ended before a task is compared with its past. */
    public static final int ENOUGH = 8;

    private final long[] sorted;

    private Durations(long[] sorted) {
        this.sorted = sorted;
    }

    /** Of the runs among these that have done their work. */
    public static Durations of(List<RunFacts> runs) {
        long[] nanos = runs.stream()
                .filter(run -> run.outcome().isDone())
                .map(RunFacts::duration)
                .filter(Objects::nonNull)
                .mapToLong(Duration::toNanos)
                .toArray();
        Arrays.sort(nanos);
        return new Durations(nanos);
    }

    public int count() {
        return sorted.length;
    }

    /** As many took less as took more; zero where there are none. */
    public Duration median() {
        return rank(0.5);
    }

    /** Nineteen of twenty took no longer; zero where there are none. */
    public Duration p95() {
        return rank(0.95);
    }

    private Duration rank(double share) {
        int at = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[Math.max(0, at)]);
    }
}
