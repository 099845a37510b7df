package dev.asyncz.bootstrap.line;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.CharBuffer;

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
            text = parts(throwable, unprintable);
        }
        return text.toString().stripTrailing();
    }

    private static BoundedWriter parts(Throwable throwable, Throwable unprintable) {
        BoundedWriter text = new BoundedWriter();
        try {
            new ThrowableParts(text).print(throwable);
        } catch (Throwable outOfMemory) {
            text.put(throwable.getClass().getName() + "\n");
        }
        text.put("\tput together by AsyncZ: printing it threw "
                + unprintable.getClass().getName());
        return text;
    }

    /** Keeps head and tail, and counts what lies between. Copies of a huge message no more than it keeps. */
    static final class BoundedWriter extends Writer {
        private final StringBuilder head = new StringBuilder(1024);
        private final StringBuilder tail = new StringBuilder();
        private long cut;

        @Override
        public void write(char[] chars, int from, int length) {
            put(CharBuffer.wrap(chars, from, length), 0, length);
        }

        @Override
        public void write(String text, int from, int length) {
            put(text, from, length);
        }

        void put(String text) {
            put(text, 0, text.length());
        }

        private void put(CharSequence text, int from, int length) {
            int toHead = Math.min(length, HEAD - head.length());
            head.append(text, from, from + toHead);
            int skipped = Math.max(0, length - toHead - TAIL);
            if (skipped > 0) {
                cut += tail.length();
                tail.setLength(0);
            }
            cut += skipped;
            tail.append(text, from + toHead + skipped, from + length);
            if (tail.length() > 2 * TAIL) {
                trimTail();
            }
        }

        private void trimTail() {
            int over = Math.max(0, tail.length() - TAIL);
            cut += over;
            tail.delete(0, over);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            trimTail();
            return cut == 0 ? head.toString() + tail : head + "\n\t… " + cut + " characters left out …\n" + tail;
        }
    }
}
