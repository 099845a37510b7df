package dev.asyncz.agent.signs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody does not want to hear of a task's signs for a while.
 *
 * @param kind of which; null for all
 * @param until when it is over; not after {@code at} where it is taken back
 * @param at when that was said
 * @param by who said it, as far as is known
 */
public record Mute(String task, @Nullable Kind kind, Instant until, Instant at, String by) {

    /** What it is about: a later one of the same takes its place. */
    record Key(String task, @Nullable Kind kind) {}

    Key key() {
        return new Key(task, kind);
    }

    boolean isOver(Instant now) {
        return !until.isAfter(now);
    }
}
