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
import dev.asyncz.it.harness.Task;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String KARAF = "org.apache.karaf:apache-karaf-minimal:zip:newest";
    private static final String CASSANDRA = "org.apache.cassandra:cassandra-all:newest";
    private static final String CASSANDRA_PACKAGE = "org.apache.cassandra.";
    private static final String KEYCLOAK = "org.keycloak:keycloak-quarkus-dist:zip:newest";
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

    /** 150 MB on the disk. Its jobs come to its timer in one class of its own, which runs them all. */
    @Test
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_keep_each_line_of_keycloak_once_and_tell_its_jobs_apart() throws IOException {
        copy(Libs.unpacked(KEYCLOAK).resolve("keycloak-" + Libs.version(KEYCLOAK)), folder);
        Path log = folder.resolve("keycloak.log");
        Launch launch = Launch.on(Jdk.RUNNING)
                .script(
                        folder.resolve("bin/kc.sh"),
                        "start-dev",
                        "--http-port=0",
                        "--log=console,file",
                        "--log-file=" + log);
        try (App keycloak = launch.start()) {
            awaitLine(log, "Running the server in development mode");
            assertSame(
                    log, Pattern.compile("\\d{4}-\\S+ \\S+ [A-Z]+ +\\[[^]]*] \\([^)]*\\) (.*)"), keycloak.dashboard());
            assertCalm(keycloak, "Keycloak");
            assertTasks(
                    keycloak.dashboard(),
                    "org.keycloak.services.scheduled.ClearExpiredAdminEvents",
                    "org.keycloak.services.scheduled.ClearExpiredClientInitialAccessTokens",
                    "org.keycloak.services.scheduled.ClearExpiredEvents",
                    "org.keycloak.services.scheduled.ClearExpiredRevokedTokens",
                    "org.keycloak.services.scheduled.ClearExpiredUserSessions");
        }
    }

    /** Dozens of jobs come to few threads through executors of its own. */
    @Test
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_keep_each_line_of_cassandra_once_and_tell_its_jobs_apart() throws IOException {
        Path log = folder.resolve("system.log");
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration><appender name="FILE" class="ch.qos.logback.core.FileAppender"><file>%s</file>
                <encoder><pattern>%%-5level [%%thread] %%date{ISO8601} %%F:%%L - %%msg%%n</pattern></encoder></appender>
                <root level="INFO"><appender-ref ref="FILE"/></root></configuration>
                """.formatted(log));
        Files.writeString(folder.resolve("cassandra.yaml"), """
                cluster_name: shop
                num_tokens: 4
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                endpoint_snitch: SimpleSnitch
                commitlog_sync: periodic
                commitlog_sync_period: 10s
                listen_address: localhost
                rpc_address: localhost
                storage_port: %d
                native_transport_port: %d
                seed_provider: [{class_name: org.apache.cassandra.locator.SimpleSeedProvider}]
                """.formatted(freePort(), freePort()));
        Launch launch = Launch.on(Jdk.RUNNING)
                .libs(CASSANDRA)
                .attachedByEnvironment()
                .jvm("-Xmx1g")
                .jvm(cassandraOpens())
                .property("cassandra.config", folder.resolve("cassandra.yaml").toUri())
                .property("cassandra.storagedir", folder)
                .property("cassandra-foreground", "yes")
                .property("cassandra.skip_wait_for_gossip_to_settle", 0)
                .property("logback.configurationFile", folder.resolve("logback.xml"))
                .command("org.apache.cassandra.service.CassandraDaemon");
        try (App cassandra = launch.start()) {
            awaitLine(log, "Created default superuser role");
            assertSame(log, Pattern.compile("[A-Z]+ +\\[[^]]*] \\S+ \\S+ \\S+ - (.*)"), cassandra.dashboard());
            assertTasks(
                    cassandra.dashboard(),
                    CASSANDRA_PACKAGE + "auth.CassandraRoleManager.scheduleSetupTask",
                    CASSANDRA_PACKAGE + "batchlog.BatchlogManager.start",
                    CASSANDRA_PACKAGE + "gms.Gossiper$GossipTask",
                    CASSANDRA_PACKAGE + "hints.HintsDispatchTrigger",
                    CASSANDRA_PACKAGE + "locator.DynamicEndpointSnitch.<init>",
                    CASSANDRA_PACKAGE + "locator.DynamicEndpointSnitch.<init>#2",
                    CASSANDRA_PACKAGE + "service.LoadBroadcaster.startBroadcasting");
            List<Task> tasks = cassandra.dashboard().tasks();
            assertTrue(tasks.size() > 20, tasks::toString);
            assertTrue(
                    tasks.stream().noneMatch(task -> task.id().startsWith(CASSANDRA_PACKAGE + "concurrent.")),
                    tasks::toString);
            Entry created = cassandra
                    .dashboard()
                    .await(each -> each.message().startsWith("Created default superuser role"), "a line of a job");
            assertEquals(CASSANDRA_PACKAGE + "auth.CassandraRoleManager.scheduleSetupTask", created.taskId());
            assertTrue(created.runId() != null, created::toString);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What its own start script opens, without the tools that it can be attached by. */
    private static String[] cassandraOpens() {
        return Stream.of(
                        "java.base/java.io java.base/java.lang java.base/java.lang.module java.base/java.lang.reflect",
                        "java.base/java.net java.base/java.nio java.base/java.util java.base/java.util.concurrent",
                        "java.base/java.util.concurrent.atomic java.base/sun.nio.ch java.base/jdk.internal.misc",
                        "java.base/jdk.internal.ref java.base/jdk.internal.reflect java.base/jdk.internal.perf",
                        "java.base/jdk.internal.util.jar java.base/jdk.internal.math java.base/jdk.internal.module",
                        "java.base/java.lang.ref java.base/java.util.regex java.rmi/sun.rmi.registry",
                        "java.rmi/sun.rmi.server java.rmi/sun.rmi.transport.tcp",
                        "java.management.rmi/com.sun.jmx.remote.internal.rmi jdk.management/com.sun.management.internal")
                .flatMap(each -> Stream.of(each.split(" ")))
                .flatMap(each -> Stream.of("--add-opens", each + "=ALL-UNNAMED"))
                .toArray(String[]::new);
    }

    /** Known, by these names, and nobody's housekeeping. */
    private static void assertTasks(Dashboard dashboard, String... names) {
        for (String name : names) {
            dashboard.awaitTask(name, task -> !task.infrastructure(), "is the application's");
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

            assertTrue(file.size() > 10, () -> "lines in the file: " + file.size());
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
