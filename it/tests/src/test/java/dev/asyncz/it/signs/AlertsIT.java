package dev.asyncz.it.signs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.servers.SharedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody outside is told, from the shipped jar. */
@Execution(ExecutionMode.CONCURRENT)
final class AlertsIT {
    private static final String DYING = "com.acme.signs.Fleet$Dying";
    private static final Duration NOTED = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> alerts = new CopyOnWriteArrayList<>();
    private final List<String> beats = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Runnable whenTold = () -> {};
    private HttpServer receiver;

    @TempDir
    private Path folder;

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/alerts", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refused = refusals.getAndDecrement() > 0;
            if (!refused) {
                alerts.add(body);
                whenTold.run();
            }
            exchange.sendResponseHeaders(refused ? 503 : 204, -1);
            exchange.close();
        });
        receiver.createContext("/ping/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            beats.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @ParameterizedTest
    @EnumSource
    void should_tell_once_of_a_task_that_died_though_the_receiver_was_away_for_a_moment(Jdk jdk) throws IOException {
        refusals.set(2);
        try (App app = Launch.on(jdk)
                .options("alerts.url=" + address("/alerts"), "dashboard.url=https://ops.example/asyncz")
                .options("heartbeat.url=" + address("/ping/{task}"), "node=shop-7")
                .main("com.acme.signs.Fleet", "dying")
                .start()
                .awaitStdout("ready")) {
            await().atMost(PATIENCE).until(() -> alerts.size() == 1);
            JsonNode alert = JSON.readTree(alerts.get(0));

            assertEquals("begin died " + DYING, text(alert, "event", "sign", "task"));
            assertTrue(
                    alert.path("title").asText().startsWith("Died: " + DYING + " on shop-7, since 20"),
                    alert::toString);
            assertEquals(
                    "java.lang.IllegalStateException: no ledger",
                    alert.path("exception").path(0).asText());
            assertTrue(
                    alert.path("url").asText().startsWith("https://ops.example/asyncz/dashboard/runs/"),
                    alert::toString);
            assertEquals(2, beats.size(), beats::toString);
            assertTrue(beats.get(0).endsWith("/start") && beats.get(1).endsWith("/fail"), beats::toString);
        }
    }

    /**
     * The first of three has the lease when it is killed. In the middle of telling, nobody can know whether the receiver
     * has it: it is told again, so that the receiver knows it for the same.
     */
    @ParameterizedTest
    @CsvSource({"postgres, after, 1", "redis, while, 2"})
    void should_be_told_once_by_a_fleet_and_by_another_node_when_the_one_that_tells_is_killed(
            String storage, String when, int times) {
        tellsOnce(storage, when, times);
    }

    @ParameterizedTest
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    @CsvSource({"opensearch, after, 1", "opensearch, while, 2"})
    void should_be_told_once_by_a_fleet_on_every_storage(String storage, String when, int times) {
        tellsOnce(storage, when, times);
    }

    private void tellsOnce(String storage, String when, int times) {
        try (SharedServer server = SharedServer.of(storage, folder)) {
            server.start();
            try (App teller = node("shop-1", server)) {
                await().atMost(PATIENCE).until(() -> teller.stderr().contains("http://"));
                if (when.equals("while")) {
                    whenTold = () -> {
                        whenTold = () -> {};
                        teller.close(); // As kill -9 does, before it has the answer.
                    };
                }
                try (App dies = node("shop-2", server, "dying");
                        App watches = node("shop-3", server)) {
                    await().atMost(PATIENCE).during(NOTED).until(() -> begun("shop-2") == times);
                    teller.close();
                    try (App again = node("shop-4", server, "dying")) {
                        // Another one takes the lease within half a minute.
                        await().atMost(PATIENCE).until(() -> begun("shop-4") == 1);
                        assertEquals(times, begun("shop-2"), alerts::toString);
                        assertEquals(
                                2,
                                alerts.stream()
                                        .map(AlertsIT::identity)
                                        .distinct()
                                        .count(),
                                alerts::toString);
                        assertTrue(again.pid() > 0 && watches.pid() > 0 && dies.pid() > 0);
                    }
                }
            }
        }
    }

    /** A task fails until what it needs is there, others are cut short by the end: nothing is wrong with any of them. */
    @Test
    void should_say_nothing_while_the_application_starts_and_ends() {
        try (App app = Launch.on(Jdk.RUNNING)
                .options("alerts.url=" + address("/alerts"))
                .libs(Libs.LOG4J_LATEST)
                .main("com.acme.signs.Settling")
                .start()
                .awaitStdout("ready")) {
            await().atMost(PATIENCE).until(() -> failures(app, "settling") > 0);
            await().atMost(PATIENCE).until(() -> app.stdout().contains("settled"));
            app.type("probe");
            // What is wrong indeed is told: so all before it has been looked at.
            await().atMost(PATIENCE).until(() -> !alerts.isEmpty());
            app.type("end");
            assertEquals(0, app.end().exitCode());

            assertEquals(1, alerts.size(), alerts::toString);
            assertTrue(alerts.get(0).contains("\"task\":\"probe\""), alerts::toString);
            assertTrue(app.stdout().contains("cut short after seconds"), app.stdout());
        }
    }

    /** What a receiver knows an alert by, and what must not differ when it is told again. */
    private static String identity(String alert) {
        try {
            return text(JSON.readTree(alert), "id", "event", "task", "node", "since", "title");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long failures(App app, String task) {
        return app.dashboard().tasks().stream()
                .filter(each -> each.id().equals(task))
                .mapToLong(each -> each.failures())
                .sum();
    }

    @Test
    void should_sum_up_500_tasks_that_fail_at_once() {
        try (App app = Launch.on(Jdk.RUNNING)
                .options("alerts.url=" + address("/alerts"), "alerts.tasks=many-*")
                .libs(Libs.LOG4J_LATEST)
                .main("com.acme.signs.Told")
                .start()
                .awaitStdout("ready")) {
            app.type("burst");
            app.awaitStdout("burst");

            await().atMost(PATIENCE)
                    .until(() -> alerts.stream().anyMatch(each -> each.contains("\"event\":\"summary\"")));
            assertEquals(10, alerts.size(), alerts::toString);
            assertTrue(alerts.get(9).contains("At once: 491 signs that something is wrong"), alerts.get(9));
        }
    }

    private long begun(String node) {
        return alerts.stream()
                .filter(each -> each.contains("\"node\":\"" + node + "\"") && each.contains("\"event\":\"begin\""))
                .count();
    }

    private App node(String name, SharedServer server, String... has) {
        return Launch.on(Jdk.RUNNING)
                .options(server.options())
                .options("node=" + name, "alerts.url=" + address("/alerts"), "alerts.signs=died")
                .main("com.acme.signs.Fleet", has)
                .start()
                .awaitStdout("ready");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private static String text(JsonNode alert, String... fields) {
        return String.join(
                " ",
                List.of(fields).stream().map(each -> alert.path(each).asText()).toList());
    }
}
