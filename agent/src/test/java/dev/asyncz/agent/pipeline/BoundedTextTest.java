package dev.asyncz.agent.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTextTest {
    @Test
    void should_leave_a_text_within_the_bound_alone() {
        String text = "x".repeat(16);

        assertSame(text, new BoundedText(16).of(text));
        assertSame("", new BoundedText(0).of(""));
    }

    @Test
    void should_keep_head_tail_and_length_of_a_long_one() {
        String text = "h".repeat(12) + "m".repeat(80) + "t".repeat(4);

        assertEquals(
                "h".repeat(12) + "\n… 80 of 96 characters left out …\n" + "t".repeat(4), new BoundedText(16).of(text));
    }

    @Test
    void should_not_tear_a_pair_of_surrogates_apart() {
        for (int before = 0; before < 4; before++) {
            String text = "x".repeat(before) + "🚀".repeat(100) + "x".repeat(before);
            String bounded = new BoundedText(17).of(text);

            assertFalse(hasLoneSurrogate(bounded), bounded);
            assertTrue(bounded.contains(" of " + text.length() + " characters"), bounded);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void should_bear_the_smallest_bounds(int maxChars) {
        String bounded = new BoundedText(maxChars).of("🚀".repeat(10));

        assertFalse(hasLoneSurrogate(bounded), bounded);
        assertTrue(bounded.contains("of 20 characters left out"), bounded);
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(each -> each >= 0xd800 && each <= 0xdfff);
    }
}
