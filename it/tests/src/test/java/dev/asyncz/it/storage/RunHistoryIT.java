package dev.asyncz.it.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.servers.SharedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the storage keeps of runs: over the end of a JVM, and of all nodes together. */
@Execution(ExecutionMode.CONCURRENT)
final class RunHistoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String ONCE = "task_id=com.acme.page.Watched%24Once";
    private static final String LASTING = "task_id=com.acme.page.Watched%24Lasting";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    void should_know_the_runs_of_a_jvm_that_was_killed(String storage) {
        String[] options = {"storage=" + storage, "storage.path=" + folder.resolve("lines")};
        Map<String, String> before;
        try (App killed = watched("one", options)) {
            before = runsOnce(killed);
            begin(killed, "last", LASTING, "running");
        }
        try (App next = watched("one", options)) {
            assertEquals(before, outcomes(next, ONCE));
            assertEquals(
                    List.of("cut_short"), List.copyOf(outcomes(next, LASTING).values()));
            assertEquals(outcomes(next, LASTING), outcomes(next, "outcome=cut_short"));
            String run = before.keySet().iterator().next();
            String page = next.dashboard().get("/dashboard/runs/" + run).body();
            assertTrue(page.contains("OK with errors") && page.contains("once and no more"), page);
            assertTellsStartsApart(next);
        }
    }

    private static void assertTellsStartsApart(App next) {
        await("lines of both starts")
                .atMost(PATIENCE)
                .until(() -> !next.dashboard().logs("range=start").isEmpty());
        assertFalse(next.dashboard().logs("until=start").isEmpty());
        String log = next.dashboard().get("/dashboard/logs/?limit=1000").body();
        assertEquals(2, log.split("one started again", -1).length - 1, "between two rows and in the histogram: " + log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "redis", "opensearch"})
    void should_show_the_runs_of_all_nodes_everywhere(String storage) {
        try (SharedServer server = SharedServer.of(storage, folder)) {
            server.start();
            Map<String, String> ofOne;
            try (App one = watched("one", server.options());
                    App two = watched("two", server.options())) {
                ofOne = runsOnce(one);
                assertEquals(ofOne, outcomes(two, ONCE));
                begin(one, "last", LASTING, "running");
                await("a run that goes on elsewhere")
                        .atMost(PATIENCE)
                        .until(() -> outcomes(two, LASTING).containsValue("running"));
                assertEquals(0, one.end().exitCode());
                await("a run that was cut short, as its JVM has said")
                        .atMost(PATIENCE)
                        .until(() -> outcomes(two, LASTING).containsValue("cut_short"));
            }
            try (App process = server.dashboardProcess()) {
                await().atMost(PATIENCE).until(() -> outcomes(process, ONCE).equals(ofOne));
                assertEquals(Set.of("one", "two"), nodes(process));
                String page = process.dashboard().get("/dashboard/tasks/").body();
                assertTrue(page.contains("Watched$Steady") && page.contains("one, two"), page);
                assertTrue(page.contains("every 300 ms"), page);
            }
        }
    }

    /** Three runs that have ended, and are written down: those that ended a while later are. */
    private static Map<String, String> runsOnce(App app) {
        app.type("once").type("once").type("once");
        await().atMost(PATIENCE)
                .until(() -> List.copyOf(outcomes(app, ONCE).values()).equals(List.of("errors", "errors", "errors")));
        long written = stored(app);
        await("that they are stored").atMost(PATIENCE).until(() -> stored(app) > written + 100);
        return outcomes(app, ONCE);
    }

    /** Begins a run that lasts, until it is written down. */
    private static void begin(App app, String typed, String query, String outcome) {
        app.type(typed);
        await().atMost(PATIENCE).until(() -> outcomes(app, query).containsValue(outcome));
        long written = stored(app);
        await("that it is stored").atMost(PATIENCE).until(() -> stored(app) > written + 150);
    }

    private static long stored(App app) {
        return app.dashboard().stats().path("runs").path("stored").asLong();
    }

    private static Map<String, String> outcomes(App app, String query) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        runs(app, query)
                .forEach(run -> outcomes.put(
                        run.path("run_id").asText(), run.path("outcome").asText()));
        return outcomes;
    }

    private static Set<String> nodes(App app) {
        return runs(app, "limit=1000").map(run -> run.path("node").asText()).collect(Collectors.toSet());
    }

    private static Stream<JsonNode> runs(App app, String query) {
        return StreamSupport.stream(
                app.dashboard()
                        .json("/dashboard/api/runs?" + query)
                        .path("runs")
                        .spliterator(),
                false);
    }

    private static App watched(String node, String... options) {
        return Launch.on(Jdk.RUNNING)
                .libs(Libs.LOG4J_LATEST, Libs.QUARTZ)
                .options(options)
                .options("node=" + node)
                .main("com.acme.page.Watched")
                .start()
                .awaitStdout("ready");
    }
}
