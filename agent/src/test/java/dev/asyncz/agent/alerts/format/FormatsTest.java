package dev.asyncz.agent.alerts.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.alerts.Alert;
import dev.asyncz.agent.alerts.Alert.Details;
import dev.asyncz.agent.alerts.Alert.Event;
import dev.asyncz.agent.alerts.Alert.SignKey;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.storage.EntryJson;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final String LINK = "https://ops.example/dashboard/runs/7";
    private static final Details DETAILS = new Details(
            "7", LINK, List.of("java.io.IOException: disk <full> @everyone"), List.of("WARN * is [left](x)"));

    @ParameterizedTest
    @ValueSource(strings = {"json", "slack", "teams", "discord"})
    void should_say_first_what_is_wrong_with_what_since_when_and_where(String format) throws IOException {
        String body = Formats.named(format).body(List.of(alert(Event.BEGIN)));

        EntryJson.readExtra(body);
        int title = body.indexOf("Failing: com.acme.Nightly.run on shop-1, since 2026-05-01 ");
        assertTrue(title > 0, body);
        assertTrue(body.indexOf("IOException") > title, body);
        assertTrue(body.contains(LINK), body);
    }

    @Test
    void should_hold_every_field_that_the_schema_names() throws IOException {
        Map<String, Object> body = EntryJson.readExtra(Formats.named("json").body(List.of(alert(Event.BEGIN))));

        assertEquals(
                List.of(
                        "version",
                        "id",
                        "event",
                        "sign",
                        "severity",
                        "task",
                        "node",
                        "at",
                        "since",
                        "title",
                        "sentence",
                        "exception",
                        "changed",
                        "run",
                        "url"),
                List.copyOf(body.keySet()));
        assertEquals("begin", body.get("event"));
        assertEquals("2026-05-01T12:00:00Z", body.get("since"));
    }

    @Test
    void should_call_nobody_and_link_nothing_that_a_line_of_log_says() {
        String slack = Formats.named("slack").body(List.of(alert(Event.BEGIN)));
        String discord = Formats.named("discord").body(List.of(alert(Event.BEGIN)));

        assertTrue(slack.contains("disk &lt;full&gt;"), slack);
        assertTrue(discord.contains("\"allowed_mentions\":{\"parse\":[]}"), discord);
        assertFalse(discord.contains("[left](x)"), discord);
    }

    @Test
    void should_keep_within_what_a_receiver_takes() throws IOException {
        Details large = new Details("7", LINK, List.of("x".repeat(50_000)), List.of("😀".repeat(20_000)));
        Alert alert =
                new Alert("id", Event.BEGIN, key("t".repeat(4_000)), "shop-1", NOON, NOON, "s".repeat(9_000), large);

        assertTrue(Formats.named("slack").body(List.of(alert)).length() < 4_500);
        assertTrue(Formats.named("teams").body(List.of(alert)).length() < 28_000);
        assertTrue(Formats.named("discord").body(List.of(alert)).length() < 6_000);
    }

    @Test
    void should_tell_an_alertmanager_the_same_labels_at_the_beginning_and_the_end() {
        AlertFormat format = Formats.named("alertmanager");
        String begin = format.body(List.of(alert(Event.BEGIN)));
        String end = format.body(List.of(alert(Event.END)));
        String labels =
                "{\"labels\":{\"alertname\":\"AsyncZTaskFailing\",\"sign\":\"failing\",\"severity\":\"critical\","
                        + "\"task\":\"com.acme.Nightly.run\",\"node\":\"shop-1\"}";

        assertTrue(begin.startsWith("[" + labels), begin);
        assertTrue(end.startsWith("[" + labels), end);
        assertFalse(begin.contains("endsAt"), begin);
        assertTrue(end.contains("\"endsAt\":\"2026-05-01T12:00:00Z\""), end);
        assertTrue(format.collects());
        assertEquals("/api/v2/alerts", format.path());
    }

    private static Alert alert(Event event) {
        return new Alert(
                "id-1", event, key("com.acme.Nightly.run"), "shop-1", NOON, NOON, "Its last run failed: disk", DETAILS);
    }

    private static SignKey key(String task) {
        return new SignKey(Kind.FAILING, task, "shop-1");
    }
}
