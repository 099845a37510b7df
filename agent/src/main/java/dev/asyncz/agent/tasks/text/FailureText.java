package dev.asyncz.agent.tasks.text;

import dev.asyncz.bootstrap.line.ThrowableText;
import org.jspecify.annotations.Nullable;

/** The text of what made a run fail: its first line for as long as the run is kept, the rest while there is room. */
public final class FailureText implements TextBudget.Text {
    /** How much of the first line is kept while there is room. */
    public static final int MAX_LINE = 300;

    /** How much of it is kept in any case. */
    static final int SHORT_LINE = 100;

    /** How much of the whole is kept: from the beginning, and from the end, where the root cause is. */
    public static final int MAX_HEAD = 6_000;

    public static final int MAX_TAIL = 2_000;

    private final long bytes;
    private volatile String line;
    private volatile @Nullable String text;

    private FailureText(String line, String text) {
        this.line = line;
        this.text = text;
        this.bytes = TextBudget.OBJECTS + 2L * (line.length() + text.length());
    }

    /** Of what a run has ended with; never throws for what cannot be printed. */
    public static FailureText of(Throwable failure) {
        String text = ThrowableText.of(failure);
        int end = text.indexOf('\n');
        return new FailureText(
                cut(end < 0 ? text : text.substring(0, end), MAX_LINE),
                text.length() <= MAX_HEAD + MAX_TAIL
                        ? text
                        : text.substring(0, MAX_HEAD) + "\n\t…\n" + text.substring(text.length() - MAX_TAIL));
    }

    private static String cut(String line, int length) {
        return line.length() <= length ? line : line.substring(0, length) + "…";
    }

    /** The first line, cut. */
    public String line() {
        return line;
    }

    /** Null once there was no room any more. */
    public @Nullable String text() {
        return text;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void shorten() {
        line = cut(line, SHORT_LINE);
        text = null;
    }
}
