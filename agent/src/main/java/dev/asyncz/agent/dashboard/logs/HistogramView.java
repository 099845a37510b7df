package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many lines there are over time, as the template draws them: each bar leads to its part of the time.
 *
 * @param width of the drawing, in units of which a bar takes {@link #BAR}
 * @param highest how many lines the highest bar stands for
 * @param from where it begins, and {@code to} where it ends, for people
 */
record HistogramView(int width, List<TimeBar> bars, String from, String to, String highest) {
    static final int BUCKETS = 80;
    static final int HEIGHT = 40;
    private static final int BAR = 10;
    private static final double LEAST = 1.5;
    private static final LogLevel[] BOTTOM_UP = {
        LogLevel.ERROR, LogLevel.WARN, LogLevel.INFO, LogLevel.DEBUG, LogLevel.TRACE
    };

    static HistogramView of(LogHistogram counted, LogFilters filters) {
        List<Map<LogLevel, Long>> buckets = counted.buckets();
        long most = buckets.stream().mapToLong(HistogramView::sum).max().orElse(0);
        List<TimeBar> bars = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            if (!buckets.get(i).isEmpty()) {
                bars.add(bar(counted.start(i), counted.start(i + 1), i * BAR, buckets.get(i), most, filters));
            }
        }
        TimeStyle time = filters.time();
        return new HistogramView(
                buckets.size() * BAR,
                bars,
                time.moment(counted.from()),
                time.moment(counted.start(buckets.size())),
                Numbers.count(most, "line"));
    }

    private static TimeBar bar(
            Instant from, Instant to, int x, Map<LogLevel, Long> counts, long most, LogFilters filters) {
        List<LevelBar> parts = new ArrayList<>();
        StringBuilder title = new StringBuilder(filters.time().moment(from))
                .append(" to ")
                .append(filters.time().second(to))
                .append(": ")
                .append(Numbers.grouped(sum(counts)))
                .append(sum(counts) == 1 ? " line" : " lines");
        double y = HEIGHT;
        for (LogLevel level : BOTTOM_UP) {
            long count = counts.getOrDefault(level, 0L);
            if (count > 0) {
                double height = Math.min(y, Math.max(LEAST, (HEIGHT - 2.0) * count / most));
                y -= height;
                parts.add(
                        new LevelBar(level.name().toLowerCase(Locale.ROOT), Numbers.tenths(y), Numbers.tenths(height)));
                if (level.isAtLeast(LogLevel.WARN)) {
                    title.append(", ")
                            .append(Numbers.grouped(count))
                            .append(' ')
                            .append(level.name());
                }
            }
        }
        return new TimeBar(x, title.toString(), filters.linkWithin(from, to), parts);
    }

    private static long sum(Map<LogLevel, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One part of the time. */
    record TimeBar(int x, String title, String link, List<LevelBar> parts) {}

    /** The lines of one level in it. */
    record LevelBar(String level, String y, String height) {}
}
