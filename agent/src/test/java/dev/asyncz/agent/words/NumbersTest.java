package dev.asyncz.agent.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @Test
    void should_part_thousands_and_use_the_plural_for_all_but_one() {
        assertEquals("1 line", Numbers.count(1, "line"));
        assertEquals("0 lines", Numbers.count(0, "line"));
        assertEquals("1,234,567 lines", Numbers.count(1_234_567, "line"));
    }

    @ParameterizedTest
    @CsvSource({"512, 0.5 KiB", "1024, 1 KiB", "1048576, 1 MiB", "1610612736, 1.5 GiB", "1125899906842624, 1024 TiB"})
    void should_say_memory_in_the_largest_unit_of_which_there_is_one(long bytes, String words) {
        assertEquals(words, Numbers.bytes(bytes));
    }
}
