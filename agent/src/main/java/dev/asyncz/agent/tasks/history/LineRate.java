package dev.asyncz.agent.tasks.history;

import org.jspecify.annotations.Nullable;

/** How many lines a second a JVM has written lately, from what it has written in all. Any thread. */
final class LineRate {
    /** Less says little. */
    private static final long APART_MILLIS = 10_000;

    private long olderAt;
    private long older;
    private long newerAt;
    private long newer;

    /** @param lines how many it had written by then */
    synchronized void note(long millis, long lines) {
        if (newerAt == 0 || millis - newerAt >= APART_MILLIS) {
            olderAt = newerAt;
            older = newer;
            newerAt = millis;
            newer = lines;
        }
    }

    /** Null before there is enough to tell. */
    synchronized @Nullable Double perSecond() {
        return olderAt == 0 || newerAt <= olderAt ? null : Math.max(0, newer - older) * 1e3 / (newerAt - olderAt);
    }
}
