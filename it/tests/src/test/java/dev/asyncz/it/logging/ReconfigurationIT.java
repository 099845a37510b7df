package dev.asyncz.it.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Log4j configured anew while the application logs: nothing is missed, and nothing captured twice. */
@OnEachJdk
final class ReconfigurationIT {
    private static final Pattern COUNT = Pattern.compile("(\\S+\\.load)=(\\d+)");

    private final Jdk jdk;

    ReconfigurationIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_capture_every_line_once_when_log4j_reads_its_changed_file() throws IOException {
        Path folder = Launch.folder("watched-" + jdk);
        Files.copy(Libs.PROGRAMS.resolve("log4j2-watched.xml"), folder.resolve("log4j2-watched.xml"));
        try (App app = reloads(2, "watched").in(folder).start()) {
            assertEachLineOnce(app, 2);
        }
    }

    @Test
    void should_capture_every_line_once_through_many_reconfigurations() {
        try (App app = reloads(100).start()) {
            assertEachLineOnce(app, 100);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    void should_capture_every_line_once_through_a_thousand_reconfigurations() {
        try (App app = reloads(1_000).start()) {
            assertEachLineOnce(app, 1_000);
        }
    }

    @Test
    void should_capture_every_line_once_when_spring_boot_configures_log4j_and_sets_levels() {
        try (App app = Launch.on(jdk)
                .main("com.acme.spring.BootLogging", "--logging.config=classpath:log4j2-watched.xml")
                .libs("org.springframework.boot:spring-boot-starter:3.5.x "
                        + "!org.springframework.boot:spring-boot-starter-logging "
                        + "org.springframework.boot:spring-boot-starter-log4j2:3.5.x")
                .start()) {
            app.dashboard().awaitMessage("the last line");
            List<String> logged = Oracle.lines(app.folder().resolve("oracle.log")).stream()
                    .map(Oracle.Line::message)
                    .toList();

            assertTrue(
                    logged.containsAll(
                            List.of("before Boot", "configured by Boot", "at trace by Boot", "the last line")),
                    logged::toString);
            assertEquals(
                    logged, app.dashboard().logs().stream().map(Entry::message).toList());
        }
    }

    private Launch reloads(int times, String... how) {
        String[] arguments = IntStream.rangeClosed(0, how.length)
                .mapToObj(i -> i == 0 ? String.valueOf(times) : how[i - 1])
                .toArray(String[]::new);
        return Launch.on(jdk)
                .main("com.acme.logs.Reloads", arguments)
                .libs(Libs.LOG4J_LATEST)
                .property("log4j2.configurationFile", how.length > 0 ? "log4j2-watched.xml" : "log4j2-many-loggers.xml")
                .options("storage.maxlen=1000000", "storage.maxbytes=1g");
    }

    /** The program counts what it logs: its own file misses what is logged while Log4j changes over. */
    private static void assertEachLineOnce(App app, int times) {
        app.awaitStdout("ready");
        Map<String, List<String>> messages = app.dashboard().allLogs().stream()
                .collect(Collectors.groupingBy(Entry::logger, Collectors.mapping(Entry::message, Collectors.toList())));
        List<MatchResult> counts = COUNT.matcher(app.stdout()).results().toList();

        assertEquals(numbered("reconfiguration ", times), messages.get("audit.probe"));
        assertTrue(app.stdout().contains("meetings=[1]"), app.stdout());
        assertEquals(2, counts.size());
        for (MatchResult each : counts) {
            assertEquals(numbered("line ", Integer.parseInt(each.group(2))), messages.get(each.group(1)));
        }
    }

    private static List<String> numbered(String text, int count) {
        return IntStream.range(0, count).mapToObj(i -> text + i).toList();
    }
}
