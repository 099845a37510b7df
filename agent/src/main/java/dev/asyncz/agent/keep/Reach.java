package dev.asyncz.agent.keep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far back the log goes.
 *
 * @param since when the oldest of the newest lines was logged: from there on every line is there; null where nobody
 *     knows, or there is none
 * @param lines how many lines there are since; -1 where nobody knows
 * @param runsBefore of how many runs the lines before that are kept
 */
public record Reach(@Nullable Instant since, long lines, long runsBefore) {
    public static final Reach UNKNOWN = new Reach(null, -1, 0);
}
