package dev.asyncz.agent.dashboard.runs;

import dev.asyncz.agent.dashboard.http.reader.PageTime;
import dev.asyncz.agent.signs.Durations;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.words.DurationWords;
import dev.asyncz.agent.words.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long the runs of a task took, over time, with their median and p95. Drawn on the server: a point for each run, of a
 * shape for each outcome, that leads to it.
 *
 * @param label what it shows, for those who do not see it
 * @param logarithmic whether the durations lie too far apart for a plain scale
 */
record DurationChart(
        String label,
        int width,
        int height,
        boolean logarithmic,
        List<Tick> rows,
        List<Tick> columns,
        List<Level> levels,
        List<Point> points) {
    private static final int LEFT = 62;
    private static final int TOP = 14;
    private static final int BELOW = 26;
    private static final int LABELS = 116;

    /** Past it the longest is so much longer than the median that the others would be one line at the bottom. */
    private static final int FAR_APART = 30;

    int left() {
        return LEFT;
    }

    int right() {
        return width - LABELS;
    }

    int bottom() {
        return height - BELOW;
    }

    /** @param at along the axis */
    record Tick(String at, String label) {}

    /** @param labelAt where the name goes, which keeps off the other one's */
    record Level(String kind, String y, String labelAt, String name, String value) {}

    record Point(String kind, String link, String title, String shape) {}

    /**
     * For a wide screen.
     *
     * @param runs the one that began last first; null where fewer than two have ended
     */
    static @Nullable DurationChart wide(List<RunFacts> runs, PageTime now) {
        return of(runs, 1400, 270, now);
    }

    /** For a small screen. */
    static @Nullable DurationChart narrow(List<RunFacts> runs, PageTime now) {
        return of(runs, 366, 230, now);
    }

    private static @Nullable DurationChart of(List<RunFacts> runs, int width, int height, PageTime now) {
        List<RunFacts> over = runs.stream()
                .filter(run -> run.duration() != null)
                .sorted(Comparator.comparing(RunFacts::started))
                .toList();
        if (over.size() < 2) {
            return null;
        }
        return new Drawing(over, width, height, now).chart();
    }

    private static final class Drawing {
        private final List<RunFacts> runs;
        private final Durations usual;
        private final int width;
        private final int height;
        private final PageTime now;
        private final double from;
        private final double to;
        private final boolean logarithmic;
        private final double lowest;
        private final double highest;

        Drawing(List<RunFacts> runs, int width, int height, PageTime now) {
            this.runs = runs;
            this.usual = Durations.of(runs);
            this.width = width;
            this.height = height;
            this.now = now;
            from = millis(runs.get(0).started());
            to = Math.max(from + 1, millis(runs.get(runs.size() - 1).started()));
            double longest = runs.stream().mapToDouble(Drawing::millis).max().orElse(1);
            double shortest = runs.stream().mapToDouble(Drawing::millis).min().orElse(0);
            logarithmic = longest > FAR_APART * Math.max(0.1, usual.median().toNanos() / 1e6);
            if (logarithmic) {
                lowest = Math.pow(10, Math.floor(Math.log10(Math.max(0.1, shortest))));
                highest = Math.pow(10, Math.ceil(Math.log10(longest)));
            } else {
                lowest = 0;
                highest = 4 * nice(longest / 4);
            }
        }

        DurationChart chart() {
            return new DurationChart(
                    "Duration of the last " + runs.size() + " runs over time: median "
                            + DurationWords.of(usual.median()) + ", p95 " + DurationWords.of(usual.p95()),
                    width,
                    height,
                    logarithmic,
                    rows(),
                    columns(),
                    levels(),
                    points());
        }

        private List<Tick> rows() {
            List<Tick> rows = new ArrayList<>();
            if (logarithmic) {
                for (double value = lowest; value <= highest * 1.01; value *= 10) {
                    rows.add(new Tick(Numbers.tenths(y(value)), axis(value)));
                }
                return rows;
            }
            for (int i = 0; i <= 4; i++) {
                rows.add(new Tick(Numbers.tenths(y(highest * i / 4)), axis(highest * i / 4)));
            }
            return rows;
        }

        private List<Tick> columns() {
            int count = width > 600 ? 5 : 3;
            DateTimeFormatter format = DateTimeFormatter.ofPattern(clock(to - from), Locale.ENGLISH)
                    .withZone(now.style().zone());
            List<Tick> columns = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                double time = from + (to - from) * i / (count - 1);
                columns.add(new Tick(Numbers.tenths(x(time)), format.format(Instant.ofEpochMilli((long) time))));
            }
            return columns;
        }

        /** As exact as what the columns are apart asks for. */
        private static String clock(double millis) {
            if (millis > 36 * 3_600_000.0) {
                return "d MMM HH:mm";
            }
            return millis < 10 * 60_000.0 ? "HH:mm:ss" : "HH:mm";
        }

        private List<Level> levels() {
            if (usual.count() < 2) {
                return List.of();
            }
            double median = y(usual.median().toNanos() / 1e6);
            double p95 = y(usual.p95().toNanos() / 1e6);
            double p95Label = Math.min(p95 + 4, median - 12);
            double medianLabel = Math.max(median + 4, p95Label + 16);
            return List.of(
                    new Level(
                            "p95", Numbers.tenths(p95), Numbers.tenths(p95Label), "p95", DurationWords.of(usual.p95())),
                    new Level(
                            "median",
                            Numbers.tenths(median),
                            Numbers.tenths(medianLabel),
                            "median",
                            DurationWords.of(usual.median())));
        }

        private List<Point> points() {
            List<Point> points = new ArrayList<>();
            for (RunFacts run : runs) {
                RunView view = new RunView(run, false, now);
                points.add(new Point(
                        view.outcome().key(),
                        view.link(),
                        view.title(),
                        shape(run.outcome(), x(millis(run.started())), y(millis(run)))));
            }
            return points;
        }

        /** A disc, a cross for a failure, a triangle for an end with errors. */
        private static String shape(Outcome outcome, double x, double y) {
            return switch (outcome) {
                case FAILED, CUT_SHORT -> String.format(Locale.ROOT, "M%.1f %.1fl8 8m0 -8l-8 8", x - 4, y - 4);
                case ERRORS -> String.format(Locale.ROOT, "M%.1f %.1fl5 9h-10z", x, y - 6);
                case OK, RUNNING ->
                    String.format(Locale.ROOT, "M%.1f %.1fa3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z", x - 3.5, y);
            };
        }

        private double x(double time) {
            return LEFT + 8 + (width - LABELS - LEFT - 16) * (time - from) / (to - from);
        }

        private double y(double value) {
            return height - BELOW - (height - BELOW - TOP) * Math.min(1, share(value));
        }

        /** Of the height. */
        private double share(double value) {
            if (logarithmic) {
                return Math.log10(Math.max(lowest, value) / lowest) / Math.log10(highest / lowest);
            }
            return value / highest;
        }

        /** 1, 2, 2.5 or 5 and as many zeros as it takes, no less than {@code value}. */
        private static double nice(double value) {
            double power = Math.pow(10, Math.floor(Math.log10(Math.max(0.01, value))));
            for (double step : new double[] {1, 2, 2.5, 5, 10}) {
                if (step * power >= value) {
                    return step * power;
                }
            }
            return 10 * power;
        }

        private static String axis(double millis) {
            if (millis == 0) {
                return "0";
            }
            if (millis >= 120_000) {
                return DurationWords.of(Duration.ofSeconds(Math.round(millis / 1_000)));
            }
            if (millis >= 1_000) {
                return plain(millis / 1_000) + " s";
            }
            return plain(millis) + " ms";
        }

        private static String plain(double value) {
            return new BigDecimal(String.format(Locale.ROOT, "%.3f", value))
                    .stripTrailingZeros()
                    .toPlainString();
        }

        private static double millis(Instant time) {
            return time.toEpochMilli();
        }

        private static double millis(RunFacts run) {
            return Objects.requireNonNullElse(run.duration(), Duration.ZERO).toNanos() / 1e6;
        }
    }
}
