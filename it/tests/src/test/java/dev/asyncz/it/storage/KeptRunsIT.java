package dev.asyncz.it.storage;

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
import dev.asyncz.it.harness.servers.SharedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lines of a nightly job are there in the morning, whatever the application has logged since. PostgreSQL takes a
 * minute to forget: with {@code -Dasyncz.soak=true} each case is tried in each storage, without it each once.
 */
@Execution(ExecutionMode.CONCURRENT)
final class KeptRunsIT {
    /** PostgreSQL deletes old rows once a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final int LINES = 40;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "memory, RUNNING",
        "memory, V25",
        "file, RUNNING",
        "json, V25",
        "postgres, V25",
        "redis, RUNNING",
        "com.acme.storage.LastStorage, RUNNING",
    })
    void should_keep_the_night_that_failed_and_the_last_good_one(String storage, Jdk jdk) {
        keepsTheNight(storage, jdk);
    }

    @ParameterizedTest
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    @CsvSource({
        "file, V25",
        "json, RUNNING",
        "postgres, RUNNING",
        "redis, V25",
        "com.acme.storage.LastStorage, V25",
    })
    void should_keep_the_night_in_every_storage_on_every_jdk(String storage, Jdk jdk) {
        keepsTheNight(storage, jdk);
    }

    private void keepsTheNight(String storage, Jdk jdk) {
        try (Place place = Place.of(storage, folder);
                App app = place.launch(jdk)) {
            app.type("good").type("good").type("good").type("bad");
            awaitRuns(app, "nightly", 4);
            chatter(app);

            List<JsonNode> runs = runs(app, "nightly");
            assertEquals("failed", runs.get(0).path("outcome").asText());
            String failed = runs.get(0).path("run_id").asText();
            assertEquals(LINES, lines(app, failed).size());
            assertEquals(LINES, lines(app, runs.get(1).path("run_id").asText()).size());
            String page = app.dashboard().get("/dashboard/runs/" + failed).body();
            assertTrue(page.contains("class=\"kind k-new\"") && page.contains("the bank does not answer"), page);
            // A storage of one's own need not say how far back it goes.
            assertTrue(
                    storage.contains(".") || page.contains("All lines since") && page.contains("and those of"), page);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "json", "redis"})
    void should_keep_a_long_run_from_its_start(String storage) {
        keepsTheLongRun(storage);
    }

    @ParameterizedTest
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    @ValueSource(strings = {"file", "postgres", "com.acme.storage.LastStorage"})
    void should_keep_a_long_run_in_every_storage(String storage) {
        keepsTheLongRun(storage);
    }

    private void keepsTheLongRun(String storage) {
        try (Place place = Place.of(storage, folder);
                App app = place.launch(Jdk.RUNNING)) {
            app.type("begin");
            awaitRuns(app, "long", 1);
            chatter(app);
            String run = runs(app, "long").get(0).path("run_id").asText();
            assertEquals(steps(LINES / 2), steps(app, run));

            app.type("finish");

            await().atMost(PATIENCE).until(() -> steps(app, run).size() == LINES);
            chatter(app);
            assertEquals(steps(LINES), steps(app, run));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "postgres"})
    void should_keep_what_a_run_had_logged_whose_jvm_was_killed(String storage) {
        keepsWhatAKilledOneLogged(storage);
    }

    @ParameterizedTest
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    @ValueSource(strings = {"json", "redis"})
    void should_keep_it_in_every_storage(String storage) {
        keepsWhatAKilledOneLogged(storage);
    }

    private void keepsWhatAKilledOneLogged(String storage) {
        try (Place place = Place.of(storage, folder)) {
            String run;
            try (App killed = place.launch(Jdk.RUNNING)) {
                killed.type("begin");
                killed.dashboard().awaitMessage("waiting 5");
                run = runs(killed, "long").get(0).path("run_id").asText();
            }
            try (App next = place.launch(Jdk.RUNNING)) {
                chatter(next);

                assertEquals(steps(LINES / 2), steps(next, run));
                assertTrue(
                        lines(next, run).stream()
                                .anyMatch(line -> line.message().equals("waiting 5")),
                        () -> lines(next, run).toString());
            }
        }
    }

    @Test
    void should_keep_the_one_night_beside_a_thousand_tasks_that_fail_all_the_time() {
        try (Place place = Place.of("memory", folder);
                App app = place.launch(Jdk.RUNNING)) {
            app.type("good").type("bad");
            awaitRuns(app, "nightly", 2);
            app.type("storm 900 50");
            app.dashboard().awaitMessage("stormed");

            String failed = runs(app, "nightly").get(0).path("run_id").asText();
            assertEquals(LINES, lines(app, failed).size());
        }
    }

    /** So much that no storage has the lines before. */
    private static void chatter(App app) {
        app.type("chatter 15000");
        app.dashboard().awaitMessage("chatted");
        await("that the chatter's beginning is gone")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> app.dashboard()
                        .logs("q=" + Dashboard.encode("\"chatter 0 of\""))
                        .isEmpty());
    }

    private static void awaitRuns(App app, String task, int count) {
        await().atMost(PATIENCE).until(() -> runs(app, task).size() == count);
    }

    private static List<JsonNode> runs(App app, String task) {
        List<JsonNode> runs = new ArrayList<>();
        app.dashboard().json("/dashboard/api/runs?task_id=" + task).path("runs").forEach(runs::add);
        return runs;
    }

    private static List<Entry> lines(App app, String run) {
        return app.dashboard().logs("limit=1000&run_id=" + run);
    }

    private static List<String> steps(App app, String run) {
        List<String> steps = new ArrayList<>(lines(app, run).stream()
                .map(Entry::message)
                .filter(message -> message.startsWith("step "))
                .toList());
        Collections.reverse(steps);
        return steps;
    }

    private static List<String> steps(int count) {
        return IntStream.range(0, count).mapToObj(step -> "step " + step).toList();
    }

    /** A storage that soon has enough, on a server of its own where it needs one. */
    private record Place(
            String storage, Path folder, @Nullable SharedServer server) implements AutoCloseable {
        static Place of(String storage, Path folder) {
            boolean shared = storage.equals("postgres") || storage.equals("redis");
            SharedServer server = shared ? SharedServer.of(storage, folder) : null;
            if (server != null) {
                server.start();
            }
            return new Place(storage, folder, server);
        }

        App launch(Jdk jdk) {
            Launch launch = Launch.on(jdk)
                    .libs(Libs.LOG4J_LATEST)
                    .property("log4j2.level", "DEBUG")
                    .main("com.acme.keep.Nights")
                    .options("storage.maxlen=2000", "storage.maxsize=64k", "storage.backups=2", "keep.bytes=1m");
            launch = server == null
                    ? launch.options("storage=" + storage, "storage.path=" + folder.resolve("lines"))
                    : launch.options(server.options()).options("storage.retention.count=1000");
            return launch.start().awaitStdout("ready");
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
        }
    }
}
