package dev.asyncz.it.attach;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What is told of tasks and failures is true: an end is no death, and what somebody handles is not swallowed. */
@OnEachJdk
final class EndsIT {
    private static final String CANCELLED = "com.acme.signs.Cancelled$";
    private static final String HANDLED = "com.acme.signs.Handled$";
    private static final Duration SOAK = Duration.ofMinutes(7);

    private final Jdk jdk;

    EndsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_not_call_dead_what_the_application_has_ended_itself() {
        try (App app = launch("com.acme.signs.Cancelled")) {
            Dashboard dashboard = app.dashboard();
            app.awaitStdout("ready");
            await("the deaths and no more")
                    .untilAsserted(() -> assertEquals(
                            Set.of(CANCELLED + "Dies", CANCELLED + "TakenAlong"),
                            deaths(dashboard).keySet()));
            dashboard.awaitLogs(entries -> told(entries).size() >= 3, "all that is told");

            assertEquals(
                    Set.of(CANCELLED + "Dies", CANCELLED + "OneShot", CANCELLED + "FailsOnce"),
                    told(dashboard.logs()).stream().map(Entry::taskId).collect(Collectors.toSet()));
            assertEquals("cut_short", lastOutcome(dashboard, "Interrupted"));
            assertEquals("cut_short", lastOutcome(dashboard, "GivesUp"));
            assertEquals("cut_short", lastOutcome(dashboard, "BySpring"));
            if (jdk == Jdk.V25) {
                assertEquals("cut_short", lastOutcome(dashboard, "Forked"));
            }
            assertEquals("failed", lastOutcome(dashboard, "FailsOnce"));
        }
    }

    @Test
    void should_tell_nothing_of_failures_that_the_application_handles() {
        try (App app = handling(500, 9, 20)) {
            assertNothingTold(app);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_tell_nothing_of_ten_thousand_failures_in_five_minutes() {
        try (App app = handling(10_000, 300, 800)) {
            assertNothingTold(app);
        }
    }

    @Test
    void should_show_a_job_by_its_last_attempt_and_say_of_quartz_what_never_fires_again() {
        try (App app = launch("com.acme.signs.QuartzEnds")) {
            Dashboard dashboard = app.dashboard();
            Entry last = dashboard.awaitMessage("at last");
            await("the deaths and no more")
                    .untilAsserted(() -> assertEquals(
                            Set.of("ends.Unscheduled", "ends.AllUnscheduled", "ends.Unmade"),
                            deaths(dashboard).keySet()));

            JsonNode run = dashboard
                    .json("/dashboard/api/runs?task_id=ends.Refires")
                    .path("runs")
                    .get(0);
            assertEquals("ok", run.path("outcome").asText());
            assertEquals(
                    2,
                    dashboard.logs("run_id=" + last.runId()).stream()
                            .filter(each -> each.logger().equals("asyncz.task")
                                    && each.level().equals("WARN"))
                            .count());
            assertTrue(String.valueOf(deaths(dashboard).get("ends.Unmade")).contains("ERROR"));
        }
    }

    private void assertNothingTold(App app) {
        Dashboard dashboard = app.dashboard();
        await("all failures to be handled")
                .atMost(SOAK)
                .until(() -> app.stdout().contains("handled"));
        dashboard.awaitLogs(entries -> told(entries).size() >= 3, "what nobody asks for");

        List<Entry> told = told(dashboard.logs("limit=1000&q=failed%20with"));
        assertEquals(3, told.size(), told::toString);
        assertTrue(
                told.stream().allMatch(each -> String.valueOf(each.taskId()).equals(HANDLED + "Forgets")),
                told::toString);
        assertEquals(
                Set.of("forgotten in submit", "forgotten in invokeAll", "forgotten itself"),
                told.stream()
                        .map(each -> each.message().replaceFirst(".*Exception: ([^;]*);.*", "$1"))
                        .collect(Collectors.toSet()));
        assertEquals(
                List.of(dashboard.awaitMessage("forgets 1").runId()),
                told.stream().map(Entry::runId).distinct().toList());
        assertEquals(Map.of(), deaths(dashboard));
        assertEquals(
                "", app.stderr().lines().filter(line -> line.contains("WARN")).collect(Collectors.joining()));
        assertEquals(
                List.of(),
                dashboard.json("/dashboard/api/runs?outcome=errors&limit=1000").findValuesAsText("task_id").stream()
                        .filter(each -> !each.equals(HANDLED + "Forgets"))
                        .toList());
    }

    private App handling(int failures, int seconds, int pauseMillis) {
        return launch(
                "com.acme.signs.Handled",
                String.valueOf(failures),
                String.valueOf(seconds),
                String.valueOf(pauseMillis));
    }

    private App launch(String program, String... arguments) {
        return Launch.on(jdk)
                .main(program, arguments)
                .libs(Libs.QUARTZ, Libs.SPRING_6, Libs.LOG4J_LATEST)
                .verifyingTheJdk()
                .start();
    }

    private static List<Entry> told(Iterable<Entry> entries) {
        List<Entry> told = new java.util.ArrayList<>();
        entries.forEach(each -> {
            if (each.logger().equals("asyncz.task") && each.level().equals("ERROR")) {
                told.add(each);
            }
        });
        return told;
    }

    private static Map<String, String> deaths(Dashboard dashboard) {
        Map<String, String> deaths = new TreeMap<>();
        for (JsonNode each : dashboard.json("/dashboard/api/tasks").path("tasks")) {
            if (each.path("death").isTextual()) {
                deaths.put(each.path("id").asText(), each.path("death").asText());
            }
        }
        return deaths;
    }

    private static String lastOutcome(Dashboard dashboard, String task) {
        return dashboard
                .json("/dashboard/api/runs?limit=1&task_id=" + Dashboard.encode(CANCELLED + task))
                .path("runs")
                .path(0)
                .path("outcome")
                .asText();
    }
}
