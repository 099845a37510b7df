package dev.asyncz.it.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Oracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What was kept, beside what the application wrote to files of its own. */
record LoggedLines(Dashboard dashboard, List<Entry> entries, List<List<Oracle.Line>> files) {
    private static final String TASK = "com.acme.voices.Scenario$Round";

    static LoggedLines of(App app, String... voices) {
        String last = voices[voices.length - 1] + " after all tasks";
        app.dashboard().awaitMessage(last);
        List<List<Oracle.Line>> files = files(app, last);
        assertTrue(files.size() > 0 && files.get(0).size() > 10, "the application wrote a file");
        return new LoggedLines(app.dashboard(), app.dashboard().logs(), files);
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
                        lines -> lines.stream().anyMatch(line -> line.message().equals(last)));
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
        return switch (level) {
            case "SEVERE" -> "ERROR";
            case "WARNING" -> "WARN";
            case "FINE" -> "DEBUG";
            default -> level;
        };
    }

    private static String kept(Entry entry, boolean bound) {
        // A key-value names the task of the entry; Logback's %X shows the context alone.
        boolean named = entry.extra().path("fields").has("task_id");
        String task = named ? TASK : entry.taskId();
        return level(entry.extra().has("level") ? entry.extra("level") : entry.level()) + "|" + entry.logger() + "|"
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
    void assertRich(LoggingSetup setup, String voice) {
        String framework = setup.framework;
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
                        first + "arguments order=4711 [a, b]", "fields", "{\"order\":4711,\"items\":[\"a\",\"b\"]}");
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
                // Before 3.0 there are no markers.
                assertExtra(first + "with a marker", "marker", setup.version.startsWith("2.") ? "" : "LOGIN");
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
