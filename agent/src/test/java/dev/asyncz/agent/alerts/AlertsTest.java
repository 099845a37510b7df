package dev.asyncz.agent.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.alerts.Alert.Details;
import dev.asyncz.agent.alerts.delivery.Outbox;
import dev.asyncz.agent.alerts.format.AlertFormat;
import dev.asyncz.agent.alerts.format.Formats;
import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final Instant START = Instant.parse("2026-05-01T02:00:00Z");

    private Outbox outbox = new Outbox(List.of("http://127.0.0.1:1/never-asked"), line -> {});
    private final Noted teller = new Noted();
    private List<Sign> signs = List.of(new Sign(Kind.DIED, "", "It never runs again", "", null));

    @Test
    void should_say_nothing_of_what_is_wrong_in_the_first_ten_seconds_alone() {
        Alerts alerts = alerts("json");
        alerts.turn(START.plusSeconds(9));
        signs = List.of();
        for (int i = 10; i < 60; i += 3) {
            alerts.turn(START.plusSeconds(i));
        }

        assertEquals(0, outbox.waiting());
    }

    @Test
    void should_say_what_is_still_wrong_after_the_first_ten_seconds() {
        Alerts alerts = alerts("json");
        alerts.turn(START.plusSeconds(9));
        assertEquals(0, outbox.waiting());
        alerts.turn(START.plusSeconds(10));

        assertEquals(1, outbox.waiting());
    }

    @Test
    void should_say_nothing_while_another_node_tells() {
        teller.before = null;
        alerts("json").turn(START.plusSeconds(10));

        assertEquals(0, outbox.waiting());
        assertEquals(List.of(), teller.notes);
    }

    @Test
    void should_note_what_it_is_about_to_tell_before_it_tells_it_and_that_it_is_told_when_nothing_waits() {
        Alerts alerts = alerts("json");
        alerts.turn(START.plusSeconds(10));
        alerts.delivered();

        assertEquals(1, teller.notes.size(), "it waits");
        assertTrue(teller.notes.get(0).contains("\tbegin\t"), teller.notes::toString);

        outbox = new Outbox(List.of(), line -> {});
        Alerts taken = alerts("json");
        taken.turn(START.plusSeconds(10));
        taken.delivered();

        assertTrue(teller.notes.get(2).contains("\t\t\t"), teller.notes::toString);
    }

    @Test
    void should_repeat_what_lasts_each_minute_to_a_receiver_that_collects_whoever_told_it_first() {
        teller.before = "died\t2026-05-01T01:00:00Z\t2026-05-01T01:00:03Z\t\t\tnightly\n";
        Alerts alerts = alerts("alertmanager");
        alerts.turn(START.plusSeconds(10));
        assertEquals(2, outbox.waiting());

        alerts.turn(START.plusSeconds(71));
        assertEquals(2, outbox.waiting(), "what was not sent yet is replaced");
    }

    private Alerts alerts(String format) {
        AlertFormat receiver = Formats.named(format);
        AlertRules rules = new AlertRules(EnumSet.allOf(Kind.class), new NamePatterns(""), 1);
        return new Alerts(
                () -> List.of(Runs.task("nightly")),
                (task, now) -> signs,
                new AlertWatch("", rules, (task, sign) -> Details.NONE, (sign, at) -> false),
                new Flood(10),
                receiver,
                outbox,
                teller,
                START);
    }

    private static final class Noted implements Teller {
        private final List<String> notes = new ArrayList<>();
        private @Nullable String before = "";

        @Override
        public @Nullable String take() {
            return before;
        }

        @Override
        public void told(String state) {
            notes.add(state);
        }
    }
}
