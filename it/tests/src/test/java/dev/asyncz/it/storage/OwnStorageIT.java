package dev.asyncz.it.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A storage of the user's own, by its class name. */
final class OwnStorageIT {
    private static final List<String> LINES =
            IntStream.range(0, 100).mapToObj(line -> "line " + line).toList();

    @TempDir
    private Path folder;

    @Test
    void should_be_found_on_the_class_path_of_the_application() throws IOException {
        Path table = folder.resolve("table.csv");
        try (App app = launch("com.acme.storage.CsvStorage")
                .options("storage.path=" + table)
                .start()
                .awaitStdout("ready")) {
            await().until(() -> messages(app), LINES::equals);
        }

        assertEquals(100, Files.readAllLines(table).size());
    }

    @Test
    void should_be_found_in_a_jar_of_its_own() throws IOException {
        Path classes = folder.resolve("classes").resolve("com/acme/storage");
        Files.createDirectories(classes);
        String file = "com/acme/storage/CsvStorage.class";
        // Under another class path entry: what the application itself has is asked later.
        Files.copy(Libs.PROGRAMS.resolve(file), classes.resolve("CsvStorage.class"));
        try (App app = launch("com.acme.storage.CsvStorage")
                .options("storage.path=" + folder.resolve("table.csv"), "storage.jar=" + folder.resolve("classes"))
                .start()
                .awaitStdout("ready")) {
            await().until(() -> messages(app), LINES::equals);
        }
    }

    @Test
    void should_be_found_on_the_class_path_of_a_fat_jar() throws IOException {
        Path jar = Files.copy(Libs.path("asyncz.sample.jar"), folder.resolve("shop.jar"));
        String file = "com/acme/storage/CsvStorage.class";
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path target = inside.getPath("BOOT-INF/classes", file);
            Files.createDirectories(target.getParent());
            Files.copy(Libs.PROGRAMS.resolve(file), target);
        }
        Path table = folder.resolve("table.csv");
        try (App app = Launch.on(Jdk.RUNNING)
                .jar(jar)
                .property("demo.seconds", 60)
                .options("storage=com.acme.storage.CsvStorage", "storage.path=" + table)
                .start()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(table) && messages(app).size() > 20);

            assertEquals(
                    0, app.dashboard().stats().path("dropped").path("refused").asInt());
        }
    }

    @Test
    void should_lose_nothing_when_it_throws_errors_for_a_while() {
        try (App app = launch("com.acme.storage.BadStorage")
                .property("bad", "recovers")
                .start()
                .awaitStdout("ready")) {
            await().until(() -> messages(app), LINES::equals);

            assertTrue(app.stderr().contains("storage is back"), app.stderr());
        }
    }

    @Test
    void should_be_the_one_that_the_docs_show() throws IOException {
        String docs = Files.readString(Libs.path("asyncz.matrix").resolveSibling("extending.md"));
        String source =
                Files.readString(Libs.path("asyncz.programs.sources").resolve("com/acme/storage/CsvStorage.java"));

        assertTrue(docs.contains(source.substring(source.indexOf("public final class"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "blocks"})
    void should_not_hurt_the_application(String way) {
        try (App app = launch("com.acme.storage.BadStorage")
                .property("bad", way)
                .start()
                .awaitStdout("ready")) {
            assertEquals(100, app.dashboard().stats().path("queued").asLong());
            assertEquals(200, app.dashboard().get("/dashboard/logs/").statusCode());
            assertEquals(0, app.end().exitCode());
        }
    }

    @Test
    void should_be_put_right_where_it_lies() {
        try (App app = launch("com.acme.storage.BadStorage")
                .property("bad", "lies")
                .start()
                .awaitStdout("ready")) {
            await().until(() -> messages(app), LINES::equals);

            assertEquals(
                    List.of("line 99", "line 98"),
                    app.dashboard().logs("limit=2").stream().map(Entry::message).toList());
            assertEquals(
                    List.of("line 42"),
                    app.dashboard().logs("q=line%2042").stream()
                            .map(Entry::message)
                            .toList());
        }
    }

    @Test
    void should_say_what_is_missing_and_keep_the_lines() {
        try (App app = launch("com.acme.storage.Nowhere").start().awaitStdout("ready")) {
            await().until(() ->
                    app.stderr().contains("class com.acme.storage.Nowhere is not on the application's class path"));

            assertEquals(100, app.dashboard().stats().path("queued").asLong());
        }
    }

    private static Launch launch(String storage) {
        return Launch.on(Jdk.RUNNING)
                .libs(Libs.LOG4J_LATEST)
                .main("com.acme.logs.Storm", "100", "1")
                .options("storage=" + storage);
    }

    /** Oldest first; none while the storage is not open. */
    private static List<String> messages(App app) {
        return app.dashboard().get("/dashboard/api/logs").statusCode() == 200
                ? app.dashboard().logs().stream().map(Entry::message).toList()
                : List.of();
    }
}
