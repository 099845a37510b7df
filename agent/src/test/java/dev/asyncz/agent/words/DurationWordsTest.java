package dev.asyncz.agent.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationWordsTest {
    @ParameterizedTest
    @CsvSource({
        "400000, 400 µs",
        "9960000, 10.0 ms",
        "412000000, 412 ms",
        "1234000000, 1.23 s",
        "59940000000, 59.9 s",
        "61000000000, 1 min 1 s",
        "3600000000000, 1 h",
        "93600000000000, 1 d 2 h"
    })
    void should_say_durations_as_people_do(long nanos, String words) {
        assertEquals(words, DurationWords.of(Duration.ofNanos(nanos)));
    }

    @ParameterizedTest
    @CsvSource({"59, 59 s", "60, 1 min", "3599, 59 min", "3600, 1 h", "172799, 47 h", "172800, 2 d"})
    void should_say_in_one_unit_how_long_ago_something_was(long seconds, String words) {
        assertEquals(words, DurationWords.coarse(Duration.ofSeconds(seconds)));
    }
}
