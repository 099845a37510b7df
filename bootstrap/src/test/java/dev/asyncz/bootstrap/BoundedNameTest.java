package dev.asyncz.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BoundedNameTest {
    private static final String LONG = "GET /orders?" + "x".repeat(8_000);

    @Test
    void should_leave_a_usual_name_as_it_is() {
        String name = "x".repeat(BoundedName.MAX);

        assertSame(name, BoundedName.of(name));
    }

    @Test
    void should_keep_beginning_and_length_of_a_longer_one() {
        String kept = BoundedName.of(LONG);

        assertTrue(kept.startsWith("GET /orders?xxx"), kept);
        assertTrue(kept.contains("[8012 characters, "), kept);
        assertTrue(kept.length() <= BoundedName.MAX, kept);
        assertEquals(kept, BoundedName.of(kept), "cut once");
    }

    @Test
    void should_tell_names_of_the_same_beginning_apart() {
        assertNotEquals(BoundedName.of(LONG + 1), BoundedName.of(LONG + 2));
    }

    @Test
    void should_give_the_same_text_for_the_same_name() {
        assertSame(BoundedName.of(LONG), BoundedName.of("GET /orders?" + "x".repeat(8_000)));
    }

    @Test
    void should_not_tear_a_pair_of_surrogates_apart() {
        String kept = BoundedName.of("x".repeat(199) + "😀".repeat(100));

        assertEquals("x".repeat(199) + "…", kept.substring(0, 200));
    }
}
