package dev.asyncz.agent.storage.redis;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.List;

/**
 * The times that the ids of all matches of a query lie between, both inclusive, in milliseconds. Times of day are
 * carried by ids only roughly: an id is made a moment after its entry's ts, or hours apart when a clock jumps.
 */
record TimeRange(long from, long to) {

    /** How many milliseconds a ts is ahead of the id's time at most, and behind it. */
    record Skew(long ahead, long behind) {
        static final Skew NONE = new Skew(0, 0);

        static Skew of(List<LogEntry> entries) {
            long ahead = 0;
            long behind = 0;
            for (LogEntry entry : entries) {
                long difference = millis(entry.ts()) - TimeOrderedIds.millis(entry.id());
                ahead = Math.max(ahead, difference);
                behind = Math.max(behind, -difference);
            }
            return new Skew(ahead, behind);
        }
    }

    static TimeRange of(LogQuery query, Skew skew) {
        long from = 0;
        long to = StreamPosition.MAX_MILLIS;
        if (query.after() != null) {
            from = Math.max(from, TimeOrderedIds.millis(query.after()));
        }
        if (query.since() != null) {
            from = Math.max(from, millis(query.since()) - skew.ahead);
        }
        if (query.before() != null) {
            to = Math.min(to, TimeOrderedIds.millis(query.before()));
        }
        if (query.until() != null) {
            to = Math.min(to, millis(query.until()) + skew.behind);
        }
        return new TimeRange(from, to);
    }

    boolean isEmpty() {
        return from > to;
    }

    /** Within what an id can say, beyond which nothing is told apart. */
    private static long millis(Instant time) {
        long seconds = Math.max(
                -StreamPosition.MAX_MILLIS / 1_000, Math.min(StreamPosition.MAX_MILLIS / 1_000, time.getEpochSecond()));
        return seconds * 1_000 + time.getNano() / 1_000_000;
    }
}
