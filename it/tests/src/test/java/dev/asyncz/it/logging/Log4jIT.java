package dev.asyncz.it.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Oracle;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line exactly once, whatever becomes of the configuration; the oracle is the application's own file. */
@OnEachJdk
final class Log4jIT {
    private static final String ALL_ASYNC = "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";

    private final Jdk jdk;

    Log4jIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @CsvSource({
        Libs.LOG4J_OLDEST + ", ''",
        Libs.LOG4J_MIDDLE + ", ''",
        Libs.LOG4J_LATEST + ", ''",
        Libs.LOG4J_LATEST + ", " + ALL_ASYNC
    })
    void should_capture_every_line_once_through_every_reconfiguration(String log4j, String selector) {
        try (App app = Launch.on(jdk)
                .main("com.acme.logs.ManyLoggers")
                .libs(log4j, Libs.DISRUPTOR)
                .property("log4j2.configurationFile", "log4j2-many-loggers.xml")
                .property("log4j2.contextSelector", selector)
                .options("storage.maxlen=100000")
                .start()) {
            app.awaitStdout("ready").dashboard().awaitMessage("the last line");
            List<Oracle.Line> first = Oracle.lines(app.folder().resolve("oracle.log"));
            List<Oracle.Line> second = Oracle.lines(app.folder().resolve("second-oracle.log"));
            List<Oracle.Line> file =
                    Stream.concat(first.stream(), second.stream()).toList();
            assertTrue(
                    second.size() > 100
                            && first.size() > 1_000
                            && first.get(first.size() - 1).message().equals("the last line"),
                    "the oracle has lines");

            assertEquals(sortedFile(file), sorted(app.dashboard().allLogs()));
        }
    }

    @Test
    void should_capture_from_the_log4j_of_each_class_loader() {
        try (App app = Launch.on(jdk)
                .main("com.acme.tenants.TwoLoaders", classPath(Libs.LOG4J_OLDEST), classPath(Libs.LOG4J_LATEST))
                .start()) {
            app.awaitStdout("ready");
            for (String version : List.of("2.17.2", "2.26.1")) {
                app.dashboard().awaitMessage("deployed with Log4j " + version);
                assertEquals(
                        "com.acme.tenants.Deployed$Work",
                        app.dashboard()
                                .awaitMessage("working with Log4j " + version)
                                .taskId());
            }
            assertEquals(4, app.dashboard().logs().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Libs.LOG4J_OLDEST, Libs.LOG4J_LATEST})
    void should_keep_what_a_line_has_beyond_its_text(String log4j) {
        try (App app =
                Launch.on(jdk).main("com.acme.logs.RichLines").libs(log4j).start()) {
            Dashboard dashboard = app.dashboard();
            dashboard.awaitMessage("the last line");

            assertMessagesWithFields(dashboard);
            assertContextStackAndMarker(dashboard);
            assertExceptions(dashboard);
            assertLevels(dashboard);
            assertEquals("rich main", dashboard.awaitMessage("the last line").extra("thread"));
            dashboard.awaitMessage("lookups ${jndi:ldap://127.0.0.1:1/x} stay as they are: ${env:HOME}");
            dashboard.awaitMessage("two\nlines");
            dashboard.awaitMessage("an object's text");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Libs.LOG4J_OLDEST, Libs.LOG4J_MIDDLE, Libs.LOG4J_LATEST})
    void should_keep_every_line_once_when_the_application_removes_appenders_that_it_does_not_know(String log4j) {
        try (App app =
                Launch.on(jdk).main("com.acme.logs.Tidy").libs(log4j).start().awaitStdout("ready")) {
            Dashboard dashboard = app.dashboard();
            assertEquals("DEBUG", dashboard.awaitMessage("verbose").level());
            assertEquals("WARN", dashboard.awaitMessage("notice").level());
            assertEquals(
                    List.of(
                            "before",
                            "all known removed",
                            "removed by name",
                            "removed from the logger",
                            "additive",
                            "not additive",
                            "additive again",
                            "verbose",
                            "notice"),
                    dashboard.logs().stream().map(Entry::message).toList());
            assertFalse(app.stdout().contains("AsyncZ"), app.stdout());
        }
    }

    private static void assertMessagesWithFields(Dashboard dashboard) {
        Entry map = dashboard.await(each -> each.message().contains("order=\"4711\""), "the map message");
        Entry structured = dashboard.awaitMessage("money moved");
        Entry own = dashboard.awaitMessage("a map's own message");

        assertTrue(map.extra().toString().contains("\"total\":\"12.50\""), map::toString);
        assertTrue(structured.extra().toString().contains("\"amount\":\"100\""), structured::toString);
        assertEquals("{\"order\":\"4712\"}", own.extra("fields"));
    }

    private static void assertContextStackAndMarker(Dashboard dashboard) {
        String stack = dashboard.awaitMessage("with a stack").extra().toString();
        String context = dashboard.awaitMessage("with a context").extra().toString();
        String marker = dashboard.awaitMessage("with a marker").extra().toString();

        assertTrue(stack.contains("outer") && stack.contains("inner"), stack);
        assertTrue(context.contains("\"customer\":\"Ana\""), context);
        assertTrue(marker.contains("LOGIN"), marker);
        assertFalse(marker.contains("Ana") || marker.contains("inner"), "what was cleared is gone: " + marker);
    }

    private static void assertExceptions(Dashboard dashboard) {
        String nested = dashboard.awaitMessage("with an exception").extra("exception");
        String cyclic = dashboard.awaitMessage("with a cyclic cause").extra("exception");

        assertTrue(nested.startsWith("java.lang.IllegalStateException: outer"), nested);
        assertTrue(nested.contains("Caused by: java.io.IOException: inner cause"), nested);
        assertTrue(nested.contains("at com.acme.logs.RichLines.main(RichLines.java:"), nested);
        assertTrue(cyclic.contains("back again"), cyclic);
        dashboard.awaitMessage("with an exception that throws");
    }

    private static void assertLevels(Dashboard dashboard) {
        Entry notice = dashboard.awaitMessage("of a level of its own");
        Entry fatal = dashboard.awaitMessage("fatal");

        assertEquals("NOTICE", notice.extra("level"));
        assertEquals("ERROR", fatal.level());
        assertEquals("FATAL", fatal.extra("level"));
    }

    private static String classPath(String set) {
        List<Path> paths = new ArrayList<>(Libs.jars(set));
        paths.add(Libs.PROGRAMS);
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> sortedFile(List<Oracle.Line> lines) {
        return lines.stream()
                .map(line -> line.level() + "|" + line.logger() + "|" + line.message())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static List<String> sorted(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.ownLevel() + "|" + entry.logger() + "|" + entry.message())
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
