package dev.asyncz.agent.storage.memory;

import dev.asyncz.api.SearchStopped;
import java.time.Duration;

/** Ends a search whose regular expression is slow on many lines: others take milliseconds. */
final class Deadline {
    private static final Duration LENGTH = Duration.ofSeconds(2);

    private final long end = System.nanoTime() + LENGTH.toNanos();

    /** @throws SearchStopped when it has passed */
    void check() {
        if (System.nanoTime() - end > 0) {
            throw new SearchStopped("The search was given up after " + LENGTH.toSeconds()
                    + " s. A simpler regular expression, a task or a level makes it faster.");
        }
    }
}
