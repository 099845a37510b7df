package dev.asyncz.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.SourceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * TomEE as it ships, with one web application of one enterprise bean, which logs through java.util.logging. TomEE 9.0.0
 * does not start on the newest JDKs, which have no security policy any more.
 */
final class TomEeIT {
    private static final Path HOME = Libs.unpacked("org.apache.tomee:apache-tomee:zip:webprofile:9.0.0")
            .resolve("apache-tomee-webprofile-9.0.0");
    private static final String BEAN = "com.acme.ee.Reports";

    private final Path base = Launch.folder("tomee");

    @Test
    void should_name_the_runs_of_enterprise_beans_by_their_methods() throws IOException {
        Assumptions.assumeFalse(Jdk.RUNNING.isAtLeast25(), "TomEE 9.0.0 needs a security policy");
        deploy();
        try (App tomee = tomee().start()) {
            Dashboard dashboard = tomee.dashboard();

            assertNull(dashboard.awaitMessage("bean started").taskId());
            assertTask(dashboard, "every second", BEAN + ".everySecond", 2);
            assertTask(dashboard, "handed over", BEAN + ".everySecond", 2);
            assertTask(dashboard, "programmatic timeout", BEAN + ".timeout", 1);
            assertTask(dashboard, "managed cleanup", BEAN + "$Cleanup", 1);
            assertTask(dashboard, "managed lambda", BEAN + ".start:" + SourceLine.of(BEAN, "managed lambda"), 1);
            assertTheFailureIsKnown(dashboard);
            assertEquals(
                    0,
                    tomee.terminate().agentLines().stream()
                            .filter(line -> line.contains("not captured"))
                            .count());
        }
    }

    private static void assertTask(Dashboard dashboard, String message, String task, int lines) {
        Entry entry = dashboard.awaitMessage(message);
        List<Entry> run = dashboard.logs("run_id=" + entry.runId());
        assertEquals(task, entry.taskId());
        assertEquals(lines, run.size(), run::toString);
    }

    private static void assertTheFailureIsKnown(Dashboard dashboard) {
        String task = BEAN + ".broken";
        assertEquals(task, dashboard.awaitMessage("about to fail").taskId());
        await("a failure of " + task)
                .until(() ->
                        dashboard.tasks().stream().anyMatch(each -> each.id().equals(task) && each.failures() > 0));
        assertTrue(
                dashboard.logs("limit=1000&task_id=" + task).stream()
                        .anyMatch(each -> each.logger().startsWith("org.apache.openejb")
                                || each.logger().startsWith("OpenEJB")),
                "what the container says of it belongs to the run");
    }

    private void deploy() throws IOException {
        Path conf = Files.createDirectories(base.resolve("conf"));
        for (String folder : List.of("logs", "temp", "work")) {
            Files.createDirectories(base.resolve(folder));
        }
        try (Stream<Path> files = Files.list(HOME.resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
        Path server = conf.resolve("server.xml");
        Files.writeString(
                server,
                Files.readString(server)
                        .replace("port=\"8080\"", "port=\"0\"")
                        .replace("port=\"8005\"", "port=\"-1\""));
        Path classes = Files.createDirectories(base.resolve("webapps/reports/WEB-INF/classes/com/acme/ee"));
        for (String type : List.of("Reports", "Reports$Cleanup")) {
            Files.copy(Libs.PROGRAMS.resolve("com/acme/ee/" + type + ".class"), classes.resolve(type + ".class"));
        }
    }

    /** The command line of its own start script. */
    private Launch tomee() {
        Launch launch = Launch.on(Jdk.RUNNING).options("storage.maxlen=100000");
        for (String opened : List.of("java.lang", "java.io", "java.util", "java.util.concurrent", "java.net")) {
            launch.jvm("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        return launch.property("catalina.home", HOME)
                .property("catalina.base", base)
                .property("java.io.tmpdir", base.resolve("temp"))
                .property("java.util.logging.config.file", base.resolve("conf/logging.properties"))
                .property("java.util.logging.manager", "org.apache.juli.ClassLoaderLogManager")
                .in(base)
                .command(
                        "-cp",
                        HOME.resolve("bin/bootstrap.jar") + ":" + HOME.resolve("bin/tomcat-juli.jar"),
                        "org.apache.catalina.startup.Bootstrap",
                        "start");
    }
}
