package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.view.StartText;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.agent.tasks.history.Starts.Start;
import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many lines there are over time, as the template draws them: each bar leads to its part of the time.
 *
 * @param width of the drawing, in units of which a bar takes {@link #BAR}
 * @param starts of JVMs, the newest of them where there are very many
 * @param times at even distances from where it begins to where it ends, for people
 */
record HistogramView(int width, List<TimeBar> bars, List<StartMark> starts, List<String> times, Scale scale) {
    static final int BUCKETS = 80;
    static final int HEIGHT = 40;
    private static final int BAR = 10;
    private static final double LEAST = 1.5;
    private static final int TIMES = 4;
    private static final int MANY_STARTS = 50;
    private static final LogLevel[] BOTTOM_UP = {
        LogLevel.ERROR, LogLevel.WARN, LogLevel.INFO, LogLevel.DEBUG, LogLevel.TRACE
    };

    static HistogramView of(LogHistogram counted, LogFilters filters, Starts starts) {
        List<Map<LogLevel, Long>> buckets = counted.buckets();
        Scale scale =
                Scale.of(buckets.stream().mapToLong(HistogramView::sum).max().orElse(0));
        List<TimeBar> bars = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            if (!buckets.get(i).isEmpty()) {
                bars.add(bar(counted.start(i), counted.start(i + 1), i * BAR, buckets.get(i), scale.most, filters));
            }
        }
        return new HistogramView(
                buckets.size() * BAR,
                bars,
                marks(counted, starts, filters.time()),
                times(counted, filters.time()),
                scale);
    }

    private static List<StartMark> marks(LogHistogram counted, Starts starts, TimeStyle style) {
        int buckets = counted.buckets().size();
        Instant from = counted.from();
        Duration whole = Duration.between(from, counted.start(buckets));
        List<Start> within = starts.all().stream()
                .filter(start -> start.at().isAfter(from) && start.at().isBefore(counted.start(buckets)))
                .toList();
        return within.subList(Math.max(0, within.size() - MANY_STARTS), within.size()).stream()
                .map(start -> new StartMark(
                        (int) (Duration.between(from, start.at()).toMillis()
                                * buckets
                                * BAR
                                / Math.max(1, whole.toMillis())),
                        StartText.of(start, style)))
                .toList();
    }

    private static List<String> times(LogHistogram counted, TimeStyle style) {
        int buckets = counted.buckets().size();
        List<String> times = new ArrayList<>();
        for (int i = 0; i <= TIMES; i++) {
            Instant at = counted.start(buckets * i / TIMES);
            times.add(i == 0 || i == TIMES ? style.moment(at) : style.sinceToday(at, counted.start(buckets)));
        }
        return times;
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
                double height = Math.min(y, Math.max(LEAST, (double) HEIGHT * count / most));
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

    /** What the height stands for: {@code most} lines at the top. */
    record Scale(long most) {
        /** The next of 2, 4, 6, 10, 20, 40 and so on: half of it is a whole number, too. */
        static Scale of(long highest) {
            long unit = 1;
            while (unit * 10 < highest) {
                unit *= 10;
            }
            for (long each : new long[] {2, 4, 6, 10}) {
                if (each * unit >= highest) {
                    return new Scale(each * unit);
                }
            }
            return new Scale(highest);
        }

        String top() {
            return Numbers.grouped(most);
        }

        String middle() {
            return Numbers.grouped(most / 2);
        }
    }

    /** A start of a JVM. */
    record StartMark(int x, String title) {}

    /** One part of the time. */
    record TimeBar(int x, String title, String link, List<LevelBar> parts) {}

    /** The lines of one level in it. */
    record LevelBar(String level, String y, String height) {}
}
