package dev.asyncz.bootstrap;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Makes UUIDv7 (RFC 9562, method 1: a counter in {@code rand_a}) that ascend within the process whatever the clock
 * does. Past 4,096 in one millisecond they run ahead of the clock rather than stop. Lock-free.
 */
public final class TimeOrderedIds {
    private static final int COUNTER_BITS = 12;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final AtomicLong last = new AtomicLong();
    private final LongSupplier epochMillis;

    /** By the system's clock. */
    public TimeOrderedIds() {
        this(
                new LongSupplier() { // Not a lambda, see BridgeDoor.
                    @Override
                    public long getAsLong() {
                        return System.currentTimeMillis();
                    }
                });
    }

    /** @param epochMillis the clock; may jump */
    public TimeOrderedIds(LongSupplier epochMillis) {
        this.epochMillis = epochMillis;
    }

    /** The next id, greater than every one before it. */
    public UUID next() {
        return id(tick(epochMillis.getAsLong() << COUNTER_BITS));
    }

    /**
     * As {@link #next()}, without a look at the clock where another one has just shown the millisecond of the id before.
     * What that clock says is taken for nothing else: it may be the application's, and stand still or jump.
     *
     * @param seenMillis epoch milliseconds
     */
    public UUID next(long seenMillis) {
        return seenMillis > 0 && seenMillis == last.get() >>> COUNTER_BITS ? id(last.incrementAndGet()) : next();
    }

    private UUID id(long tick) {
        long high = tick >>> COUNTER_BITS << 16 | VERSION_7 | tick & 0xFFF;
        return new UUID(high, ThreadLocalRandom.current().nextLong() >>> 2 | VARIANT);
    }

    /** Epoch milliseconds of when an id was made; of one that is no UUIDv7 a number that orders as such ids do. */
    public static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    /** The first of a millisecond moves the counter to the clock; the others add one, which never has to be retried. */
    private long tick(long now) {
        for (long previous = last.get(); previous < now; previous = last.get()) {
            if (last.compareAndSet(previous, now)) {
                return now;
            }
        }
        return last.incrementAndGet();
    }
}
