package dev.asyncz.it.beside;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.attach.InFront;
import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.OnEachJdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent before this one has used executors, Timer or java.util.logging: the application's first lines are there. */
@OnEachJdk
final class BehindAnotherAgentIT {
    private static final List<String> OF_TASKS = List.of("once", "handed over", "beat", "tick");

    private final Jdk jdk;
    private final Path jar;

    BehindAnotherAgentIT(Jdk jdk, @TempDir Path folder) {
        this.jdk = jdk;
        this.jar = folder.resolve("front.jar");
    }

    @BeforeEach
    void makeAgent() throws IOException {
        AgentJar.write(jar, InFront.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logger", "executor timer"})
    void should_catch_what_main_does_first(String uses) {
        for (int start = 0; start < 2; start++) {
            try (App app = Launch.on(jdk)
                    .withoutAgent()
                    .jvm("-javaagent:" + jar + "=" + uses, "-javaagent:" + AgentJar.PATH + "=port=0")
                    .main("com.acme.attach.AtOnce")
                    .start()) {
                await().until(() -> has(app, "tick") && has(app, "beat") && has(app, "handed over"));

                assertEquals(1, app.dashboard().logs("q=first+line").size());
                for (String each : OF_TASKS) {
                    for (Entry entry : app.dashboard().logs("q=" + each.replace(' ', '+') + "&limit=1000")) {
                        if (entry.message().equals(each)) {
                            assertNotNull(entry.runId(), each);
                            assertTrue(String.valueOf(entry.taskId()).startsWith("com.acme.attach.AtOnce"), each);
                        }
                    }
                }
                assertEquals(0, app.end().exitCode());
                assertTrue(app.stderr().lines().noneMatch(line -> line.contains("not captured")), app.stderr());
            }
        }
    }

    /** As for {@code attach}. */
    @ParameterizedTest
    @ValueSource(strings = {"executor", "timer"})
    void should_find_what_was_scheduled_before_in_the_queues(String uses) {
        String line = uses.equals("timer") ? "front ticks" : "front beats";
        try (App app = Launch.on(jdk)
                .withoutAgent()
                .jvm("-javaagent:" + jar + "=" + uses, "-javaagent:" + AgentJar.PATH + "=port=0")
                .main("com.acme.attach.AtOnce")
                .start()) {
            await().until(() -> app.dashboard().logs("q=" + line.replace(' ', '+')).stream()
                    .anyMatch(entry -> String.valueOf(entry.taskId()).startsWith("com.acme.attach.InFront")));
        }
    }

    private static boolean has(App app, String message) {
        return app.dashboard().logs("q=" + message.replace(' ', '+')).stream()
                .anyMatch(entry -> entry.message().equals(message));
    }
}
