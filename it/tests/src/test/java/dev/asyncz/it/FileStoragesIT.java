package dev.asyncz.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept in files outlives the process, however it ends. The application's own file says what it logged. */
final class FileStoragesIT {
    private static final int MANY = 5_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    void should_find_every_line_of_a_process_that_has_exited(String storage) throws IOException {
        List<String> logged;
        try (App app = storm(storage)) {
            app.end();
            logged = logged(app);
        }

        assertEquals(MANY, logged.size());
        assertEquals(Set.copyOf(logged), Set.copyOf(kept(storage)));
        assertEquals(MANY, kept(storage).size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path(storage))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    void should_lose_nothing_at_sigterm(String storage) {
        List<String> logged;
        try (App app = steady(storage, 2_000)) {
            awaitLines(app, 2_000);
            app.terminate();
            logged = logged(app);
        }

        assertEquals(List.of(), missing(logged, kept(storage)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    void should_lose_at_most_the_last_moment_at_kill(String storage) {
        List<String> logged;
        try (App app = steady(storage, 2_000)) {
            awaitLines(app, 2_000);
            app.close();
            logged = logged(app);
        }

        List<String> kept = kept(storage);
        List<String> missing = missing(logged, kept);
        System.out.printf("kill -9 at 2,000 lines/s, %s: lost %d of %d%n", storage, missing.size(), logged.size());
        assertTrue(missing.size() <= 200, () -> missing.size() + " lines lost: " + missing);
        assertEquals(kept.size(), new HashSet<>(kept).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    void should_keep_two_processes_on_one_path_apart(String storage) {
        try (App first = steady(storage, 200);
                App second = steady(storage, 200)) {
            awaitLines(first, 200);
            awaitLines(second, 200);
            long said = List.of(first, second).stream()
                    .filter(app -> app.stderr().contains("is in use"))
                    .count();

            assertEquals(1, said, () -> first.stderr() + second.stderr());
            for (App app : List.of(first, second)) {
                List<String> own = messages(app.dashboard().allLogs());
                assertEquals(own.size(), new HashSet<>(own).size());
                assertSumHolds(app.dashboard().stats());
            }
        }
    }

    private Path path(String storage) {
        return folder.resolve("deep").resolve("asyncz." + storage);
    }

    private App storm(String storage) {
        return launch(storage)
                .main("com.acme.logs.Storm", String.valueOf(MANY), "4")
                .start()
                .awaitStdout("ready");
    }

    private App steady(String storage, int linesPerSecond) {
        return launch(storage)
                .main("com.acme.logs.Steady", String.valueOf(linesPerSecond))
                .start()
                .awaitStdout("ready");
    }

    private Launch launch(String storage) {
        return Launch.on(Jdk.RUNNING)
                .libs(Libs.LOG4J_LATEST)
                .options("storage=" + storage, "storage.path=" + path(storage), "storage.maxsize=100m");
    }

    /** What another process finds in the files. */
    private List<String> kept(String storage) {
        try (App reader =
                launch(storage).main("com.acme.logs.Storm", "0", "1").start().awaitStdout("ready")) {
            await().until(() -> reader.dashboard().get("/dashboard/api/logs").statusCode() == 200);
            return messages(reader.dashboard().allLogs());
        }
    }

    private static List<String> logged(App app) {
        return Oracle.lines(app.folder().resolve("oracle.log")).stream()
                .map(Oracle.Line::message)
                .toList();
    }

    private static List<String> messages(List<Entry> entries) {
        return entries.stream().map(Entry::message).toList();
    }

    private static List<String> missing(List<String> logged, List<String> kept) {
        List<String> missing = new ArrayList<>(logged);
        missing.removeAll(new HashSet<>(kept));
        return missing;
    }

    private static void awaitLines(App app, int count) {
        await().until(() -> app.dashboard().stats().path("stored").asLong() >= count);
    }

    private static void assertSumHolds(JsonNode stats) {
        long dropped = 0;
        for (JsonNode reason : stats.path("dropped")) {
            dropped += reason.asLong();
        }
        long elsewhere = stats.path("stored").asLong() + stats.path("queued").asLong() + dropped;
        assertEquals(stats.path("produced").asLong(), elsewhere, stats::toString);
    }
}
