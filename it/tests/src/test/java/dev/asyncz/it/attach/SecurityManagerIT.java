package dev.asyncz.it.attach;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A security manager, as long as there is one: what it grants to the agent's jar, and nothing else of the agent. */
@EnabledForJreRange(max = JRE.JAVA_23)
final class SecurityManagerIT {
    private static final String GRANTED = all(List.of(AgentJar.PATH));
    private static final String LOGBACK = "ch.qos.logback:logback-classic:1.5.x";
    private static final Pattern TROUBLE = Pattern.compile("AccessControl|forbids|not captured|Exception in thread");

    @TempDir
    private Path folder;

    /** Set by the command line, or by the application while it starts. */
    @ParameterizedTest(name = "while the application starts: {0}")
    @ValueSource(booleans = {false, true})
    void should_capture_when_the_jar_is_granted_all_permissions(boolean later) throws IOException {
        try (App app = launch(GRANTED, later, "com.acme.attach.AtOnce").start()) {
            for (String message : List.of("beat", "tick", "once", "handed over")) {
                awaitRunOf(message, app);
            }
            assertEquals(1, app.dashboard().logs("q=first+line").size());
            assertNothingIsForbidden(app);
        }
    }

    /** The framework is trusted with all, as is usual; the code that logs is not. */
    @ParameterizedTest(name = "{0}, while the application starts: {1}")
    @CsvSource({"log4j, false", "log4j, true", "slf4j, false", "slf4j, true"})
    void should_capture_each_framework(String framework, boolean later) throws IOException {
        String libs = framework.equals("log4j") ? Libs.LOG4J_LATEST : LOGBACK;
        String grants = GRANTED + all(Libs.jars(libs));
        try (App app = launch(grants, later, "com.acme.attach.Beating", framework)
                .libs(libs)
                .start()) {
            awaitRunOf("beat", app);
            assertNothingIsForbidden(app);
        }
    }

    @Test
    void should_say_that_it_may_not_start() throws IOException {
        try (App app = launch("", false, "com.acme.attach.AtOnce").start()) {
            App.Ended ended = app.end();

            assertEquals(0, ended.exitCode(), ended.stderr());
            assertEquals(1, ended.agentLines().size(), ended.stderr());
            assertTrue(ended.agentLines().get(0).contains("the application runs without it"), ended.stderr());
            assertTrue(ended.agentLines().get(0).contains("grant its jar"), ended.stderr());
        }
    }

    @Test
    void should_say_once_that_it_is_forbidden_to_go_on() throws IOException {
        try (App app = launch("", true, "com.acme.attach.AtOnce").start()) {
            await().until(() -> app.stderr().contains("forbids"));
            App.Ended ended = app.end();

            assertEquals(0, ended.exitCode(), ended.stderr());
            assertEquals(
                    1,
                    ended.agentLines().stream()
                            .filter(line -> TROUBLE.matcher(line).find())
                            .count(),
                    ended.stderr());
            assertTrue(ended.stderr().lines().noneMatch(line -> line.contains("Exception in thread")), ended.stderr());
        }
    }

    private static void awaitRunOf(String message, App app) {
        await(message)
                .until(() -> app.dashboard().logs("q=" + message.replace(' ', '+')).stream()
                        .anyMatch(entry -> entry.runId() != null));
    }

    private static void assertNothingIsForbidden(App app) {
        assertEquals(200, app.dashboard().get("/dashboard/").statusCode());
        assertTrue(app.stderr().lines().noneMatch(line -> TROUBLE.matcher(line).find()), app.stderr());
    }

    private Launch launch(String grants, boolean later, String... program) throws IOException {
        Path policy = folder.resolve("policy");
        // As much as the programs need to end their executors, and for what the JDK reads in their name.
        Files.writeString(policy, grants + """
                grant {
                    permission java.lang.RuntimePermission "modifyThread";
                    permission java.util.PropertyPermission "*", "read";
                };
                """);
        String[] words = later
                ? List.of(program).toArray(String[]::new)
                : List.of(program).subList(1, program.length).toArray(String[]::new);
        return Launch.on(Jdk.RUNNING)
                .property("java.security.manager", later ? "allow" : "")
                .property("java.security.policy", policy)
                .main(later ? "com.acme.attach.Guarded" : program[0], words);
    }

    private static String all(List<Path> jars) {
        StringBuilder grants = new StringBuilder();
        for (Path jar : jars) {
            grants.append("grant codeBase \"")
                    .append(jar.toUri())
                    .append("\" { permission java.security.AllPermission; };\n");
        }
        return grants.toString();
    }
}
