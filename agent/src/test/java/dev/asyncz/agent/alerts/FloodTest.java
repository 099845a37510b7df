package dev.asyncz.agent.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.alerts.Alert.Details;
import dev.asyncz.agent.alerts.Alert.Event;
import dev.asyncz.agent.alerts.Alert.SignKey;
import dev.asyncz.agent.signs.Kind;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloodTest {
    private static final Instant NOW = Instant.parse("2026-05-01T02:00:00Z");

    private final Flood flood = new Flood(10);

    @Test
    void should_pass_what_fits_into_the_minute_as_it_is() {
        List<Alert> alerts = alerts(10);

        assertEquals(alerts, flood.pass(alerts, NOW));
    }

    @Test
    void should_sum_up_in_one_what_does_not_fit() {
        List<Alert> passed = flood.pass(alerts(500), NOW);

        assertEquals(10, passed.size());
        Alert summary = passed.get(9);
        assertEquals(Event.SUMMARY, summary.event());
        assertEquals("At once: 491 signs that something is wrong", summary.title());
        assertTrue(summary.lines().contains("and 471 more"), summary.lines()::toString);
        assertTrue(flood.isEmpty());
    }

    @Test
    void should_hold_what_comes_later_in_a_full_minute_and_tell_it_in_the_next() {
        flood.pass(alerts(10), NOW);

        assertEquals(List.of(), flood.pass(alerts(3), NOW.plusSeconds(30)));
        assertEquals(3, flood.pass(List.of(), NOW.plusSeconds(61)).size());
    }

    private static List<Alert> alerts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Alert(
                        "id " + i,
                        Event.BEGIN,
                        new SignKey(Kind.FAILING, "task " + i, ""),
                        "",
                        NOW,
                        NOW,
                        "Its last run failed",
                        Details.NONE))
                .toList();
    }
}
