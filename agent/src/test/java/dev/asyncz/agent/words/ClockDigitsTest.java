package dev.asyncz.agent.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockDigitsTest {
    private static final DateTimeFormatter NANOS = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 3, 9, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    @Test
    void should_write_times_as_a_formatter_of_the_jdk() {
        Random random = new Random(18);
        for (int i = 0; i < 2_000; i++) {
            // Among them some of few digits, and years of one and of five.
            int nanos = random.nextBoolean() ? random.nextInt(1_000_000_000) : random.nextInt(1_000) * 1_000_000;
            long seconds = random.nextBoolean() ? random.nextInt() : random.nextLong() % 400_000_000_000L;
            LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
            StringBuilder text = new StringBuilder();

            ClockDigits.date(text, time.toLocalDate()).append('T');
            ClockDigits.nanos(text, time.toLocalTime());

            assertEquals(NANOS.format(time), text.toString());
            assertEquals(
                    MILLIS.format(time),
                    ClockDigits.millis(new StringBuilder(), time.toLocalTime()).toString());
        }
    }
}
