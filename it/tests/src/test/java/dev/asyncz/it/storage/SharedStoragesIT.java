package dev.asyncz.it.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.servers.SharedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers that many nodes share. */
@Execution(ExecutionMode.CONCURRENT)
final class SharedStoragesIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "redis", "opensearch"})
    void should_keep_the_lines_of_an_application_that_starts_before_the_server(String storage) {
        try (SharedServer server = SharedServer.of(storage, folder);
                App app = storm(server, "early")) {
            await().until(() -> figure(app, "queued") == 100);

            server.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> figure(app, "stored") == 100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "redis", "opensearch"})
    void should_show_the_lines_of_all_nodes_on_every_dashboard_and_in_a_process_of_its_own(String storage) {
        try (SharedServer server = SharedServer.of(storage, folder)) {
            server.start();
            try (App first = storm(server, "first");
                    App second = storm(server, "second");
                    App process = server.dashboardProcess()) {
                for (App each : List.of(first, second, process)) {
                    await().atMost(Duration.ofSeconds(20))
                            .until(() -> messages(each).size() == 200);
                    assertEquals(
                            Set.of("first", "second"),
                            Set.copyOf(each.dashboard().logs().stream()
                                    .map(entry -> entry.extra("node"))
                                    .toList()));
                }
                List<String> live = process.dashboard().follow("/dashboard/logs/stream?q=node:third");
                await().atMost(Duration.ofSeconds(20)).until(() -> !live.isEmpty());
                try (App third = storm(server, "third")) {
                    await("the lines of another node, as they come")
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> rows(live) == 100);
                    assertEquals(100, process.dashboard().logs("node=third").size(), third.stderr());
                }
            }
        }
    }

    /** Who comes first decides by whom they are managed. */
    @ParameterizedTest
    @ValueSource(strings = {"postgres", "redis", "opensearch"})
    void should_leave_java_util_logging_and_jmx_to_the_application(String storage) {
        try (SharedServer server = SharedServer.of(storage, folder)) {
            server.start();
            try (App app = Launch.on(Jdk.RUNNING)
                    .options(server.options())
                    .options("capture.stdout=true")
                    .jvm("-Xlog:class+load:file=classes.log")
                    .main("com.acme.attach.Plain", "reads")
                    .start()
                    .awaitStdout("context loader")) {
                await().atMost(Duration.ofSeconds(20)).until(() -> figure(app, "stored") > 0);
                assertEquals(200, app.dashboard().get("/dashboard/logs/").statusCode());
                String loaded = app.read("classes.log");
                assertFalse(loaded.contains(" java.util.logging.LogManager "), "java.util.logging");
                assertFalse(loaded.contains(" java.lang.management.ManagementFactory "), "JMX");
            }
        }
    }

    private static long rows(List<String> events) {
        return Pattern.compile("<li id=\"(e[0-9a-f-]+)\"")
                .matcher(String.join("\n", events))
                .results()
                .map(row -> row.group(1))
                .distinct()
                .count();
    }

    private static App storm(SharedServer server, String node) {
        return launch(server, node)
                .main("com.acme.logs.Storm", "100", "2")
                .start()
                .awaitStdout("ready");
    }

    private static Launch launch(SharedServer server, String node) {
        return Launch.on(Jdk.RUNNING)
                .libs(Libs.LOG4J_LATEST)
                .options(server.options())
                .options("node=" + node);
    }

    private static List<String> messages(App app) {
        return app.dashboard().get("/dashboard/api/logs").statusCode() == 200
                ? app.dashboard().logs().stream().map(Entry::message).toList()
                : List.of();
    }

    private static long figure(App app, String name) {
        return app.dashboard().stats().path(name).asLong();
    }
}
