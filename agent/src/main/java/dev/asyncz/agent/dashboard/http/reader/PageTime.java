package dev.asyncz.agent.dashboard.http.reader;

import java.time.Instant;

/**
 * When a page was made, and by which clock it shows times.
 *
 * @param instant the moment that durations so far and ages count to
 */
public record PageTime(Instant instant, TimeStyle style) {}
