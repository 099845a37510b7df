package dev.asyncz.agent.storage.memory;

import dev.asyncz.api.SearchStopped;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Ends a search whose regular expression is slow on many lines: others take milliseconds. */
final class Deadline {
    private static final Duration LENGTH = Duration.ofSeconds(2);

    private final LongSupplier nanos;
    private final long end;

    /** @param nanos a clock, in nanoseconds */
    Deadline(LongSupplier nanos) {
        this.nanos = nanos;
        this.end = nanos.getAsLong() + LENGTH.toNanos();
    }

    boolean isOver() {
        return nanos.getAsLong() - end > 0;
    }

    /** @throws SearchStopped when it has passed */
    void check() {
        if (isOver()) {
            throw new SearchStopped("The search was given up after " + LENGTH.toSeconds()
                    + " s. A simpler regular expression, a task or a level makes it faster.");
        }
    }
}
