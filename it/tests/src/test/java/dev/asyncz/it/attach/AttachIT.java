package dev.asyncz.it.attach;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the agent does, the application stays as it was. */
@OnEachJdk
final class AttachIT {
    private static final int MAX_STARTUP_LINES = 3;
    private final Jdk jdk;
    private final Path folder;

    AttachIT(Jdk jdk, @TempDir Path folder) {
        this.jdk = jdk;
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"returns", "throws", "exits"})
    void should_leave_stdout_and_exit_code_as_they_are(String end) {
        App.Ended without = plain(end).withoutAgent().run();
        App.Ended with = plain(end).run();

        assertEquals(without.stdout(), with.stdout());
        assertEquals(without.exitCode(), with.exitCode());
        assertEquals(foreignLines(without), foreignLines(with));
    }

    /** As in a runtime that jlink has made, or beside an application of modules. */
    @ParameterizedTest
    @CsvSource({
        "memory, ''",
        "'postgres,storage.url=jdbc:postgresql://localhost:1/db', java.sql",
        "'redis,storage.url=redis://localhost:1', java.management",
        "'opensearch,storage.url=http://localhost:1', java.net.http"
    })
    void should_need_no_other_module_and_say_which_one_a_storage_needs(String storage, String module) {
        try (App app = plain("reads")
                .jvm("--limit-modules", "java.base,java.instrument")
                .options(("storage=" + storage).split(","))
                .start()) {
            for (String path : List.of("/dashboard/", "/dashboard/tasks/", "/dashboard/api/stats")) {
                assertEquals(200, app.dashboard().get(path).statusCode(), path);
            }
            String trouble = module.isEmpty() ? "null" : "it needs the module " + module;
            await().until(() -> app.dashboard().stats().path("trouble").asText().contains(trouble));
            assertEquals(0, app.end().exitCode());
        }
    }

    @Test
    void should_leave_stdin_to_the_application() {
        try (App app = plain("reads").start()) {
            App.Ended ended = app.type("first").type("second").end();

            assertTrue(ended.stdout().endsWith("read first\nread second\n"), ended.stdout());
        }
    }

    @Test
    void should_leave_a_log_manager_of_its_own_to_the_application() {
        App.Ended ended = plain("manages")
                .property("java.util.logging.manager", "com.acme.attach.CustomLogManager")
                .run();

        assertTrue(ended.stdout().contains("class com.acme.attach.CustomLogManager"), ended.stdout());
    }

    @Test
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_leave_a_log_manager_of_its_own_to_the_application_whenever_it_starts() {
        for (int start = 0; start < 200; start++) {
            should_leave_a_log_manager_of_its_own_to_the_application();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port=abc",
                "port=-1,port=99999,host=256.1.1.1",
                "nonsense",
                "=,,=,=x",
                "config=/no/such/file.properties",
                "storage=no.such.Storage,storage.maxlen=0",
                "port=0,token=\u0001,host=no.such.host.invalid"
            })
    void should_start_the_application_whatever_the_options(String options) {
        App.Ended without = plain("exits").withoutAgent().run();
        App.Ended with = plain("exits").rawOptions(options).run();

        assertEquals(without.stdout(), with.stdout());
        assertEquals(without.exitCode(), with.exitCode());
    }

    @Test
    void should_start_from_a_path_with_spaces_and_without_a_temporary_folder() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("a folder + ünï%20 #1"));
        Path jar = Files.copy(AgentJar.PATH, odd.resolve("agent copy.jar"));
        assertTrue(jar.toFile().setReadOnly());

        try (App app = Launch.on(jdk)
                .main("com.acme.logs.Storm", "1", "1")
                .libs(Libs.LOG4J_LATEST)
                .agentJar(jar)
                .property("java.io.tmpdir", "/no/such/folder")
                .start()) {
            app.dashboard().awaitMessage("line 0");
        }
    }

    @Test
    void should_say_at_most_three_lines_when_it_starts() {
        try (App app = plain("reads").start()) {
            app.dashboard();
            List<String> stderr = app.stderr().lines().toList();

            List<String> said = stderr.stream().filter(line -> !isTheJvms(line)).toList();
            assertTrue(said.size() <= MAX_STARTUP_LINES, app.stderr());
            assertTrue(said.get(0).contains(Libs.VERSION), app.stderr());
        }
    }

    /** A JVM gives threads that wait in the system 300 ms at its end: it has none of the agent's to wait for. */
    @Test
    void should_not_delay_the_end() {
        long quickest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && quickest > 250; attempt++) {
            try (App app = plain("reads").start()) {
                app.dashboard();
                long start = System.nanoTime();
                app.end();
                quickest = Math.min(quickest, (System.nanoTime() - start) / 1_000_000);
            }
        }

        assertTrue(quickest <= 250, "milliseconds to the end, at best: " + quickest);
    }

    @Test
    void should_change_nothing_when_it_is_attached_twice() {
        App.Ended without = plain("exits").withoutAgent().run();
        App.Ended with =
                plain("exits").jvm("-javaagent:" + AgentJar.PATH + "=port=0").run();

        assertEquals(without.stdout(), with.stdout());
        assertEquals(without.exitCode(), with.exitCode());
    }

    @Test
    void should_print_version_flag_and_every_option_when_it_is_run() {
        App.Ended ended = Launch.on(jdk).withoutAgent().jar(AgentJar.PATH).run();

        assertEquals(0, ended.exitCode());
        assertTrue(ended.stdout().contains(Libs.VERSION), ended.stdout());
        assertTrue(ended.stdout().contains("-javaagent:" + AgentJar.PATH), ended.stdout());
        for (String option : List.of("enabled", "config", "host", "port", "token", "storage", "storage.maxlen")) {
            assertTrue(
                    Stream.of(ended.stdout().split("[\\s=]+")).anyMatch(option::equals),
                    option + " is missing in\n" + ended.stdout());
        }
    }

    @Test
    void should_run_as_without_it_when_it_is_not_enabled() {
        App.Ended ended = plain("exits").options("enabled=false").run();

        assertEquals(3, ended.exitCode());
        assertTrue(!ended.stderr().contains("http://"), ended.stderr());
    }

    private Launch plain(String end) {
        return Launch.on(jdk).main("com.acme.attach.Plain", end);
    }

    /** What neither the agent nor the JVM on its account says. */
    private static List<String> foreignLines(App.Ended ended) {
        return ended.stderr()
                .lines()
                .filter(line -> !line.startsWith("[asyncz]") && !isTheJvms(line))
                .toList();
    }

    private static boolean isTheJvms(String line) {
        return line.contains("Sharing is only supported for boot loader classes");
    }
}
