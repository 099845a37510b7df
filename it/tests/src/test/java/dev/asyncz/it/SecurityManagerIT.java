package dev.asyncz.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A security manager, as long as there is one: what it grants to the agent's jar, and nothing else of the agent. */
@EnabledForJreRange(max = JRE.JAVA_23)
final class SecurityManagerIT {
    @TempDir
    private Path folder;

    @Test
    void should_capture_when_the_jar_is_granted_all_permissions() throws IOException {
        String grant =
                "grant codeBase \"" + AgentJar.PATH.toUri() + "\" { permission java.security.AllPermission; };\n";
        try (App app = launch(grant).start()) {
            await().until(() -> app.dashboard().logs("q=tick").stream().anyMatch(entry -> entry.runId() != null));
            assertEquals(1, app.dashboard().logs("q=first+line").size());
            assertEquals(200, app.dashboard().get("/dashboard/").statusCode());
            assertTrue(app.stderr().lines().noneMatch(line -> line.contains("AccessControl")), app.stderr());
        }
    }

    @Test
    void should_say_that_it_may_not_start() throws IOException {
        try (App app = launch("").start()) {
            App.Ended ended = app.end();

            assertEquals(0, ended.exitCode(), ended.stderr());
            assertEquals(1, ended.agentLines().size(), ended.stderr());
            assertTrue(ended.agentLines().get(0).contains("the application runs without it"), ended.stderr());
        }
    }

    private Launch launch(String grant) throws IOException {
        Path policy = folder.resolve("policy");
        // As much as the program needs to end its executors.
        Files.writeString(policy, grant + "grant { permission java.lang.RuntimePermission \"modifyThread\"; };\n");
        return Launch.on(Jdk.RUNNING)
                .property("java.security.manager", "")
                .property("java.security.policy", policy)
                .main("com.acme.attach.AtOnce");
    }
}
