package dev.asyncz.agent.words;

import java.time.Duration;
import java.util.Locale;

/** Durations as people say them. */
public final class DurationWords {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000 * MICRO;
    private static final long SECOND = 1_000 * MILLI;

    private DurationWords() {}

    /** Two units at most, three digits at most. */
    public static String of(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < MILLI) {
            return Math.round(nanos / 1e3) + " µs";
        }
        if (nanos < 10 * MILLI) {
            return Numbers.tenths(nanos / 1e6) + " ms";
        }
        if (nanos < SECOND) {
            return Math.round(nanos / 1e6) + " ms";
        }
        if (nanos < 60 * SECOND) {
            return seconds(nanos);
        }
        return ofSeconds(duration.toSeconds());
    }

    /** One unit, which is enough to know how long ago something was. */
    public static String coarse(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min";
        }
        if (seconds < 48 * 3_600) {
            return seconds / 3_600 + " h";
        }
        return seconds / 86_400 + " d";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, nanos < 10 * SECOND ? "%.2f s" : "%.1f s", nanos / 1e9);
    }

    private static String ofSeconds(long seconds) {
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3_600, "h", seconds / 60 % 60, "min");
        }
        return two(seconds / 86_400, "d", seconds / 3_600 % 24, "h");
    }

    private static String two(long large, String unit, long small, String smaller) {
        String first = large + " " + unit;
        return small == 0 ? first : first + " " + small + " " + smaller;
    }
}
