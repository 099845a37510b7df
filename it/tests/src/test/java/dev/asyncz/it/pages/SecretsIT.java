package dev.asyncz.it.pages;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.servers.SharedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A secret in each place that an option may come from, and storages that break: none is printed or served. */
@Execution(ExecutionMode.CONCURRENT)
final class SecretsIT {
    private static final List<String> PATHS = List.of(
            "/dashboard/",
            "/dashboard/logs/",
            "/dashboard/logs/partials/table",
            "/dashboard/logs/export?format=ndjson",
            "/dashboard/tasks/",
            "/dashboard/api/logs",
            "/dashboard/api/stats",
            "/dashboard/api/tasks",
            "/dashboard/api/runs",
            "/no/such/page");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "redis    | redis://anna:hush-url@127.0.0.1:1/0",
                "redis    | redis://anna:hush-url",
                "redis    | redis://anna:hush%zz-url@127.0.0.1:1",
                "redis    | mongodb://anna:hush-url@127.0.0.1:1",
                "postgres | jdbc:postgresql://127.0.0.1:1/logs?user=anna&password=hush-url",
                "postgres | postgres://anna:hush-url@no-such-host.invalid/logs",
                "postgres | postgres://anna:hush-url@127.0.0.1:1/logs?sslpassword=hush-too",
                "postgres | jdbc:mysql://anna:hush-url@127.0.0.1:1/logs",
                "file     | https://anna:hush-url@127.0.0.1/x?apikey=hush-too",
                "com.acme.storage.BadStorage | https://anna:hush-url@127.0.0.1/x?apikey=hush-too"
            })
    void should_show_none_wherever_it_comes_from_and_whatever_breaks(String storage, String url) throws IOException {
        Path file = folder.resolve("asyncz.properties");
        Files.writeString(file, "storage.url=" + url + "\nstorage.pasword=hush-file\ntokn=hush\\file\n");
        // Where a folder should be.
        Path path = Files.writeString(folder.resolve("file"), "").resolve("asyncz.log");
        Launch launch = Launch.on(Jdk.RUNNING)
                .main("com.acme.attach.Plain", "reads")
                .options("storage=" + storage, "storage.path=" + path, "config=" + file)
                .options("tokn=hush-argument", "storage.ulr=" + url, "port=0;token=hush-argument")
                .property("bad", "tells")
                .property("asyncz.storage.password", "hush-property")
                .property("asyncz.api.key", "hush-property")
                .environment("ASYNCZ_STORAGE_URL", url)
                .environment("ASYNCZ_STORAGE_URI", url);
        boolean breaks = !storage.equals("file");
        try (App app = launch.start()) {
            app.dashboard();
            await().until(() -> !breaks
                    || storage.contains(".")
                    || app.stderr().contains("storage unreachable")
                    || app.stderr().contains("NOTHING IS KEPT"));
            for (String each : PATHS) {
                assertSilent(app.dashboard().get(each).body());
            }
            App.Ended ended = app.end();
            assertEquals(0, ended.exitCode());
            assertTrue(ended.stderr().contains("storage.url="), ended.stderr());
            assertSilent(ended.stdout() + ended.stderr());
        }
    }

    @Test
    void should_show_none_when_a_server_refuses_it() {
        try (SharedServer server = SharedServer.of("redis", folder)) {
            server.start();
            try (App app = Launch.on(Jdk.RUNNING)
                    .main("com.acme.attach.Plain", "reads")
                    .options("storage=redis", "storage.url=redis://anna:hush%2Durl@localhost:" + server.port())
                    .start()) {
                await().until(() -> app.stderr().contains("storage unreachable"));
                for (String each : PATHS) {
                    assertSilent(app.dashboard().get(each).body());
                }
                App.Ended list = Launch.on(Jdk.RUNNING)
                        .withoutAgent()
                        .jar(AgentJar.PATH, "list")
                        .run();
                assertTrue(list.stdout().contains(String.valueOf(app.pid())), list.stdout());
                assertSilent(list.stdout() + list.stderr());
                assertSilent(app.end().stderr());
            }
        }
    }

    @Test
    void should_show_none_that_its_commands_are_given_wrongly() {
        for (List<String> words : List.of(
                List.of("token=hush"),
                List.of("attach", "storage.url=redis://anna:hush@cache"),
                List.of("list", "--storage.password=hush"),
                List.of("dashboard", "token=hush"),
                List.of("dashboard", "--tokn=hush", "--storage.url=redis://anna:hush@cache"))) {
            App.Ended ended = Launch.on(Jdk.RUNNING)
                    .withoutAgent()
                    .jar(AgentJar.PATH, words.toArray(String[]::new))
                    .run();

            assertSilent(ended.stdout() + ended.stderr());
            assertEquals(2, ended.exitCode(), words.toString());
        }
    }

    private static void assertSilent(String text) {
        assertFalse(text.contains("hush"), text);
    }
}
