package dev.asyncz.it.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Oracle;
import dev.asyncz.it.harness.matrix.Cell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One scenario through every framework and every bridge between them, against the application's own files: each line
 * exactly once, with its task and run, in the dashboard and in the file.
 */
@OnEachJdk
final class LoggingFrameworksIT {
    private static final String LOGBACK = "ch.qos.logback:logback-classic:";
    private static final String LOGSTASH = "net.logstash.logback:logstash-logback-encoder:8.1";
    private static final String LOG4J2 =
            "org.apache.logging.log4j:log4j-slf4j2-impl:2.26.1 org.apache.logging.log4j:log4j-core:2.26.1 "
                    + Libs.DISRUPTOR;
    private static final String JUL_TO_SLF4J = "org.slf4j:jul-to-slf4j:2.0.17 org.slf4j:jcl-over-slf4j:2.0.17";
    private static final String JUL_CONFIGURATION = "java.util.logging.config.file=" + Libs.PROGRAMS + "/";
    private static final String ALL_ASYNC =
            "log4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";

    /** Voices that have a thread context. */
    private static final Set<String> WITH_CONTEXT = Set.of("Slf4j", "Slf4j2", "Logstash", "Log4j2", "Log4j1", "Jboss");

    private static final String TASK = "com.acme.voices.Scenario$Round";

    private final Jdk jdk;

    LoggingFrameworksIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @EnumSource
    void should_keep_every_line_once_with_its_task(Setup setup) {
        try (App app = setup.launch(jdk).start()) {
            app.awaitStdout("ready");
            Lines lines = Lines.of(app, setup.voices);

            lines.assertWhole(setup.showsContext);
            lines.assertBound();
            Stream.of(setup.voices).filter(WITH_CONTEXT::contains).forEach(lines::assertContext);
            Stream.of(setup.voices)
                    .filter(voice -> !voice.startsWith("manager="))
                    .forEach(voice -> lines.assertRich(setup.name, voice));
            assertTrue(!setup.manages() || app.stdout().contains("managed by com.acme."), app.stdout());
        }
        Cell.of(Cell.Kind.LOGGING, setup.name, setup.version, jdk).passed();
    }

    /** What logs, and what it is handed on to. */
    enum Setup {
        LOGBACK_1_2("Logback", "1.2.13", LOGBACK + "1.2.13 org.slf4j:log4j-over-slf4j:1.7.36", "Slf4j Log4j1"),
        LOGBACK_1_3("Logback", "1.3.16", LOGBACK + "1.3.16", "Slf4j2"),
        LOGBACK_1_5("Logback", "1.5.18", LOGBACK + "1.5.18 " + LOGSTASH, "Slf4j2 Logstash"),
        LOGBACK_WITH_ALL_BRIDGES(
                "Logback",
                "1.6.6",
                LOGBACK + "1.6.6 " + JUL_TO_SLF4J + " org.apache.logging.log4j:log4j-to-slf4j:2.24.3",
                "Slf4j2 JulTexts Jcl Log4j2 System",
                JUL_CONFIGURATION + "jul-to-slf4j.properties"),

        LOG4J2_WITH_ALL_BRIDGES(
                "Log4j 2",
                "2.26.1",
                LOG4J2 + " org.apache.logging.log4j:log4j-1.2-api:2.26.1 org.apache.logging.log4j:log4j-jul:2.26.1",
                "Slf4j2 Jul Log4j2 System Log4j1",
                "java.util.logging.manager=org.apache.logging.log4j.jul.LogManager"),
        ALL_ASYNC_LOG4J2_WITH_BRIDGES(
                "Log4j 2",
                "2.26.1",
                LOG4J2 + " org.apache.logging.log4j:log4j-jul:2.26.1",
                "Slf4j2 Jul Log4j2",
                ALL_ASYNC,
                JUL_CONFIGURATION + "jul-to-log4j2.properties"),
        ALL_ASYNC_LOG4J2_BELOW_SLF4J(
                "Log4j 2",
                "2.26.1",
                LOG4J2 + " " + JUL_TO_SLF4J + " org.slf4j:slf4j-jdk-platform-logging:2.0.17",
                "Slf4j2 JulTexts Jcl System",
                ALL_ASYNC,
                JUL_CONFIGURATION + "jul-to-slf4j.properties"),

        JUL(
                "java.util.logging",
                "the JDK's",
                "",
                "manager=com.acme.attach.CustomLogManager JulTexts System",
                JUL_CONFIGURATION + "jul-oracle.properties"),
        JULI(
                "Tomcat JULI",
                "11.0.27",
                "org.apache.tomcat:tomcat-juli:11.0.27",
                "JulTexts System",
                "java.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                JUL_CONFIGURATION + "juli-oracle.properties"),
        JBOSS(
                "JBoss LogManager",
                "3.1.2.Final",
                "org.jboss.logmanager:jboss-logmanager:3.1.2.Final",
                "Jboss Jul System",
                "java.util.logging.manager=org.jboss.logmanager.LogManager",
                "logging.configuration=file:" + Libs.PROGRAMS + "/jboss-oracle.properties"),

        LOG4J1("Log4j 1", "1.2.17", "log4j:log4j:1.2.17", "Log4j1"),
        RELOAD4J(
                "reload4j",
                "1.2.27",
                "ch.qos.reload4j:reload4j:1.2.27 org.slf4j:slf4j-reload4j:2.0.17",
                "Log4j1 Slf4j");

        private final String name;
        private final String version;
        private final String libs;
        private final String[] voices;
        private final String[] properties;
        private final boolean showsContext;

        Setup(String name, String version, String libs, String voices, String... properties) {
            this.name = name;
            this.version = version;
            this.libs = libs;
            this.voices = voices.split(" ");
            this.properties = properties;
            // java.util.logging has no context that a file could show.
            this.showsContext = !name.equals("java.util.logging") && !name.equals("Tomcat JULI");
        }

        Launch launch(Jdk jdk) {
            Launch launch = Launch.on(jdk)
                    .main("com.acme.voices.Scenario", voices)
                    .property("logback.configurationFile", "logback-oracle.xml")
                    .property("log4j2.configurationFile", "log4j2-both.xml")
                    .property("log4j.configuration", "log4j1-oracle.xml");
            for (String each : properties) {
                launch.jvm("-D" + each);
            }
            return libs.isEmpty() ? launch : launch.libs(libs);
        }

        boolean manages() {
            return voices[0].startsWith("manager=");
        }
    }

    /** What was kept, beside what the application wrote to files of its own. */
    private record Lines(Dashboard dashboard, List<Entry> entries, List<List<Oracle.Line>> files) {

        static Lines of(App app, String... voices) {
            String last = voices[voices.length - 1] + " after all tasks";
            app.dashboard().awaitMessage(last);
            List<List<Oracle.Line>> files = files(app, last);
            assertTrue(files.size() > 0 && files.get(0).size() > 10, "the application wrote a file");
            return new Lines(app.dashboard(), app.dashboard().logs(), files);
        }

        private static List<List<Oracle.Line>> files(App app, String last) {
            return Stream.of("oracle.log", "oracle-async.log")
                    .map(app.folder()::resolve)
                    .filter(Files::exists)
                    .map(file -> await(file, last))
                    .toList();
        }

        private static List<Oracle.Line> await(Path file, String last) {
            return Awaitility.await(file.toString())
                    .atMost(java.time.Duration.ofSeconds(30))
                    .until(
                            () -> Oracle.lines(file),
                            lines -> lines.stream()
                                    .anyMatch(line -> line.message().equals(last)));
        }

        /** @param inTheFiles whether the framework has a context that the files' pattern shows */
        void assertWhole(boolean inTheFiles) {
            for (List<Oracle.Line> file : files) {
                assertEquals(
                        file.stream()
                                .map(line -> written(line, inTheFiles))
                                .sorted()
                                .toList(),
                        entries.stream()
                                .map(entry -> kept(entry, inTheFiles))
                                .sorted()
                                .toList());
            }
        }

        private static String written(Oracle.Line line, boolean bound) {
            return level(line.level()) + "|" + line.logger() + "|" + (bound ? line.task() + "|" + line.run() + "|" : "")
                    + line.message();
        }

        /** JBoss writes either of two names. */
        private static String level(String level) {
            return level.equals("SEVERE") ? "ERROR" : level.equals("WARNING") ? "WARN" : level;
        }

        private static String kept(Entry entry, boolean bound) {
            // A key-value names the task of the entry; Logback's %X shows the context alone.
            boolean named = entry.extra().path("fields").has("task_id");
            String task = named ? TASK : entry.taskId();
            return (entry.extra().has("level") ? entry.extra("level") : entry.level()) + "|" + entry.logger() + "|"
                    + (bound ? orEmpty(task) + "|" + orEmpty(entry.runId()) + "|" : "") + entry.message();
        }

        private static String orEmpty(@Nullable String value) {
            return value == null ? "" : value;
        }

        /** Each round is one run, whichever thread it logs on, and nothing else belongs to any. */
        void assertBound() {
            Set<String> runs = new HashSet<>();
            for (Entry each : entries) {
                if (!each.message().contains(" round ")) {
                    assertNull(each.taskId(), each::toString);
                    assertNull(each.runId(), each::toString);
                    assertTrue(!each.message().contains(", ") || each.message().endsWith(" null"), each::toString);
                    continue;
                }
                assertNotNull(each.runId(), each::toString);
                runs.add(each.runId() + each.message().replaceFirst(": .*", ""));
                if (!each.message().contains("of its own")) {
                    assertEquals(TASK, each.taskId(), each::toString);
                }
            }
            long rounds = entries.stream()
                    .filter(each -> each.message().endsWith(": plain"))
                    .count();
            assertEquals(rounds, runs.size(), runs::toString);
        }

        /** What the thread context of this voice showed, kept and lost. */
        void assertContext(String voice) {
            String first = voice + " round 1: ";
            dashboard.awaitMessage(first + "looked up " + TASK);
            assertEquals(
                    "{\"customer\":\"Ana\"}",
                    dashboard.awaitMessage(first + "with a context").extra("mdc"));
            assertEquals("", dashboard.awaitMessage(first + "after clear").extra("mdc"));
            assertEquals(
                    "own-job",
                    dashboard.awaitMessage(first + "with a job of its own").taskId());
        }

        /** What this voice's lines have beyond their texts. */
        void assertRich(String framework, String voice) {
            String first = voice + " round 1: ";
            String thrown = dashboard.awaitMessage(first + "with an exception").extra("exception");
            assertTrue(thrown.startsWith("java.lang.IllegalStateException: outer\n\tat com.acme.voices."), thrown);
            assertTrue(thrown.contains("\nCaused by: java.io.IOException: inner\n"), thrown);
            switch (voice) {
                case "Slf4j" -> assertMarker(framework, first);
                case "Slf4j2" -> {
                    assertMarker(framework, first);
                    assertSlf4j2(framework, first);
                }
                case "Logstash" -> {
                    assertExtra(
                            first + "arguments order=4711 [a, b]",
                            "fields",
                            "{\"order\":4711,\"items\":[\"a\",\"b\"]}");
                    assertExtra(first + "entries {depth=2}", "fields", "{\"depth\":2}");
                    assertExtra(first + "markers that are fields", "fields", "{\"customer\":\"Ana\",\"total\":12.5}");
                    assertExtra(first + "markers that are fields", "marker", "AUDIT");
                }
                case "Log4j2" -> assertExtra(first + "with a marker", "marker", "AUDIT");
                case "Log4j1" -> {
                    // log4j-over-slf4j hands on neither the stack nor the level.
                    String stack = framework.equals("Log4j 2") ? "[\"outer\",\"inner\"]" : "outer inner";
                    assertExtra(first + "with a stack", "ndc", framework.equals("Logback") ? "" : stack);
                    assertExtra(first + "fatal", "level", framework.equals("Logback") ? "" : "FATAL");
                }
                case "Jboss" -> {
                    assertExtra(first + "with a marker", "marker", "LOGIN");
                    assertExtra(first + "with a marker", "ndc", "outer");
                }
                case "JulTexts" -> {
                    dashboard.awaitMessage(first + "translated by a bundle");
                    dashboard.awaitMessage(first + "with 2 parameters");
                }
                default -> dashboard.awaitMessage(first + "plain");
            }
        }

        private void assertMarker(String framework, String first) {
            // reload4j has no markers, and Log4j 2 prints them in a way of its own.
            if (framework.equals("Logback")) {
                assertExtra(first + "with a marker", "marker", "LOGIN [ SECURITY ]");
            }
        }

        private void assertSlf4j2(String framework, String first) {
            assertEquals(
                    "own-task",
                    dashboard.awaitMessage(first + "with a task of its own").taskId());
            if (framework.equals("Logback")) {
                assertExtra(first + "with key-values", "fields", "{\"order\":4711,\"express\":true}");
                assertExtra(first + "with two markers", "marker", "[\"ONE\",\"TWO\"]");
            } else {
                // log4j-slf4j2-impl puts them into the context.
                assertExtra(first + "with key-values", "mdc", "{\"express\":\"true\",\"order\":\"4711\"}");
            }
        }

        private void assertExtra(String message, String key, String expected) {
            assertEquals(expected, dashboard.awaitMessage(message).extra(key), message);
        }
    }
}
