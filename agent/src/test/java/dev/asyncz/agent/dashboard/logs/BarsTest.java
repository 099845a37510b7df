package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarsTest {
    private static final Instant FROM = Instant.parse("2026-05-01T12:34:56.789Z");

    @ParameterizedTest
    @CsvSource({"PT1H,PT1M", "PT1H30M,PT1M", "PT13H,PT1M", "PT13H20M,PT10M", "P1D,PT10M", "P7D,PT10M", "P400D,PT10M"})
    void should_begin_at_whole_minutes_and_span_all(Duration span, Duration unit) {
        Instant to = FROM.plus(span);

        Bars bars = Bars.of(FROM, to, 80);

        Duration width = Duration.between(bars.from(), bars.to()).dividedBy(bars.count());
        assertEquals(0, bars.from().toEpochMilli() % unit.toMillis());
        assertEquals(0, width.toMillis() % unit.toMillis());
        assertTrue(!bars.from().isAfter(FROM) && bars.to().isAfter(to), bars::toString);
        assertTrue(Duration.between(bars.from(), FROM).compareTo(unit) < 0, bars::toString);
        assertTrue(bars.count() >= 40 && bars.count() <= 121, bars::toString);
    }

    @Test
    void should_divide_a_short_span_as_it_is() {
        assertEquals(new Bars(FROM, FROM.plusSeconds(900), 80), Bars.of(FROM, FROM.plusSeconds(900), 80));
    }

    @Test
    void should_divide_times_before_1970() {
        Bars bars = Bars.of(Instant.parse("1960-01-01T00:00:01Z"), FROM, 80);

        assertEquals(Instant.parse("1960-01-01T00:00:00Z"), bars.from());
        assertTrue(bars.to().isAfter(FROM));
    }
}
