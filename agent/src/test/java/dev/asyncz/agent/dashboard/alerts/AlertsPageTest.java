package dev.asyncz.agent.dashboard.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.alerts.Alerting;
import dev.asyncz.agent.alerts.delivery.Message;
import dev.asyncz.agent.alerts.delivery.Outbox;
import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertsPageTest {
    private static final Pattern AT = Pattern.compile("<time datetime=\"([^\"]+)\"[^>]*>([^<]+)</time>");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    @Test
    void should_show_when_by_the_clock_of_the_reader() throws Exception {
        try (Port port = Port.bound(Port.settings("127.0.0.1", null), lost())) {
            String page = port.get("/dashboard/alerts/?time=Asia/Kolkata").body();
            Matcher at = AT.matcher(page);

            assertTrue(at.find(), page);
            assertEquals(
                    CLOCK.format(Instant.parse(at.group(1)).atZone(ZoneId.of("Asia/Kolkata"))),
                    at.group(2).replaceFirst("^\\d{4}-\\d\\d-\\d\\d ", ""));
            assertTrue(page.contains("At (Asia/Kolkata)"), page);
        }
    }

    @Test
    void should_name_the_receiver_by_its_host_alone() throws Exception {
        try (Port port = Port.bound(Port.settings("127.0.0.1", null), lost())) {
            String page = port.get("/dashboard/alerts/").body();

            assertTrue(page.contains("<td>hooks.example</td>"), page);
            assertTrue(!page.contains("s3cret"), page);
        }
    }

    /** One message that has found no room. */
    private static Dashboard lost() {
        Outbox full = new Outbox(List.of("https://hooks.example/s3cret"), line -> {});
        for (int i = 0; i <= 1_000; i++) {
            full.put(new Message("Died: a", "", "", "application/json", "{}", "id " + i, ""));
        }
        Dashboard plain = Samples.sources(Samples.ring(List.of()));
        return new Dashboard(
                plain.storage(),
                new RunHistory(new TaskRegistry()),
                plain.figures(),
                plain.runFigures(),
                plain.found(),
                List::of,
                new Alerting(List.of(full)));
    }
}
