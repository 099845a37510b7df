package dev.asyncz.bootstrap;

import java.io.PrintWriter;
import java.io.Writer;

/** The text of an exception, whatever it does: cyclic causes, a message that throws, a stack ten thousand deep. */
public final class ThrowableText {
    /** Characters that a text keeps from its beginning; the last {@link #TAIL} are kept too, as the root cause is there. */
    private static final int HEAD = 48 * 1024;

    private static final int TAIL = 12 * 1024;

    private ThrowableText() {}

    /** As {@link Throwable#printStackTrace} prints it, at most 64 K characters. Never throws. */
    public static String of(Throwable throwable) {
        BoundedWriter text = new BoundedWriter();
        try {
            throwable.printStackTrace(new PrintWriter(text));
        } catch (Throwable unprintable) {
            text.write("\n\tand its text ends here: printing it threw "
                    + unprintable.getClass().getName());
            return throwable.getClass().getName() + ": " + text;
        }
        return text.toString().stripTrailing();
    }

    /** Keeps head and tail, and counts what lies between. */
    private static final class BoundedWriter extends Writer {
        private final StringBuilder head = new StringBuilder(1024);
        private final StringBuilder tail = new StringBuilder();
        private long cut;

        @Override
        public void write(char[] chars, int from, int length) {
            int toHead = Math.min(length, HEAD - head.length());
            head.append(chars, from, toHead);
            tail.append(chars, from + toHead, length - toHead);
            if (tail.length() > 2 * TAIL) {
                cut += tail.length() - TAIL;
                tail.delete(0, tail.length() - TAIL);
            }
        }

        @Override
        public void write(String text) {
            write(text.toCharArray(), 0, text.length());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return cut == 0 ? head.toString() + tail : head + "\n\t… " + cut + " characters left out …\n" + tail;
        }
    }
}
