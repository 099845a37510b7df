package dev.asyncz.agent.dashboard.logs;

import java.time.Duration;
import java.time.Instant;

/**
 * Equally wide bars over a span of time. Wide ones are of whole minutes and begin at one, or of ten: so much a storage may
 * have counted already.
 *
 * @param from where the first one begins
 * @param to where the last one ends
 */
record Bars(Instant from, Instant to, int count) {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long TEN = 10 * MINUTE;

    /** @param about how many there are to be; there are from half to one and a half times as many, and one more */
    static Bars of(Instant from, Instant to, int about) {
        double each = (double) Duration.between(from, to).toMillis() / about;
        if (each >= TEN) {
            return of(from, to, TEN, each);
        }
        return each >= MINUTE / 2.0 ? of(from, to, MINUTE, each) : new Bars(from, to, about);
    }

    private static Bars of(Instant from, Instant to, long unit, double each) {
        long width = unit * Math.round(each / unit);
        long begin = Math.floorDiv(from.toEpochMilli(), unit) * unit;
        int count = (int) ((to.toEpochMilli() - begin) / width + 1);
        return new Bars(Instant.ofEpochMilli(begin), Instant.ofEpochMilli(begin + count * width), count);
    }
}
