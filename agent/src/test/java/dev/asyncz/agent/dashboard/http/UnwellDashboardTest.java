package dev.asyncz.agent.dashboard.http;

import static dev.asyncz.agent.dashboard.http.SafeResponses.assertStatus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.storage.StorageFigures;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said to whom where the storage, or the dashboard itself, is not well. */
class UnwellDashboardTest {

    @Test
    void should_tell_strangers_no_more_than_whether_all_is_well() throws Exception {
        Dashboard plain = Samples.sources(Samples.ring(List.of()));
        StorageFigures down = new StorageFigures("redis", 1, 0, 1, Map.of(), "redis at cache:6379 is unreachable");
        Dashboard ill =
                new Dashboard(plain.storage(), plain.runs(), () -> down, () -> null, plain.found(), List::of, null);
        try (Port port = Port.bound(Port.settings("127.0.0.1", "plain"), ill)) {
            assertEquals(503, port.get("/health").statusCode());
            assertEquals("not ok\n", port.get("/health").body());
            assertEquals(
                    "not ok: redis at cache:6379 is unreachable\n",
                    port.get("/health", "Authorization", "Bearer plain").body());
        }
        try (Port port = Port.bound(Port.settings("127.0.0.1", "plain"), plain)) {
            assertEquals("ok\n", port.get("/health").body());
        }
    }

    @Test
    void should_answer_500_without_the_cause_when_something_unforeseen_fails() throws IOException {
        Dashboard plain = Samples.sources(Samples.ring(List.of()));
        Dashboard failing = new Dashboard(
                plain.storage(),
                plain.runs(),
                () -> {
                    throw new IllegalStateException("inner secret");
                },
                () -> null,
                plain.found(),
                List::of,
                null);
        try (Port broken = Port.bound(Port.settings("127.0.0.1", null), failing)) {
            String answer = broken.raw("GET /dashboard/logs/ HTTP/1.1", "Host: localhost:" + broken.number());
            assertStatus(500, answer);
            assertFalse(answer.contains("inner secret"), answer);
        }
    }
}
