package dev.asyncz.it.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.attach.OlderJava;
import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
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

/**
 * A JVM that says it is older than the agent can be. That an older one loads the class which looks is what the test of
 * the jar's class files is for.
 */
@OnEachJdk
final class OlderJavaIT {
    private final Jdk jdk;
    private final Path jar;

    OlderJavaIT(Jdk jdk, @TempDir Path folder) {
        this.jdk = jdk;
        this.jar = folder.resolve("older.jar");
    }

    @BeforeEach
    void makeAgentThatTurnsBackTheClock() throws IOException {
        AgentJar.write(jar, OlderJava.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.22", "1.8.0_392", "16.0.2"})
    void should_run_the_application_without_the_agent_and_say_so(String version) {
        App.Ended ended = Launch.on(jdk)
                .withoutAgent()
                .jvm("-javaagent:" + jar + "=" + version, "-javaagent:" + AgentJar.PATH + "=port=0")
                .main("com.acme.attach.Plain", "exits")
                .run();

        assertEquals(3, ended.exitCode(), ended.stderr());
        assertEquals(
                List.of("[asyncz] AsyncZ needs Java 17 or newer; this is " + version
                        + ": the application runs without it"),
                ended.agentLines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.22", "1.8.0_392"})
    void should_answer_no_command(String version) {
        App.Ended ended = Launch.on(jdk)
                .withoutAgent()
                .jvm("-javaagent:" + jar + "=" + version)
                .jar(AgentJar.PATH, "--version")
                .run();

        assertEquals(1, ended.exitCode());
        assertEquals("", ended.stdout());
        assertEquals(List.of("[asyncz] AsyncZ needs Java 17 or newer; this is " + version), ended.agentLines());
    }

    /** JAVA_TOOL_OPTIONS reaches the tools too. */
    @ParameterizedTest
    @ValueSource(strings = {"javac", "jps", "keytool"})
    void should_let_tools_go_on(String tool) {
        String option = tool.equals("javac") ? "-version" : "-help";
        App.Ended without =
                Launch.on(jdk).withoutAgent().program(tool).command(option).run();
        App.Ended with = Launch.on(jdk)
                .withoutAgent()
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + jar + "=11.0.22 -javaagent:" + AgentJar.PATH)
                .program(tool)
                .command(option)
                .run();

        assertEquals(without.exitCode(), with.exitCode());
        assertEquals(List.of(), with.agentLines());
    }
}
