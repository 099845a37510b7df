package dev.asyncz.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelTest {
    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void should_read_its_own_name_in_any_case(LogLevel level) {
        assertEquals(Optional.of(level), LogLevel.parse(level.name()));
        assertEquals(Optional.of(level), LogLevel.parse(" " + level.name().toLowerCase(Locale.ROOT) + "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "all,TRACE",
        "finest,TRACE",
        "finer,TRACE",
        "fine,DEBUG",
        "config,INFO",
        "Warning,WARN",
        "fatal,ERROR",
        "critical,ERROR",
        "severe,ERROR",
    })
    void should_know_the_usual_synonyms(String name, LogLevel level) {
        assertEquals(Optional.of(level), LogLevel.parse(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "off", "IN FO", "3", "ínfo"})
    void should_be_empty_for_anything_else(String name) {
        assertEquals(Optional.empty(), LogLevel.parse(name));
    }

    @Test
    void should_read_info_in_a_turkish_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertEquals(Optional.of(LogLevel.INFO), LogLevel.parse("info"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void should_order_from_the_least_to_the_most_severe() {
        assertTrue(LogLevel.ERROR.isAtLeast(LogLevel.WARN));
        assertTrue(LogLevel.WARN.isAtLeast(LogLevel.WARN));
        assertFalse(LogLevel.INFO.isAtLeast(LogLevel.WARN));
    }
}
