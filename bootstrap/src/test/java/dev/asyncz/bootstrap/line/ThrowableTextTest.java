package dev.asyncz.bootstrap.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrowableTextTest {
    private static final int MAX = 64 * 1024;

    @Test
    void should_print_as_the_jdk_does() {
        Exception thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        thrown.addSuppressed(new RuntimeException("beside"));
        StringWriter expected = new StringWriter();
        thrown.printStackTrace(new PrintWriter(expected));

        assertEquals(expected.toString().stripTrailing(), ThrowableText.of(thrown));
    }

    @Test
    void should_end_with_causes_in_a_circle() {
        Exception a = new Exception("a");
        Exception b = new Exception("b", a);
        a.initCause(b);
        a.addSuppressed(b);

        assertTrue(ThrowableText.of(a).contains("CIRCULAR REFERENCE"));
    }

    @Test
    void should_end_with_ten_thousand_causes() {
        Throwable thrown = new Exception("root");
        for (int i = 0; i < 10_000; i++) {
            thrown = new Exception("level " + i, thrown);
        }
        String text = ThrowableText.of(thrown);

        assertTrue(text.startsWith("java.lang.Exception: level 9999"));
        assertTrue(text.length() <= MAX);
    }

    @Test
    void should_keep_head_and_tail_of_a_stack_ten_thousand_deep() {
        String text = ThrowableText.of(deep(10_000));

        assertTrue(text.startsWith("java.lang.IllegalStateException: deep\n\tat "), () -> text.substring(0, 100));
        assertTrue(text.contains("characters left out"));
        assertTrue(text.length() <= MAX);
    }

    private static Exception deep(int frames) {
        Exception thrown = new IllegalStateException("deep");
        StackTraceElement[] stack = new StackTraceElement[frames];
        for (int i = 0; i < frames; i++) {
            stack[i] = new StackTraceElement("com.acme.Recursion", "descend" + i, "Recursion.java", i + 1);
        }
        thrown.setStackTrace(stack);
        return thrown;
    }

    @ParameterizedTest
    @ValueSource(
            ints = {48 * 1024, 60 * 1024, 60 * 1024 + 1, 64 * 1024, 68 * 1024, 72 * 1024, 73 * 1024, 100_000, 10_000_000
            })
    void should_never_exceed_64k_characters(int length) {
        String message = "m".repeat(length - 100) + "END".repeat(30);
        Exception thrown = new IllegalStateException(message);
        thrown.setStackTrace(new StackTraceElement[0]);
        String text = ThrowableText.of(thrown);
        String whole = thrown.toString();

        assertTrue(text.length() <= MAX, () -> text.length() + " characters");
        assertTrue(text.endsWith("ENDENDEND"), () -> text.substring(text.length() - 100));
        if (whole.length() <= 60 * 1024) {
            assertEquals(whole, text);
        } else {
            int notice = text.indexOf("\n\t… ");
            int end = text.indexOf(" characters left out …\n");
            int cut = Integer.parseInt(text.substring(notice + 4, end));
            int kept = notice + text.length() - end - " characters left out …\n".length();
            // What is printed ends with a line break, which is stripped after it was counted.
            assertEquals(whole.length(), kept + cut);
        }
    }

    @Test
    void should_keep_the_frames_and_causes_of_an_exception_whose_message_cannot_be_had() {
        Exception thrown = new Unspeakable(new IllegalArgumentException("the cause"));
        thrown.addSuppressed(new RuntimeException("beside"));
        String text = ThrowableText.of(thrown);

        String name = Unspeakable.class.getName();
        assertTrue(
                text.startsWith(name + ": [message could not be read: java.lang.IllegalStateException: none]\n\tat "
                        + ThrowableTextTest.class.getName()),
                text);
        assertTrue(text.contains("\n\tSuppressed: java.lang.RuntimeException: beside\n\t\tat "), text);
        assertTrue(text.contains("\nCaused by: java.lang.IllegalArgumentException: the cause\n\tat "), text);
    }

    @Test
    void should_keep_what_is_before_and_after_a_cause_that_breaks_the_printing() {
        String text =
                ThrowableText.of(new RuntimeException("outer", new Unspeakable(new IllegalArgumentException("root"))));

        assertTrue(text.startsWith("java.lang.RuntimeException: outer\n\tat "), text);
        assertTrue(text.contains("\nCaused by: " + Unspeakable.class.getName() + ": [message could not be read"), text);
        assertTrue(text.contains("\nCaused by: java.lang.IllegalArgumentException: root\n\tat "), text);
        assertEquals(text.indexOf("outer"), text.lastIndexOf("outer"));
    }

    @Test
    void should_end_where_causes_that_break_the_printing_go_round_or_never_end() {
        Exception second = new RuntimeException("second");
        Exception first = new Unspeakable(second);
        second.initCause(first);
        String round = ThrowableText.of(first);
        assertTrue(round.contains("\nCaused by: java.lang.RuntimeException: second"), round);
        assertTrue(round.contains("\nCaused by: one that stands above"), round);

        String endless = ThrowableText.of(new Endless());
        assertTrue(endless.contains("more causes"), endless);
        assertTrue(endless.length() <= MAX);
        assertTrue(ThrowableText.of(new Endless() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public synchronized Throwable getCause() {
                        throw new IllegalStateException("no cause");
                    }
                })
                .contains("its text ends here"));
    }

    private static class Endless extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }

        @Override
        public String toString() {
            throw new AssertionError("no text");
        }
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unspeakable(@Nullable Throwable cause) {
            super("none", cause);
        }

        @Override
        public @Nullable String getMessage() {
            throw new IllegalStateException("none");
        }
    }

    @Test
    void should_survive_a_stack_trace_of_null_parts() {
        String text = ThrowableText.of(new Exception((String) null) {
            private static final long serialVersionUID = 1;

            @Override
            public void printStackTrace(PrintWriter out) {
                throw new OutOfMemoryError("not really");
            }
        });

        assertTrue(text.contains("OutOfMemoryError"), text);
    }
}
