package dev.asyncz.it.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenTelemetry's agent in the same JVM, which exchanges work on its way into an executor. */
final class BesideOpenTelemetryIT {
    private static final String POOLED = "com.acme.spring.PooledTasks";
    private static final String OTHER = "-javaagent:"
            + Libs.jars("io.opentelemetry.javaagent:opentelemetry-javaagent:newest")
                    .get(0);
    private static final String OWN = "-javaagent:" + AgentJar.PATH + "=port=0";

    /** While a span of the task's is active, OpenTelemetry exchanges what executors are given. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"RUNNING, first", "V25, attached"})
    void should_follow_work_that_the_other_agent_has_wrapped(Jdk jdk, String openTelemetry) {
        Launch launch = switch (openTelemetry) {
            case "first" -> beside(jdk, List.of(OTHER, OWN)).main(POOLED);
            case "second" -> beside(jdk, List.of(OWN, OTHER)).main(POOLED);
            default -> beside(jdk, List.of(OTHER)).main(POOLED, "waits");
        };
        try (App app = launch.start()) {
            if (openTelemetry.equals("attached")) {
                app.awaitStdout("running");
                Launch.on(jdk)
                        .withoutAgent()
                        .jar(AgentJar.PATH, "attach", String.valueOf(app.pid()), "port=0")
                        .run();
                app.dashboard();
                app.type("");
            }
            app.awaitStdout("ready").dashboard().awaitMessage("outside");
            List<Entry> entries = app.dashboard().allLogs().stream()
                    .filter(each -> each.message().matches("(executed \\d+|submitted|shared)"))
                    .toList();

            assertEquals(5 * 40, entries.size());
            assertEquals(
                    List.of(),
                    entries.stream().filter(each -> each.runId() == null).toList());
            Map<String, List<Entry>> runs = entries.stream().collect(Collectors.groupingBy(Entry::runId));
            assertEquals(40, runs.size());
            assertTrue(runs.values().stream().allMatch(each -> each.size() == 5), runs::toString);
            assertNothingIsMissed(app);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"RUNNING, second", "RUNNING, attached", "V25, first", "V25, second"})
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_follow_wrapped_work_in_any_order(Jdk jdk, String openTelemetry) {
        should_follow_work_that_the_other_agent_has_wrapped(jdk, openTelemetry);
    }

    /** Log4j and Logback have the other agent's keys in their contexts; java.util.logging has no context. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"RUNNING, first", "V25, second"})
    void should_know_the_trace_of_each_line_and_those_of_a_run(Jdk jdk, String openTelemetry) {
        String own = OWN + ",trace.url=https://tempo.example/trace/{trace_id}";
        List<String> agents = openTelemetry.equals("first") ? List.of(OTHER, own) : List.of(own, OTHER);
        try (App app = beside(jdk, agents, "ch.qos.logback:logback-classic:newest")
                .main("com.acme.beside.Traced")
                .start()
                .awaitStdout("ready")) {
            List<Entry> entries = app.dashboard().allLogs().stream()
                    .filter(each -> each.message().matches("(inside|handed over) by \\w+"))
                    .toList();
            Map<String, List<Entry>> runs = entries.stream().collect(Collectors.groupingBy(Entry::runId));

            assertEquals(5 * 6, entries.size());
            assertEquals(5, runs.size());
            runs.forEach((run, lines) -> {
                assertEquals(6, lines.size());
                String trace = lines.get(0).extra("trace_id");
                assertTrue(trace.matches("[0-9a-f]{32}"), lines::toString);
                assertTrue(
                        lines.stream()
                                .allMatch(line -> line.extra("trace_id").equals(trace)
                                        && line.extra("span_id").matches("[0-9a-f]{16}")),
                        lines::toString);
                assertEquals(
                        6,
                        app.dashboard().logs("q=trace_id:" + trace).stream()
                                .filter(each -> each.message().contains(" by "))
                                .count());
                assertItsTraceIsKnown(app, run, trace);
            });
        }
    }

    private static void assertItsTraceIsKnown(App app, String run, String trace) {
        JsonNode known =
                app.dashboard().json("/dashboard/api/runs?run_id=" + run).path("runs");
        assertEquals("[\"" + trace + "\"]", known.path(0).path("traces").toString());
        String link = "/dashboard/traces/" + trace;
        assertTrue(app.dashboard().get("/dashboard/runs/" + run).body().contains("href=\"" + link + "\""));
        assertEquals(
                "https://tempo.example/trace/" + trace,
                app.dashboard().get(link).headers().firstValue("Location").orElse(""));
    }

    private static Launch beside(Jdk jdk, List<String> agents, String... libs) {
        Launch launch = Launch.on(jdk)
                .withoutAgent()
                .jvm(agents.toArray(String[]::new))
                .libs(Libs.SPRING_6, Libs.LOG4J_LATEST)
                .libs(libs);
        for (String signal : List.of("traces", "metrics", "logs")) {
            launch.property("otel." + signal + ".exporter", "none");
        }
        return launch;
    }

    private static void assertNothingIsMissed(App app) {
        assertEquals(
                List.of(),
                app.stderr()
                        .lines()
                        .filter(line -> line.contains("not captured") || line.contains("VerifyError"))
                        .toList());
    }
}
