package dev.asyncz.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many entries match a query, spread evenly over a span of time.
 *
 * @param from where the first bucket begins, inclusive
 * @param width how long each bucket is, in whole milliseconds
 * @param buckets the counts of each bucket by level, oldest first; a level that is absent counts 0
 * @param matches their sum
 * @param complete whether all entries of the span were counted; if not, the oldest are missing
 */
public record LogHistogram(
        Instant from, Duration width, List<Map<LogLevel, Long>> buckets, long matches, boolean complete) {

    /** How many buckets there may be. */
    public static final int MAX_BUCKETS = 1_000;

    /** What a storage without an engine of its own looks through at most. */
    private static final int MAX_SCANNED = 50_000;

    private static final int PAGE = 1_000;
    private static final Duration MAX_SCAN = Duration.ofSeconds(3);

    /** Where a bucket begins, which is where the one before it ends. */
    public Instant start(int bucket) {
        return from.plus(width.multipliedBy(bucket));
    }

    /** Counts what a storage answers, page by page, from the newest on. */
    static LogHistogram scan(LogStorage storage, LogQuery query, Counts counts) {
        long end = System.nanoTime() + MAX_SCAN.toNanos();
        LogQuery page = counts.within(query).withLimit(PAGE);
        for (int scanned = 0; scanned < MAX_SCANNED && System.nanoTime() < end; scanned += PAGE) {
            int found = 0;
            LogEntry oldest = null;
            for (LogEntry entry : storage.query(page)) {
                if (page.matches(entry)) {
                    found++;
                    counts.add(entry.ts(), entry.level(), 1);
                    oldest = oldest == null || LogEntry.compareIds(entry.id(), oldest.id()) < 0 ? entry : oldest;
                }
            }
            if (oldest == null || found < PAGE) {
                return counts.histogram(true);
            }
            page = page.withBefore(oldest.id());
        }
        return counts.histogram(false);
    }

    /** A histogram while it is counted. For one thread. */
    public static final class Counts {
        private final Instant from;
        private final long widthMillis;
        private final long[][] counts;

        /**
         * @param to where the span ends; the last bucket may end a little later, as all are equally long
         * @param buckets from 1 to {@link #MAX_BUCKETS}
         */
        public Counts(Instant from, Instant to, int buckets) {
            if (buckets < 1 || buckets > MAX_BUCKETS || !from.isBefore(to)) {
                throw new IllegalArgumentException("no " + buckets + " buckets fit between " + from + " and " + to);
            }
            long span = Duration.between(from, to).plusNanos(999_999).toMillis();
            this.from = from;
            this.widthMillis = Math.max(1, (span + buckets - 1) / buckets);
            this.counts = new long[buckets][LogLevel.values().length];
        }

        /** Where the buckets begin, and after them where the last one ends. */
        public List<Instant> bounds() {
            List<Instant> bounds = new ArrayList<>(counts.length + 1);
            for (int i = 0; i <= counts.length; i++) {
                bounds.add(from.plusMillis(i * widthMillis));
            }
            return bounds;
        }

        /** The query, for the span alone. */
        public LogQuery within(LogQuery query) {
            Instant end = end();
            return query.withRange(
                    isBefore(from, query.since()) ? query.since() : from,
                    isBefore(query.until(), end) ? query.until() : end);
        }

        /** Counts entries of one level and about one time; what is out of the span is not counted. */
        public void add(Instant ts, LogLevel level, long entries) {
            if (!ts.isBefore(from) && ts.isBefore(end())) {
                add(Duration.between(from, ts).toMillis() / widthMillis, level, entries);
            }
        }

        /** Counts entries of one level in one bucket, from 0. */
        public void add(long bucket, LogLevel level, long entries) {
            if (bucket >= 0 && bucket < counts.length) {
                counts[(int) bucket][level.ordinal()] += entries;
            }
        }

        /** What was counted. */
        public LogHistogram histogram(boolean complete) {
            List<Map<LogLevel, Long>> buckets = new ArrayList<>(counts.length);
            long matches = 0;
            for (long[] each : counts) {
                Map<LogLevel, Long> levels = new EnumMap<>(LogLevel.class);
                for (LogLevel level : LogLevel.values()) {
                    long count = each[level.ordinal()];
                    matches += count;
                    if (count > 0) {
                        levels.put(level, count);
                    }
                }
                buckets.add(levels);
            }
            return new LogHistogram(from, Duration.ofMillis(widthMillis), buckets, matches, complete);
        }

        private Instant end() {
            return from.plusMillis(counts.length * widthMillis);
        }

        private static boolean isBefore(@Nullable Instant a, @Nullable Instant b) {
            return a != null && b != null && a.isBefore(b);
        }
    }
}
