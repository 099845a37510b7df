package dev.asyncz.it.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.Task;
import dev.asyncz.it.harness.programs.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent that is on no list: its own work is told as its own, and what it wraps goes by what it wraps. */
final class UnknownAgentIT {
    private static final String PROGRAM = "com.acme.beside.Watched";

    @ParameterizedTest
    @CsvSource({"RUNNING, true", "V25, false"})
    void should_be_told_from_the_application_by_its_jar(Jdk jdk, boolean first, @TempDir Path folder)
            throws IOException {
        String other = "-javaagent:" + watcher(folder);
        String own = "-javaagent:" + AgentJar.PATH + "=port=0";
        try (App app = Launch.on(jdk)
                .withoutAgent()
                .jvm(first ? other : own, first ? own : other)
                .main(PROGRAM)
                .libs(Libs.LOG4J_LATEST)
                .start()) {
            for (String task : List.of("net.watcher.Watcher$Poll", "net.watcher.inner.Beat")) {
                assertTrue(
                        app.dashboard()
                                .awaitTask(task, each -> each.runs() > 0, "runs")
                                .infrastructure(),
                        task);
            }
            for (String task : List.of("$Export", "$InCallable", "$InFuture")) {
                app.dashboard().awaitTask(PROGRAM + task, each -> !each.infrastructure() && each.runs() > 0, "runs");
            }
            List<String> tasks = app.dashboard().tasks().stream()
                    .filter(each -> !each.infrastructure())
                    .map(Task::id)
                    .sorted()
                    .toList();
            assertEquals(
                    List.of(PROGRAM + "$Export", PROGRAM + "$InCallable", PROGRAM + "$InFuture", PROGRAM + ".main"),
                    tasks);
            assertItsFramesAreFolded(app);
        }
    }

    private static void assertItsFramesAreFolded(App app) {
        app.dashboard().awaitMessage("thrown through the wrapper");
        String page = app.dashboard().get("/dashboard/logs/?q=thrown").body();
        int frame = page.indexOf("net.watcher.Watcher$Wrapped.inside");
        assertTrue(frame > 0, page);
        String before = page.substring(0, frame);
        assertTrue(before.lastIndexOf("class=\"fold\"") > before.lastIndexOf("</details>"), before);
    }

    private static Path watcher(Path folder) throws IOException {
        Path manifest = Files.writeString(folder.resolve("manifest"), "Premain-Class: net.watcher.Watcher\n");
        Path jar = folder.resolve("watcher.jar");
        int result = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "cfm",
                        jar.toString(),
                        manifest.toString(),
                        "-C",
                        Sources.compiled("watcher").toString(),
                        ".");
        assertEquals(0, result, "jar failed");
        return jar;
    }
}
