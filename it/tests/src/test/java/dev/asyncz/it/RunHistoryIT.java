package dev.asyncz.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.SharedServer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the storage keeps of runs: over the end of a JVM, and of all nodes together. */
final class RunHistoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String TASK = "com.acme.page.Watched$";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    void should_know_the_runs_of_a_jvm_that_was_killed(String storage) {
        String[] options = {"storage=" + storage, "storage.path=" + folder.resolve("lines")};
        Map<String, String> before;
        try (App killed = watched("one", options)) {
            killed.type("last");
            before = settled(killed);
        }
        try (App next = watched("one", options)) {
            Map<String, String> after = outcomes(next, "limit=1000");
            before.forEach((run, outcome) -> assertEquals(outcome, after.get(run), run));
            assertEquals(
                    List.of("cut_short"),
                    List.copyOf(outcomes(next, "task_id=" + TASK.replace("$", "%24") + "Lasting")
                            .values()));
            assertEquals(
                    "cut_short",
                    outcomes(next, "outcome=cut_short&limit=1")
                            .values()
                            .iterator()
                            .next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "redis"})
    void should_show_the_runs_of_all_nodes_everywhere(String storage) {
        try (SharedServer server = SharedServer.of(storage, folder)) {
            server.start();
            Map<String, String> ofOne;
            try (App one = watched("one", server.options());
                    App two = watched("two", server.options())) {
                one.type("last");
                ofOne = settled(one);
                Map<String, String> all = outcomes(two, "limit=1000");
                ofOne.forEach((run, outcome) -> assertEquals(outcome, all.get(run), run));
                await().atMost(PATIENCE).until(() -> nodes(two).equals(Set.of("one", "two")));
                await("a run that goes on elsewhere")
                        .atMost(PATIENCE)
                        .until(() -> outcomes(two, "task_id=" + TASK.replace("$", "%24") + "Lasting")
                                .containsValue("running"));
                assertTrue(one.end().exitCode() == 0);
                await("a run that was cut short, as its JVM has said")
                        .atMost(PATIENCE)
                        .until(() -> outcomes(two, "task_id=" + TASK.replace("$", "%24") + "Lasting")
                                .containsValue("cut_short"));
            }
            try (App process = process(server)) {
                await().atMost(PATIENCE)
                        .until(() -> !outcomes(process, "limit=1").isEmpty());
                assertEquals(Set.of("one", "two"), nodes(process));
                String page = process.dashboard().get("/dashboard/tasks/").body();
                assertTrue(page.contains("Watched$Steady") && page.contains("one, two"), page);
                assertTrue(page.contains("every 150 ms"), page);
            }
        }
    }

    /** The runs that ended a while ago, as they are written down a moment later. */
    private static Map<String, String> settled(App app) {
        await().atMost(PATIENCE).until(() -> outcomes(app, "limit=1000").size() > 60);
        Map<String, String> seen = outcomes(app, "limit=1000");
        seen.values().removeIf("running"::equals);
        long written = app.dashboard().stats().path("runs").path("stored").asLong();
        await("that they are stored")
                .atMost(PATIENCE)
                .until(() -> app.dashboard().stats().path("runs").path("stored").asLong() > written + seen.size());
        return seen;
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

    private static App process(SharedServer server) {
        String[] arguments = Stream.concat(
                        Stream.of("dashboard", "--port=0"),
                        Stream.of(server.options()).map("--"::concat))
                .toArray(String[]::new);
        return Launch.on(Jdk.RUNNING)
                .withoutAgent()
                .jar(AgentJar.PATH, arguments)
                .start();
    }
}
