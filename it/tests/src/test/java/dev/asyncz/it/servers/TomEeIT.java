package dev.asyncz.it.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
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
    private static final String TOMEE = "org.apache.tomee:apache-tomee:zip:webprofile:newest";
    private static final Path HOME = Libs.unpacked(TOMEE).resolve("apache-tomee-webprofile-" + Libs.version(TOMEE));

    private final Path base = Launch.folder("tomee");

    @Test
    void should_name_the_runs_of_enterprise_beans_by_their_methods() throws IOException {
        Assumptions.assumeFalse(Jdk.RUNNING.isAtLeast25(), "TomEE 9.0.0 needs a security policy");
        deploy();
        try (App tomee = tomee().start()) {
            Dashboard dashboard = tomee.dashboard();

            ReportsBean.assertRuns(dashboard);
            assertEquals(
                    0,
                    tomee.terminate().agentLines().stream()
                            .filter(line -> line.contains("not captured"))
                            .count());
        }
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
