package dev.asyncz.it.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.App;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept in files outlives the process, however it ends. The application's own file says what it logged. */
final class FileStoragesIT extends FileStoragesSubject {
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
    void should_resume_when_a_full_disk_has_space_again(String storage) throws Exception {
        Path disk = Files.createDirectories(folder.resolve("deep"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()) == 0,
                "a small disk cannot be mounted here");
        try (App app = steady(storage, 500)) {
            awaitLines(app, 200);
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            await().until(() -> app.dashboard().stats().path("queued").asLong() > 500);
            assertSumHolds(app.dashboard().stats());

            Files.delete(ballast);
            long freed = System.nanoTime();
            await().until(() -> app.dashboard().stats().path("queued").asLong() < 200);
            System.out.printf(
                    "%s: resumed %d ms after the disk had space%n", storage, (System.nanoTime() - freed) / 1_000_000);
            app.end();
            List<String> logged = logged(app);
            List<String> kept = kept(storage);

            assertEquals(List.of(), missing(logged, kept));
            assertEquals(logged.size(), kept.size());
        } finally {
            run("umount", disk.toString());
        }
    }

    /** Of 64 file descriptors, those that the JVM leaves go to connections that nobody uses. */
    @Test
    void should_keep_every_line_when_files_run_out() throws Exception {
        List<String> logged;
        List<Socket> idle = new ArrayList<>();
        try (App app = steady("json", 500)) {
            awaitLines(app, 200);
            assumeTrue(
                    run("prlimit", "--pid", String.valueOf(app.pid()), "--nofile=64:64") == 0,
                    "file descriptors cannot be limited here");
            for (int i = 0; i < 80; i++) {
                idle.add(new Socket(
                        app.dashboard().address().getHost(),
                        app.dashboard().address().getPort()));
            }
            long before = Files.readAllLines(app.folder().resolve("oracle.log")).size();
            await().until(() ->
                    Files.readAllLines(app.folder().resolve("oracle.log")).size() > before + 500);
            for (Socket each : idle) {
                each.close();
            }
            await().ignoreExceptions()
                    .until(() -> app.dashboard().stats().path("queued").asLong() < 200);
            assertSumHolds(app.dashboard().stats());
            assertEquals(0, app.end().exitCode());
            logged = logged(app);
        }

        assertEquals(List.of(), missing(logged, kept("json")));
    }

    /** More lines than the queue holds, in a small heap. */
    @Test
    void should_keep_to_its_bounds_in_a_storm_of_64_threads() {
        int lines = SOAK ? 5_000_000 : 200_000;
        try (App app = launch("json")
                .jvm("-Xmx96m")
                .main("com.acme.logs.Storm", String.valueOf(lines), "64")
                .start()) {
            if (SOAK) {
                await().atMost(Duration.ofMinutes(10)).until(() -> app.stdout().contains("ready"));
            }
            app.awaitStdout("ready");
            await().until(() -> app.dashboard().stats().path("queued").asLong() == 0);
            JsonNode stats = app.dashboard().stats();
            System.out.printf("storm of 64 threads: %s%n", stats);

            assertSumHolds(stats);
            assertEquals(0, app.end().exitCode());
            assertFalse(app.stderr().contains("OutOfMemoryError"), app.stderr());
            assertEquals(lines, logged(app).size());
        }
    }

    /** Every record is whole, and every line that was acknowledged is there, however often the process is ended. */
    @ParameterizedTest
    @CsvSource({"file, KILL", "json, KILL", "file, TERM", "json, TERM"})
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_survive_a_hundred_ends(String storage, String signal) throws IOException {
        Pattern line = Pattern.compile("(?m)\\bline \\d+(?=\"|$)");
        int lost = 0;
        int most = 0;
        int all = 0;
        for (int i = 0; i < 100; i++) {
            try (App app = steady(storage, 2_000)) {
                awaitLines(app, 100 + 13 * (i % 50));
                if (signal.equals("TERM")) {
                    app.terminate();
                } else {
                    app.close();
                }
                List<String> logged = logged(app);
                String text = Files.readString(path(storage));
                List<String> kept =
                        line.matcher(text).results().map(MatchResult::group).toList();
                List<String> missing = missing(logged, kept);
                assertEquals(kept.size(), new HashSet<>(kept).size());
                assertEquals(kept.size(), text.lines().count(), "every record is one line");
                lost += missing.size();
                most = Math.max(most, missing.size());
                all += logged.size();
            }
            Files.delete(path(storage));
        }
        System.out.printf(
                "100 x SIG%s, %s: lost %d of %d lines, at most %d at once%n", signal, storage, lost, all, most);
        assertTrue(signal.equals("KILL") || lost == 0, "lost " + lost);
        assertTrue(most <= 1_000, "lost " + most + " at once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_lose_little_at_kill_when_much_is_logged(String storage) {
        List<String> logged;
        try (App app = steady(storage, 50_000)) {
            awaitLines(app, 100_000);
            app.close();
            logged = logged(app);
        }
        List<String> kept = kept(storage);
        List<String> missing = missing(logged, kept);
        System.out.printf("kill -9 at 50,000 lines/s, %s: lost %d of %d%n", storage, missing.size(), logged.size());
        assertEquals(kept.size(), new HashSet<>(kept).size());
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
        // A moment is longer where the machine has more to do than it can.
        assertTrue(missing.size() <= 1_000, () -> missing.size() + " lines lost: " + missing);
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
}
