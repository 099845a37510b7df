package dev.asyncz.it.attach;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that the JVM writes down for later starts, and the start that uses what it has written. */
final class TrainingRunIT {
    @TempDir
    private Path folder;

    private Path jar;

    /** A cache is for jars, not for folders of classes. */
    @BeforeEach
    void makeJar() throws IOException {
        jar = folder.resolve("app.jar");
        String classes = "com/acme/attach/";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.list(Libs.PROGRAMS.resolve(classes))) {
            for (Path each : files.toList()) {
                out.putNextEntry(new JarEntry(classes + each.getFileName()));
                out.write(Files.readAllBytes(each));
            }
        }
    }

    @Test
    void should_stand_aside_while_a_cache_is_made_and_capture_all_when_it_is_used() {
        Path cache = folder.resolve("app.aot");
        try (App app = launch("-XX:AOTCacheOutput=" + cache).start()) {
            App.Ended ended = app.end();
            assertEquals(0, ended.exitCode(), ended.stderr());
            assertOneLine(ended, "-XX:AOTCacheOutput");
        }
        Path loaded = folder.resolve("loaded");
        try (App app = launch("-XX:AOTCache=" + cache, "-Xlog:class+load:file=" + loaded)
                .start()) {
            for (String each : new String[] {"once", "handed+over", "beat", "tick"}) {
                await().until(() ->
                        app.dashboard().logs("q=" + each).stream().allMatch(entry -> entry.runId() != null));
                await().until(() -> !app.dashboard().logs("q=" + each).isEmpty());
            }
            assertEquals(1, app.dashboard().logs("q=first+line").size());
            assertEquals(0, app.end().exitCode());
        }
        assertTrue(
                App.read(loaded).contains("com.acme.attach.AtOnce source: shared objects file"),
                "the cache that was trained without the agent's work serves beside it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
    void should_stand_aside_wherever_the_option_comes_from(String variable) {
        try (App app = launch("-Xlog:disable")
                .environment(variable, "-XX:AOTMode=record -XX:AOTConfiguration=" + folder.resolve("app.conf"))
                .start()) {
            App.Ended ended = app.end();
            assertEquals(0, ended.exitCode(), ended.stderr());
            assertOneLine(ended, "-XX:AOTMode=record");
        }
    }

    private Launch launch(String... options) {
        return Launch.on(Jdk.V25).jvm(options).command("-cp", jar.toString(), "com.acme.attach.AtOnce");
    }

    private static void assertOneLine(App.Ended ended, String option) {
        assertEquals(1, ended.agentLines().size(), ended.stderr());
        assertTrue(
                ended.agentLines().get(0).contains("this run trains the JVM (" + option + ")"),
                ended.agentLines().get(0));
    }
}
