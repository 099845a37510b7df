package dev.asyncz.agent.signs;

import dev.asyncz.agent.tasks.RunFacts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    /** A duration as people say it: two units at most, three digits at most. */
    public static String words(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < 1_000_000L) {
            return Math.round(nanos / 1e3) + " µs";
        }
        if (nanos < 1_000_000_000L) {
            double millis = nanos / 1e6;
            return (millis < 10 ? String.format(Locale.ROOT, "%.1f", millis) : String.valueOf(Math.round(millis)))
                    + " ms";
        }
        if (nanos < 60_000_000_000L) {
            return String.format(Locale.ROOT, nanos < 10_000_000_000L ? "%.2f s" : "%.1f s", nanos / 1e9);
        }
        long seconds = duration.toSeconds();
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3_600, "h", seconds / 60 % 60, "min")
                : two(seconds / 86_400, "d", seconds / 3_600 % 24, "h");
    }

    private static String two(long large, String unit, long small, String smaller) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smaller);
    }
}
