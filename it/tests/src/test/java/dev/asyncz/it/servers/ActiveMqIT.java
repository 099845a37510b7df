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
import dev.asyncz.it.harness.OnEachJdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Apache ActiveMQ as it ships, at DEBUG: Log4j in a class loader of its own, a Jetty of its own, executors and timers.
 * Its own log file is the oracle.
 */
@OnEachJdk
final class ActiveMqIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ACTIVEMQ = "org.apache.activemq:apache-activemq:zip:bin:newest";
    private static final String READY = "Apache ActiveMQ " + Libs.version(ACTIVEMQ) + " (localhost, ";
    private static final Path HOME = Libs.unpacked(ACTIVEMQ).resolve("apache-activemq-" + Libs.version(ACTIVEMQ));
    private static final Pattern RECORD = Pattern.compile(
            "(?s)(?<ts>\\S+ \\S+) \\| (?<level>[A-Z]+) *\\| (?<message>.*) \\| (?<logger>\\S*) \\| [^\\n]*?(\\n.*)?");
    private static final Pattern BEGINNING =
            Pattern.compile("\\n(?=\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} \\| [A-Z]+ *\\| )");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    private final Jdk jdk;
    private final Path folder;

    ActiveMqIT(Jdk jdk) {
        this.jdk = jdk;
        this.folder = Launch.folder("activemq-" + jdk.name());
    }

    @Test
    void should_show_each_line_of_its_own_log_once_and_stop_as_without_the_agent() throws IOException {
        configure();
        try (App broker = broker().start()) {
            Dashboard dashboard = broker.dashboard();
            await("ActiveMQ has started").atMost(PATIENCE).until(() -> startedLines() == 1);
            awaitScheduledWork(dashboard);
            assertEveryLineOnce(dashboard);
            await("scheduled work of several kinds")
                    .atMost(PATIENCE)
                    .until(() -> dashboard.tasks().size() > 1);

            int exitCode = broker.terminate().exitCode();
            assertEquals(exitCodeWithoutTheAgent(), exitCode);
        }
    }

    /** What the file had before the dashboard was asked must be in it, and nothing that the file has not afterwards. */
    private void assertEveryLineOnce(Dashboard dashboard) {
        Map<String, Long> before = counted(fileLines().stream());
        Map<String, Long> captured = counted(
                dashboard.allLogs().stream().filter(ActiveMqIT::isTheBrokers).map(ActiveMqIT::key));
        await("the file has all that was captured")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(
                        List.of(),
                        missing(captured, counted(fileLines().stream())),
                        "captured, but not in the file so often"));

        assertTrue(before.size() > 200, "lines in the file: " + before.size());
        assertEquals(List.of(), missing(before, captured), "in the file, but not captured so often");
    }

    private static void awaitScheduledWork(Dashboard dashboard) {
        await("lines of scheduled tasks")
                .atMost(PATIENCE)
                .until(() ->
                        dashboard.allLogs().stream().anyMatch(each -> each.taskId() != null && isTheBrokers(each)));
    }

    private static boolean isTheBrokers(Entry entry) {
        return !entry.logger().equals("asyncz.task");
    }

    private int exitCodeWithoutTheAgent() {
        long known = startedLines();
        try (App broker = broker().withoutAgent().start()) {
            await("ActiveMQ has started without the agent").atMost(PATIENCE).until(() -> startedLines() > known);
            return broker.terminate().exitCode();
        }
    }

    private long startedLines() {
        if (!Files.exists(log())) {
            return 0;
        }
        return fileLines().stream()
                .filter(line -> line.contains(READY) && line.contains("started"))
                .count();
    }

    private static List<String> missing(Map<String, Long> some, Map<String, Long> all) {
        return some.entrySet().stream()
                .filter(each -> all.getOrDefault(each.getKey(), 0L) < each.getValue())
                .map(each -> each.getValue() + " × " + each.getKey() + ", but " + all.getOrDefault(each.getKey(), 0L))
                .toList();
    }

    private static Map<String, Long> counted(Stream<String> lines) {
        return lines.collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
    }

    private static String key(Entry entry) {
        String ts = LocalDateTime.ofInstant(java.time.Instant.parse(entry.ts()), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MILLIS)
                .format(TIME);
        return ts + " " + entry.level() + " " + entry.logger() + " " + entry.message();
    }

    private List<String> fileLines() {
        try (Stream<Path> files = Files.list(log().getParent())) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("activemq.log"))
                    .toList()) {
                for (String each : BEGINNING.split(Files.readString(file))) {
                    Matcher record = RECORD.matcher(each);
                    if (record.matches()) {
                        lines.add(record.group("ts") + " " + record.group("level") + " " + record.group("logger") + " "
                                + record.group("message"));
                    }
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return folder.resolve("data/activemq.log");
    }

    /** A base of its own beside the distribution: DEBUG, and any free ports in place of the fixed ones. */
    private void configure() throws IOException {
        Path shipped = HOME.resolve("conf");
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.createDirectories(folder.resolve("data"));
        try (Stream<Path> files = Files.list(shipped)) {
            for (Path file : files.toList()) {
                Files.copy(file, conf.resolve(file.getFileName()));
            }
        }
        replace(conf.resolve("log4j2.properties"), "rootLogger.level=INFO", "rootLogger.level=DEBUG");
        // At DEBUG it would roll the beginning away.
        replace(conf.resolve("log4j2.properties"), "size.size=1MB", "size.size=1GB");
        replace(conf.resolve("activemq.xml"), "://0\\.0\\.0\\.0:\\d+\\?", "://127.0.0.1:0?");
        // Once a minute as it ships: too seldom to wait for.
        replace(conf.resolve("activemq.xml"), "brokerName=", "schedulePeriodForDestinationPurge=\"1000\" brokerName=");
        replace(conf.resolve("jetty.xml"), "value=\"8161\"", "value=\"0\"");
    }

    private static void replace(Path file, String pattern, String replacement) throws IOException {
        String text = Files.readString(file);
        String changed = text.replaceAll(pattern, replacement);
        assertTrue(!changed.equals(text), file + " has " + pattern);
        Files.writeString(file, changed);
    }

    /** The command line of its own start script. */
    private Launch broker() {
        Path conf = folder.resolve("conf");
        Launch launch = Launch.on(jdk).options("storage.maxlen=500000", "storage.maxbytes=1g");
        for (String opened : List.of("java.security", "java.net", "java.lang", "java.util", "java.util.concurrent")) {
            launch.jvm("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        return launch.jvm("-Xmx512M", "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED")
                .property("user.timezone", "UTC")
                .property("java.awt.headless", true)
                .property("java.security.auth.login.config", conf.resolve("login.config"))
                .property("activemq.classpath", conf + ":" + HOME.resolve("lib"))
                .property("activemq.home", HOME)
                .property("activemq.base", folder)
                .property("activemq.conf", conf)
                .property("activemq.data", folder.resolve("data"))
                .property("jolokia.conf", "file:" + conf.resolve("jolokia-access.xml"))
                .in(folder)
                .jar(HOME.resolve("bin/activemq.jar"), "start");
    }
}
