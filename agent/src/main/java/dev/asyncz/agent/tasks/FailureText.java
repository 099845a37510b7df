package dev.asyncz.agent.tasks;

import dev.asyncz.bootstrap.ThrowableText;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The text of what made a run fail: its first line for as long as the run is kept, the rest while there is room. */
final class FailureText {
    /** How much of the first line is kept. */
    static final int MAX_LINE = 300;

    /** How much of the whole is kept: from the beginning, and from the end, where the root cause is. */
    static final int MAX_HEAD = 6_000;

    static final int MAX_TAIL = 2_000;

    private final String line;
    private volatile @Nullable String text;

    private FailureText(String line, String text) {
        this.line = line;
        this.text = text;
    }

    static FailureText of(Throwable failure) {
        String text = ThrowableText.of(failure);
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        return new FailureText(
                first.length() <= MAX_LINE ? first : first.substring(0, MAX_LINE) + "…",
                text.length() <= MAX_HEAD + MAX_TAIL
                        ? text
                        : text.substring(0, MAX_HEAD) + "\n\t…\n" + text.substring(text.length() - MAX_TAIL));
    }

    String line() {
        return line;
    }

    /** Null once there was no room any more. */
    @Nullable
    String text() {
        return text;
    }

    /** Bounds what the texts of all runs take together: the oldest leave. Any thread. */
    static final class Room {
        private final long maxChars;
        private final AtomicLong chars = new AtomicLong();
        private final Queue<FailureText> kept = new ConcurrentLinkedQueue<>();

        Room(long maxChars) {
            this.maxChars = maxChars;
        }

        void keep(FailureText failure) {
            chars.addAndGet(length(failure));
            kept.add(failure);
            while (chars.get() > maxChars) {
                FailureText oldest = kept.poll();
                if (oldest == null) {
                    return;
                }
                chars.addAndGet(-length(oldest));
                oldest.text = null;
            }
        }

        private static int length(FailureText failure) {
            String text = failure.text;
            return text == null ? 0 : text.length();
        }
    }
}
