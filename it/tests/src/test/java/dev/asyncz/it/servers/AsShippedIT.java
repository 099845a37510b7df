package dev.asyncz.it.servers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Servers whose class loaders hide the boot class path, as they are shipped and by their own scripts: the agent comes by
 * JAVA_TOOL_OPTIONS alone. Each line of a server's own file is held against the dashboard.
 */
final class AsShippedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String KARAF = "org.apache.karaf:apache-karaf-minimal:zip:newest";
    private static final String WILDFLY = "org.wildfly:wildfly-dist:zip:newest";

    private final Path folder = Launch.folder("as-shipped");

    @Test
    void should_keep_each_line_of_karaf_once() throws IOException {
        Path home = Libs.unpacked(KARAF).resolve("apache-karaf-minimal-" + Libs.version(KARAF));
        copy(home.resolve("etc"), folder.resolve("etc"));
        Files.createDirectories(folder.resolve("data"));
        Path shell = folder.resolve("etc/org.apache.karaf.shell.cfg");
        Files.writeString(shell, Files.readString(shell).replace("sshPort = 8101", "sshPort = 0"));
        Launch launch = Launch.on(Jdk.RUNNING)
                .script(home.resolve("bin/karaf"), "server")
                .environment("KARAF_ETC", folder.resolve("etc").toString())
                .environment("KARAF_DATA", folder.resolve("data").toString());
        try (App karaf = launch.start()) {
            Path log = folder.resolve("data/log/karaf.log");
            awaitLine(log, "\\| Done\\.");
            assertSame(log, Pattern.compile("\\S+ \\| [A-Z]+ *\\|[^|]*\\|[^|]*\\|[^|]*\\| (.*)"), karaf.dashboard());
            assertCalm(karaf, "Karaf");
        }
    }

    /** 600 MB on the disk. */
    @Test
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_keep_each_line_of_wildfly_once() throws IOException {
        Path home = Libs.unpacked(WILDFLY).resolve("wildfly-" + Libs.version(WILDFLY));
        copy(home.resolve("standalone"), folder.resolve("standalone"));
        Launch launch = Launch.on(Jdk.RUNNING)
                .script(
                        home.resolve("bin/standalone.sh"),
                        "-Djboss.server.base.dir=" + folder.resolve("standalone"),
                        "-Djboss.http.port=0",
                        "-Djboss.https.port=0",
                        "-Djboss.management.http.port=0");
        try (App wildfly = launch.start()) {
            Path log = folder.resolve("standalone/log/server.log");
            awaitLine(log, "WFLYSRV0025");
            assertSame(
                    log, Pattern.compile("\\d{4}-\\S+ \\S+ [A-Z]+ +\\[[^]]*] \\([^)]*\\) (.*)"), wildfly.dashboard());
            assertCalm(wildfly, "WildFly");
        }
    }

    private static void awaitLine(Path log, String pattern) {
        Pattern line = Pattern.compile(pattern);
        await(log + " has " + pattern)
                .atMost(PATIENCE)
                .until(() -> Files.exists(log) && line.matcher(App.read(log)).find());
    }

    /** The same first lines of messages, as often; what a server logs before it has a file is on the pages alone. */
    private static void assertSame(Path log, Pattern record, Dashboard dashboard) {
        await("the same lines in " + log).atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Long> file = counted(App.read(log)
                    .lines()
                    .map(record::matcher)
                    .filter(Matcher::matches)
                    .map(each -> each.group(1)));
            Map<String, Long> captured = counted(dashboard.allLogs().stream().map(AsShippedIT::firstLine));
            captured.keySet().retainAll(file.keySet());

            assertTrue(file.size() > 20, () -> "lines in the file: " + file.size());
            assertEquals(file, captured);
        });
    }

    private static void assertCalm(App server, String name) {
        String overview = server.dashboard().get("/dashboard/").body();
        assertTrue(overview.contains("<title>Overview · " + name + " · AsyncZ</title>"), overview);
        assertTrue(
                server.dashboard().stats().path("not_captured").isEmpty(),
                server.dashboard().stats()::toString);
    }

    private static String firstLine(Entry entry) {
        return entry.message().lines().findFirst().orElse("");
    }

    private static Map<String, Long> counted(Stream<String> lines) {
        return lines.map(String::strip)
                .collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }
}
