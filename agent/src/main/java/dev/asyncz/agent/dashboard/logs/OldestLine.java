package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.search.StorageUnreachable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time of the oldest line that is kept, asked for no more than once in a while, the longer the more it costs. */
final class OldestLine {
    private static final Duration STAYS = Duration.ofSeconds(10);
    private static final int STAYS_TIMES = 100;

    private final LogReader lines;
    private volatile @Nullable LastLook known;

    OldestLine(LogReader lines) {
        this.lines = lines;
    }

    /** Null when there is none, or the storage does not say. Any thread. */
    @Nullable
    Instant time() {
        LastLook last = known;
        long now = System.nanoTime();
        if (last == null || now - last.until > 0) {
            try {
                Instant time = lines.oldest();
                long took = System.nanoTime() - now;
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
