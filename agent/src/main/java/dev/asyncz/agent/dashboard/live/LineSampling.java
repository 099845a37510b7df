package dev.asyncz.agent.dashboard.live;

import dev.asyncz.agent.words.Numbers;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether more lines come than anybody can read, for some rounds on end: then a sample is shown. One round with many is
 * none, as that may be what was missed meanwhile. For one thread.
 */
final class LineSampling {
    /** Lines a second. */
    private static final double MOST_READ = 500;

    private static final int ROUNDS = 4;
    private static final int CALM_ROUNDS = 8;
    private static final int SAMPLE = 10;

    private long last = System.nanoTime();
    private int rounds;
    private int calm;
    private double rate;

    /** @return whether there is a flood, after a round of so many lines */
    boolean after(int lines) {
        long now = System.nanoTime();
        double seconds = Math.max(0.1, (now - last) / 1e9);
        last = now;
        rate = lines / seconds;
        calm = rate > (lasts() ? MOST_READ / 2 : MOST_READ) ? 0 : calm + 1;
        // It ends when nothing much has come for a while: who reads is not to be moved to and fro.
        rounds = calm == 0 ? rounds + 1 : lasts() && calm < CALM_ROUNDS ? rounds : 0;
        return lasts();
    }

    boolean lasts() {
        return rounds >= ROUNDS;
    }

    /** In words; {@code more} where only so many were read. */
    String rate(boolean more) {
        return (more ? "more than " : "about ") + Numbers.grouped(Math.round(rate / 100) * 100);
    }

    /** Some of them, in the same order, newest first: the newest, as nothing may come after it, and what went wrong. */
    static List<LogEntry> sample(List<LogEntry> lines) {
        List<LogEntry> sample = new ArrayList<>(lines.subList(0, Math.min(1, lines.size())));
        for (LogEntry each : lines) {
            if (sample.size() < SAMPLE && each.level().isAtLeast(LogLevel.WARN) && !sample.contains(each)) {
                sample.add(each);
            }
        }
        for (int i = 0; i < lines.size() && sample.size() < SAMPLE; i += Math.max(1, lines.size() / SAMPLE)) {
            if (!sample.contains(lines.get(i))) {
                sample.add(lines.get(i));
            }
        }
        sample.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
        return sample;
    }
}
