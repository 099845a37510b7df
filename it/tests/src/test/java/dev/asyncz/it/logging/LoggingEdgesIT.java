package dev.asyncz.it.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where frameworks meet each other, Spring Boot, the console, an old version, or themselves. */
@OnEachJdk
final class LoggingEdgesIT {
    private static final Pattern RUN =
            Pattern.compile("^com\\.acme\\.boot\\.BootWithLogback\\.work\\|[-0-9a-f]{36}\\|.*run [12]$");
    private static final String LOGBACK = "ch.qos.logback:logback-classic:1.5.x";

    private final Jdk jdk;

    LoggingEdgesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_tell_one_line_that_is_handed_on_from_two_lines() {
        try (App app = Launch.on(jdk)
                .main("com.acme.logs.Crossings")
                .libs(LOGBACK, "org.slf4j:jul-to-slf4j:newest")
                .property("logback.configurationFile", "logback-crossings.xml")
                .start()) {
            app.awaitStdout("ready").dashboard().awaitMessage("the last line");
            List<String> kept = app.dashboard().logs().stream()
                    .map(each -> each.level() + " " + each.logger() + " " + each.message())
                    .toList();

            assertEquals(
                    List.of(
                            "INFO com.acme.Slf4j said while it was printed",
                            "INFO com.acme.Slf4j an object: talkative",
                            "INFO com.acme.filtered passes the filter",
                            "INFO com.acme.own info of com.acme.own",
                            "INFO com.acme.own warning of com.acme.own",
                            "ERROR com.acme.Slf4j could not write a line",
                            "INFO com.acme.troubled info of com.acme.troubled",
                            "ERROR com.acme.Slf4j could not write a line",
                            "WARN com.acme.troubled warning of com.acme.troubled",
                            "WARN com.acme.quiet.bridge warning of com.acme.quiet.bridge",
                            "INFO com.acme.quiet.both info of com.acme.quiet.both",
                            "WARN com.acme.quiet.both warning of com.acme.quiet.both",
                            "INFO com.acme.Slf4j the last line"),
                    kept);
            assertTrue(app.stdout().contains("filter asked 2 times"), app.stdout());
        }
    }

    @ParameterizedTest
    @CsvSource({"2.7.x", "3.5.x"})
    void should_capture_on_when_spring_boot_resets_logback(String boot) {
        try (App app = Launch.on(jdk)
                .main("com.acme.boot.BootWithLogback")
                .libs("org.springframework.boot:spring-boot-starter:" + boot)
                .property("logging.file.name", "oracle.log")
                .property("logging.pattern.file", "%level|%logger|%X{task_id}|%X{run_id}|%m%n%nopex")
                .start()) {
            app.awaitStdout("ready").dashboard().awaitMessage("the last line");
            List<String> kept = app.dashboard().logs().stream()
                    .map(LoggingEdgesIT::line)
                    .collect(Collectors.toCollection(ArrayList::new));
            assertEquals(
                    2, kept.stream().filter(each -> RUN.matcher(each).find()).count(), kept::toString);
            for (Oracle.Line each : Oracle.lines(app.folder().resolve("oracle.log"))) {
                assertTrue(kept.remove(line(each)), () -> line(each) + " of the file is not in " + kept);
            }

            // What comes before Spring has the file goes to the console alone.
            assertTrue(kept.get(0).endsWith("before Spring"), kept::toString);
            assertTrue(kept.stream().noneMatch(each -> each.contains("run ")), kept::toString);
        }
    }

    @Test
    void should_capture_what_is_printed_and_leave_it_as_it_is() throws IOException {
        App.Ended without;
        try (App app = prints().withoutAgent().start()) {
            without = app.awaitStdout("ready").end();
        }
        try (App app = prints().options("capture.stdout=true").start()) {
            app.awaitStdout("ready").dashboard();
            List<Entry> entries = app.dashboard()
                    .awaitLogs(
                            all -> all.stream().anyMatch(each -> each.message().equals("ready")),
                            "the last printed line");
            App.Ended ended = app.end();

            assertEquals(without.stdout(), ended.stdout());
            assertTrue(ended.stderr().contains("asynchronously logged to the console"), ended.stderr());
            assertEquals("printed to a file\n", Files.readString(app.folder().resolve("printed.txt")));
            assertPrinted(entries);
        }
    }

    private static void assertPrinted(List<Entry> entries) {
        assertEquals(
                List.of(
                        "stdout printed by main",
                        "stdout a line [task]",
                        "stdout in pieces, naïve [task]",
                        "stdout two [task]",
                        "stdout lines [task]",
                        "stderr an error [task]",
                        "com.acme.logs.Prints logged to the console [task]",
                        "stdout raw bytes [task]",
                        "stdout x [task]",
                        "stderr java.lang.IllegalStateException: outer [task]",
                        "stdout no end [task]",
                        "stdout printed after the run",
                        "stdout it is what it was: true class java.io.PrintStream",
                        "stdout printed to a file",
                        "stderr Exception in thread \"dies\" java.lang.IllegalArgumentException: nobody catches this",
                        "stdout ready"),
                entries.stream()
                        .map(each -> each.logger() + " " + each.message() + (each.runId() == null ? "" : " [task]"))
                        .toList());
        for (Entry each : entries) {
            assertEquals(each.logger().equals("stderr") ? "ERROR" : "INFO", each.level(), each::toString);
        }
        String trace = entries.get(9).extra("exception");
        assertTrue(
                trace.startsWith("java.lang.IllegalStateException: outer\n\tat com.acme.logs.Prints$Work.run("), trace);
        assertTrue(trace.contains("\nCaused by: java.lang.RuntimeException: inner\n"), trace);
    }

    private Launch prints() {
        return Launch.on(jdk)
                .main("com.acme.logs.Prints")
                .libs(LOGBACK)
                .property("file.encoding", "UTF-8")
                .property("stdout.encoding", "UTF-8")
                .property("logback.configurationFile", "logback-console.xml");
    }

    @Test
    void should_switch_off_one_hook_where_a_library_lacks_a_member(@TempDir Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("ch/qos/logback/classic"))
                .resolve("Logger.java");
        Files.writeString(source, """
                package ch.qos.logback.classic;

                public class Logger {
                    public static void main(String[] arguments) throws Exception {
                        new Logger().append("of an unknown Logback");
                        java.util.logging.Logger.getLogger("com.acme").info("captured all the same");
                        System.in.read();
                    }

                    void append(String line) {
                        System.out.println(line);
                    }
                }
                """);
        assertEquals(0, ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, source.toString()));
        try (App app = Launch.on(jdk)
                .jvm("-cp", folder.toString())
                .command("ch.qos.logback.classic.Logger")
                .start()) {
            app.dashboard().awaitMessage("captured all the same");
            List<String> warnings = app.end().agentLines().stream()
                    .filter(line -> line.contains("ch.qos.logback"))
                    .toList();

            assertEquals(1, warnings.size(), warnings::toString);
            assertTrue(
                    warnings.get(0)
                            .contains(
                                    "ch.qos.logback.classic.Logger is not captured: this version has no callAppenders("),
                    warnings::toString);
            assertTrue(app.stdout().contains("of an unknown Logback"), app.stdout());
        }
    }

    private static String line(Oracle.Line line) {
        return Stream.of(line.task(), line.run(), line.level(), line.logger(), line.message())
                .reduce((one, other) -> one + "|" + other)
                .orElseThrow();
    }

    private static String line(Entry entry) {
        return Stream.of(
                        entry.taskId() == null ? "" : entry.taskId(),
                        entry.runId() == null ? "" : entry.runId(),
                        entry.level(),
                        entry.logger(),
                        entry.message())
                .reduce((one, other) -> one + "|" + other)
                .orElseThrow();
    }
}
