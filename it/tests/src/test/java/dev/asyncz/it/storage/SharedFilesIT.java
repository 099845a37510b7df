package dev.asyncz.it.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that others have their hands in while an application runs: its own appenders, logrotate, a dashboard beside it. */
@Execution(ExecutionMode.CONCURRENT)
@OnEachJdk
final class SharedFilesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String LOGBACK = "ch.qos.logback:logback-classic:1.5.x";

    private static final int ENDLESS = Integer.MAX_VALUE;

    private final Jdk jdk;

    @TempDir
    private Path folder;

    SharedFilesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    /** The frameworks' file appenders append, but for that of java.util.logging, which begins anew. */
    @ParameterizedTest
    @CsvSource({"Log4j2, file", "Log4j2, json", "Slf4j, file", "Jul, json"})
    void should_leave_the_file_of_the_applications_own_appender_alone(String voice, String storage) throws IOException {
        Path own = folder.resolve("oracle.log");
        int starts = voice.equals("Jul") ? 1 : 2;
        for (int start = 0; start < starts; start++) {
            try (App app = counting(voice, 500, 500, "storage=" + storage, "storage.path=oracle.log")
                    .in(folder)
                    .start()
                    .awaitStdout("ready")) {
                await().atMost(PATIENCE).until(() -> figure(app, "stored") >= 500);
                assertEquals(0, app.end().exitCode());
                assertEquals(
                        1,
                        app.stderr()
                                .lines()
                                .filter(line -> line.contains("is left alone"))
                                .count(),
                        app.stderr());
            }
        }
        List<String> logged = Oracle.lines(own).stream()
                .filter(line -> line.level().equals("INFO"))
                .map(line -> line.message().lines().findFirst().orElse(""))
                .toList();
        assertTrue(logged.size() == 500 * starts, "logged " + logged.size());
        Set<String> expected = new HashSet<>(logged);
        assertEquals(
                IntStream.range(0, expected.size()).mapToObj(i -> "line " + i).toList(),
                logged.stream().distinct().toList());
        try (Stream<String> lines = Files.lines(own)) {
            assertTrue(lines.filter(line -> !line.startsWith("INFO|")).count() <= 50, "much of it is not theirs");
        }
        try (App dashboard = dashboard("storage=" + storage, "storage.path=" + own)) {
            List<String> kept = messages(dashboard);
            assertEquals(expected, new HashSet<>(kept));
            assertEquals(logged.size(), kept.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    void should_show_in_a_process_of_its_own_what_a_running_jvm_writes(String storage) throws Exception {
        Path path = folder.resolve("lines.log");
        String[] options = {"storage=" + storage, "storage.path=" + path};
        try (App early = dashboard(options)) {
            assertEquals(List.of(), messages(early));
            assertEquals(List.of(), names());
            List<String> logged;
            try (App app = counting("Log4j2", 2_000, 8_000, options)
                    .options("storage.maxsize=64k", "storage.backups=200")
                    .start()
                    .awaitStdout("ready")) {
                List<String> live = early.dashboard().follow("/dashboard/logs/stream");
                await().atMost(PATIENCE).until(() -> figure(app, "stored") >= 3_000);
                await("live lines")
                        .atMost(PATIENCE)
                        .until(() -> String.join("", live).contains("line 7999"));
                try (App late = dashboard(options)) {
                    for (App reader : List.of(early, late)) {
                        assertFalse(reader.stderr().contains("in use"), reader.stderr());
                        List<String> kept = messages(reader);
                        assertTrue(kept.size() >= 3_000, "only " + kept.size());
                        assertEquals(kept.stream().distinct().toList(), kept);
                    }
                }
                assertTrue(Files.exists(folder.resolve("lines.log.3")), "not rotated");
                assertEquals(0, app.end().exitCode());
                logged = Oracle.lines(app.folder().resolve("oracle.log")).stream()
                        .map(Oracle.Line::message)
                        .toList();
                assertFalse(app.stderr().contains("in use"), app.stderr());
            }
            List<String> names = names();
            assertEquals(logged, messages(early));
            assertEquals(names, names());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    void should_show_the_runs_of_a_running_jvm_in_a_process_of_its_own(String storage) throws IOException {
        String[] options = {"storage=" + storage, "storage.path=" + folder.resolve("lines.log")};
        try (App app = Launch.on(jdk)
                        .libs(Libs.LOG4J_LATEST)
                        .options(options)
                        .main("com.acme.jobs.PlainSchedulers")
                        .start()
                        .awaitStdout("ready");
                App reader = dashboard(options)) {
            await().atMost(PATIENCE).until(() -> runs(reader).size() > 10);
            assertTrue(
                    runs(reader).toString().contains("Heartbeat"), runs(reader).toString());
            List<String> names = names();
            reader.terminate();
            assertEquals(names, names());
            assertTrue(app.stderr().lines().noneMatch(line -> line.contains("in use")), app.stderr());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "json"})
    void should_find_every_line_over_copytruncate_rename_and_restart(String storage) throws Exception {
        Path path = folder.resolve("lines.log");
        String[] options = {"storage=" + storage, "storage.path=" + path, "storage.maxsize=10m"};
        try (App app = counting("Log4j2", 500, ENDLESS, options).start().awaitStdout("ready")) {
            for (int round = 1; round <= 4; round++) {
                int lines = round * 200;
                await().atMost(PATIENCE).until(() -> figure(app, "stored") >= lines);
                for (int number = 4; number > 0; number--) {
                    Path from = folder.resolve("lines.log." + number);
                    if (Files.exists(from)) {
                        Files.move(from, folder.resolve("lines.log." + (number + 1)));
                    }
                }
                if (round % 2 == 0) {
                    Files.move(path, folder.resolve("lines.log.1"));
                } else {
                    copyTruncate(path, folder.resolve("lines.log.1"));
                }
            }
            await().atMost(PATIENCE).until(() -> figure(app, "stored") >= 1_000);
            List<String> kept = messages(app);
            int removed = 1_000
                    - (int) kept.stream().filter(line -> number(line) < 1_000).count();
            // Between the copy and the cut a batch may come, as with logrotate itself.
            assertTrue(removed <= 60, removed + " lines are missing");
            assertEquals(kept.stream().distinct().toList(), kept);
            app.end();
        }
        try (App dashboard = dashboard(options)) {
            assertTrue(messages(dashboard).stream()
                            .filter(line -> number(line) < 1_000)
                            .count()
                    >= 940);
        }
    }

    @Test
    void should_go_on_in_a_new_file_after_rm() throws IOException {
        Path path = folder.resolve("lines.log");
        String[] options = {"storage=file", "storage.path=" + path};
        try (App app = counting("Log4j2", 500, ENDLESS, options).start().awaitStdout("ready")) {
            await().atMost(PATIENCE).until(() -> figure(app, "stored") >= 100);
            Files.delete(path);
            await().atMost(PATIENCE).until(() -> Files.exists(path));
            long stored = figure(app, "stored");
            await().atMost(PATIENCE).until(() -> figure(app, "stored") >= stored + 200);
            List<String> kept = messages(app);
            assertTrue(kept.size() >= 200, "only " + kept.size());
            int first = number(kept.get(0));
            assertEquals(
                    IntStream.range(first, first + kept.size())
                            .mapToObj(i -> "line " + i)
                            .toList(),
                    kept);
        }
    }

    private static void copyTruncate(Path path, Path copy) throws IOException {
        Files.copy(path, copy);
        Files.newByteChannel(path, StandardOpenOption.WRITE).truncate(0).close();
    }

    private static int number(String message) {
        return Integer.parseInt(message.substring("line ".length()));
    }

    private Launch counting(String voice, int linesASecond, int lines, String... options) {
        Launch launch =
                Launch.on(jdk).options(options).main("com.acme.voices.Counting", voice, linesASecond + "", lines + "");
        return switch (voice) {
            case "Slf4j" -> launch.libs(LOGBACK).property("logback.configurationFile", "logback-oracle.xml");
            case "Jul" ->
                launch.property("java.util.logging.config.file", Libs.PROGRAMS.resolve("jul-oracle.properties"));
            default -> launch.libs(Libs.LOG4J_LATEST);
        };
    }

    private App dashboard(String... options) {
        List<String> words = new ArrayList<>(List.of("dashboard", "--port=0"));
        Stream.of(options).map("--"::concat).forEach(words::add);
        App app = Launch.on(jdk)
                .withoutAgent()
                .jar(AgentJar.PATH, words.toArray(String[]::new))
                .start();
        await().atMost(PATIENCE)
                .until(() -> app.dashboard().get("/dashboard/api/logs").statusCode() == 200);
        return app;
    }

    private static List<String> messages(App app) {
        return app.dashboard().allLogs().stream().map(Entry::message).toList();
    }

    private static JsonNode runs(App app) {
        return app.dashboard().json("/dashboard/api/runs?limit=1000").path("runs");
    }

    private static long figure(App app, String name) {
        return app.dashboard().stats().path(name).asLong();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
