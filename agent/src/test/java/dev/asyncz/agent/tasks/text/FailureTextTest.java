package dev.asyncz.agent.tasks.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How much is kept of why a run failed. */
final class FailureTextTest {
    private static final String TYPE = "java.lang.IllegalStateException: ";

    @Test
    void should_keep_the_whole_of_a_short_one() {
        IllegalStateException boom = new IllegalStateException("boom");
        boom.setStackTrace(Arrays.copyOf(boom.getStackTrace(), 2));
        FailureText text = FailureText.of(boom);

        assertEquals(TYPE + "boom", text.line());
        String whole = text.text();
        assertNotNull(whole);
        assertTrue(whole.startsWith(TYPE + "boom\n\tat "), whole);
        assertFalse(whole.contains("…"), whole);
        assertEquals(TextBudget.OBJECTS + 2L * (text.line().length() + whole.length()), text.bytes());
    }

    @Test
    void should_keep_the_beginning_and_the_end_of_a_long_one_and_say_that_something_is_left_out() {
        int most = FailureText.MAX_HEAD + FailureText.MAX_TAIL;
        String whole = text("x".repeat(most - TYPE.length()));
        assertEquals(most, whole.length());
        assertFalse(whole.contains("…"));
        String cut = text("x".repeat(most - TYPE.length()) + "!");

        assertEquals(FailureText.MAX_HEAD, cut.indexOf("\n\t…\n"));
        assertEquals(FailureText.MAX_HEAD + "\n\t…\n".length() + FailureText.MAX_TAIL, cut.length());
        assertTrue(cut.endsWith("x!"));
    }

    @Test
    void should_cut_the_first_line_and_cut_it_again_where_there_is_no_room() {
        String fits = "x".repeat(FailureText.MAX_LINE - TYPE.length());
        assertEquals(TYPE + fits, FailureText.of(failure(fits)).line());
        FailureText text = FailureText.of(failure(fits + "y"));
        assertEquals(TYPE + fits + "…", text.line());
        long bytes = text.bytes();
        text.shorten();

        assertEquals((TYPE + fits).substring(0, FailureText.SHORT_LINE) + "…", text.line());
        assertNull(text.text());
        assertEquals(bytes, text.bytes());
    }

    private static String text(String message) {
        String text = FailureText.of(failure(message)).text();
        assertNotNull(text);
        return text.stripTrailing();
    }

    /** Without a trace, so that its length is that of its message. */
    private static IllegalStateException failure(String message) {
        IllegalStateException failure = new IllegalStateException(message);
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }
}
