package dev.asyncz.bootstrap.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlansTest {
    @ParameterizedTest
    @CsvSource({"10_000_000, 10_000_000", "10_000_140, 10_000_000", "9_999_860, 10_000_000", "0, 0"})
    void should_take_the_time_of_a_cron_expression_for_the_full_second_that_it_means(String next, String meant) {
        Object before = Plans.beginCron("0 0 3 * * *");
        try {
            assertEquals(
                    millis(meant),
                    Plans.of(new Object(), "Micronaut", millis(next), 0).nextMillis());
        } finally {
            Plans.endNaming(before);
        }
        assertEquals(
                millis(next), Plans.of(new Object(), "Timer", millis(next), 0).nextMillis());
    }

    private static long millis(String text) {
        return Long.parseLong(text.replace("_", ""));
    }
}
