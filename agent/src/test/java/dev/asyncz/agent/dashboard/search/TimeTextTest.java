package dev.asyncz.agent.dashboard.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as logs and people write them. */
class TimeTextTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Friday. */
    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-27 01:50:00,123 | 2026-11-27T00:50:00.123Z",
                "2026-11-27T01:50:00.123456789 | 2026-11-27T00:50:00.123456789Z",
                "2026-11-27T01:50:00.123+05:30 | 2026-11-26T20:20:00.123Z",
                "2026-11-27T01:50:00 05:30 | 2026-11-26T20:20:00Z",
                "2026-11-27T01:50:00Z | 2026-11-27T01:50:00Z",
                "2026-11-27 01:50:00.000 UTC | 2026-11-27T01:50:00Z",
                "2026-11-27 01:50 | 2026-11-27T00:50:00Z",
                "2026/11/27 01:50:07 | 2026-11-27T00:50:07Z",
                "2026-11-27 | 2026-11-26T23:00:00Z",
                "27.11.2026 01:50 | 2026-11-27T00:50:00Z",
                "Nov 27 01:50 | 2026-11-27T00:50:00Z",
                "Nov  7 01:50:09 | 2026-11-07T00:50:09Z",
                "Dec 24 18:00 | 2025-12-24T17:00:00Z",
                "'Nov 27, 2026 1:50:00 PM' | 2026-11-27T12:50:00Z",
                "27/Nov/2026:01:50:00 +0000 | 2026-11-27T01:50:00Z",
                "27 Nov 2026 01:50:00,500 | 2026-11-27T00:50:00.500Z",
                "01:50 | 2026-11-27T00:50:00Z",
                "06:30 | 2026-11-27T05:30:00Z",
                "10:01 | 2026-11-26T09:01:00Z",
                "01:50:00.123 | 2026-11-27T00:50:00.123Z",
                "3am | 2026-11-27T02:00:00Z",
                "12 AM | 2026-11-26T23:00:00Z",
                "yesterday 3am | 2026-11-26T02:00:00Z",
                "yesterday 03:15 | 2026-11-26T02:15:00Z",
                "Yesterday at 3 PM | 2026-11-26T14:00:00Z",
                "yesterday | 2026-11-25T23:00:00Z",
                "today | 2026-11-26T23:00:00Z",
                "monday 08:00 | 2026-11-23T07:00:00Z",
                "friday | 2026-11-19T23:00:00Z",
                "now | 2026-11-27T09:00:00Z",
                "90 min ago | 2026-11-27T07:30:00Z",
                "2h | 2026-11-27T07:00:00Z",
                "1795753800123 | 2026-11-27T04:30:00.123Z",
                "1795753800 | 2026-11-27T04:30:00Z",
            })
    void should_be(String text, Instant time) {
        TimeText read = TimeText.of(text, BERLIN, NOW);
        assertNotNull(read, text);
        assertEquals(time, read.time());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "soon", "99:99", "2026-13-01", "2026-11-27 25:00", "12", "3am tomorrow", "5x"})
    void should_be_none(String text) {
        assertNull(TimeText.of(text, BERLIN, NOW));
    }

    @Test
    void should_tell_where_the_time_of_a_line_ends_and_how_exactly_it_is_said() {
        TimeText time = TimeText.leading("[2026-11-27 01:50:00,123] INFO x", BERLIN, NOW);
        assertNotNull(time);
        assertEquals(24, time.end());
        assertEquals(Duration.ofMillis(1), time.unit());
        assertNull(TimeText.leading("INFO 01:50:00 x", BERLIN, NOW));
    }

    @Test
    void should_take_the_earlier_of_two_in_the_night_that_has_them_twice_unless_its_offset_is_said() {
        assertEquals("2026-10-25T00:20:00Z", at("2026-10-25 02:20"));
        assertEquals("2026-10-25T01:20:00Z", at("2026-10-25 02:20 +01:00"));
    }

    private static String at(String text) {
        TimeText time = TimeText.of(text, BERLIN, NOW);
        assertNotNull(time);
        return time.time().toString();
    }
}
