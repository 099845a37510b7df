package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.search.StorageUnreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The time of the oldest line that is kept, asked for no more than once in a while, the longer the more it costs. */
final class OldestLine {
    private static final Duration STAYS = Duration.ofSeconds(10);
    private static final int STAYS_TIMES = 100;

    private final Supplier<@Nullable Instant> oldest;
    private final LongSupplier nanoTime;
    private volatile @Nullable LastLook known;

    /**
     * @param oldest asks the storage; null for none
     * @param nanoTime as {@link System#nanoTime} tells it
     */
    OldestLine(Supplier<@Nullable Instant> oldest, LongSupplier nanoTime) {
        this.oldest = oldest;
        this.nanoTime = nanoTime;
    }

    /** Null when there is none, or the storage does not say. Any thread. */
    @Nullable
    Instant time() {
        LastLook last = known;
        long now = nanoTime.getAsLong();
        if (last == null || now - last.until > 0) {
            try {
                Instant time = oldest.get();
                long took = nanoTime.getAsLong() - now;
                last = new LastLook(time, now + Math.max(STAYS.toNanos(), STAYS_TIMES * took));
                known = last;
            } catch (StorageUnreachable e) {
                return null;
            }
        }
        return last.time;
    }

    /** @param until of {@link System#nanoTime} */
    private record LastLook(@Nullable Instant time, long until) {}
}
