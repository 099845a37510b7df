package dev.asyncz.it.signs;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.servers.Prometheus;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus asks a real JVM, and a real Alertmanager is told by it. */
final class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DOCS = Path.of("../../.github/docs/prometheus").toAbsolutePath();
    private static final String DOOMED = "com.acme.signs.Told$Doomed";

    @TempDir
    private static Path folder;

    private static Prometheus alertmanager;
    private static App app;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() {
        alertmanager = Prometheus.alertmanager(folder);
        app = Launch.on(Jdk.RUNNING)
                .options("alerts.url=" + alertmanager.address(), "alerts.format=alertmanager")
                .options("token=s3cret", "metrics.token=scrape", "dashboard.url=https://ops.example")
                .libs(Libs.LOG4J_LATEST)
                .main("com.acme.signs.Told")
                .start()
                .awaitStdout("ready");
        prometheus = Prometheus.scraping(app.dashboard().address(), "scrape", DOCS.resolve("rules.yml"), folder);
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable each : new AutoCloseable[] {prometheus, app, alertmanager}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void should_name_and_type_metrics_as_prometheus_wants_them() throws Exception {
        HttpResponse<String> plain = metrics("text/plain");

        Prometheus.promtool(plain.body(), "check", "metrics");
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                plain.headers().firstValue("Content-Type").orElse(""));
        assertTrue(metrics("application/openmetrics-text; version=1.0.0").body().endsWith("# EOF\n"));
    }

    @Test
    void should_be_scraped_with_the_second_token() {
        await().atMost(PATIENCE)
                .until(() -> prometheus
                                .query("asyncz_task_runs_total{task=\"calm\",outcome=\"ok\"} > 2")
                                .size()
                        == 1);
        assertEquals(1, prometheus.query("up{job=\"asyncz\"} == 1").size());
        assertEquals(
                1,
                prometheus
                        .query("time() - max by (task) (asyncz_task_last_success_timestamp_seconds{task=\"calm\"}) <"
                                + " 30")
                        .size());
        assertEquals(
                1,
                prometheus
                        .query("asyncz_task_duration_seconds_bucket{task=\"calm\",le=\"3600.0\"}"
                                + " or asyncz_task_duration_seconds_bucket{task=\"calm\",le=\"3600\"}")
                        .size());
    }

    @Test
    void should_fire_the_rules_of_the_docs() {
        Prometheus.promtool("", "check", "rules", DOCS.resolve("rules.yml").toString());
        Prometheus.promtool("", "test", "rules", DOCS.resolve("rules.test.yml").toString());
        await().atMost(PATIENCE)
                .until(() -> all(prometheus.json("/api/v1/alerts").path("data").path("alerts")).stream()
                        .anyMatch(alert -> label(alert, "alertname").equals("AsyncZTaskDied")
                                && label(alert, "task").equals(DOOMED)
                                && alert.path("state").asText().equals("firing")));
    }

    @Test
    void should_have_something_to_show_for_each_panel_of_the_board() throws IOException {
        JsonNode board =
                new ObjectMapper().readTree(DOCS.resolve("grafana.json").toFile());
        List<String> questions = new ArrayList<>();
        for (JsonNode panel : board.path("panels")) {
            panel.path("targets")
                    .forEach(each -> questions.add(each.path("expr").asText()));
        }

        assertTrue(questions.size() > 10, questions::toString);
        for (String question : questions) {
            String asked = question.replace("$task", ".*").replace("$__rate_interval", "10m");
            await(asked).atMost(PATIENCE).until(() -> !prometheus.query(asked).isEmpty());
        }
    }

    @Test
    void should_tell_the_alertmanager_when_a_sign_begins_and_when_it_ends() {
        await().atMost(PATIENCE).until(() -> alerts().size() == 2);
        List<JsonNode> begun = alerts();

        assertEquals(
                List.of(DOOMED, "moody"),
                begun.stream().map(alert -> label(alert, "task")).sorted().toList());
        for (JsonNode alert : begun) {
            assertTrue(
                    alert.path("generatorURL").asText().startsWith("https://ops.example/dashboard/"), alert::toString);
            assertFalse(alert.path("annotations").path("summary").asText().isEmpty());
        }
        app.type("recover");
        await().atMost(PATIENCE)
                .until(() -> alerts().stream()
                        .map(alert -> label(alert, "task"))
                        .toList()
                        .equals(List.of(DOOMED)));
    }

    private static List<JsonNode> alerts() {
        return all(alertmanager.json("/api/v2/alerts?active=true"));
    }

    private static List<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static String label(JsonNode alert, String name) {
        return alert.path("labels").path(name).asText();
    }

    private static HttpResponse<String> metrics(String accept) throws IOException, InterruptedException {
        Dashboard dashboard = app.dashboard();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(dashboard.address().resolve("/metrics"))
                                .header("Accept", accept)
                                .header("Authorization", "Bearer scrape")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
