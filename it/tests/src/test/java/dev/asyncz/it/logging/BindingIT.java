package dev.asyncz.it.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Oracle;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** During a run, the application's own appenders and lookups see task and run; afterwards nothing is left of them. */
@OnEachJdk
final class BindingIT {
    private static final String PROGRAM = "com.acme.jobs.Bindings";

    private final Jdk jdk;

    BindingIT(Jdk jdk) {
        this.jdk = jdk;
    }

    /** The ways in which Log4j hands lines to appenders. */
    enum Mode {
        SYNCHRONOUS("log4j2.xml", ""),
        ASYNC_APPENDER("log4j2-async-appender.xml", ""),
        ALL_ASYNC("log4j2.xml", "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");

        private final String configuration;
        private final String selector;

        Mode(String configuration, String selector) {
            this.configuration = configuration;
            this.selector = selector;
        }

        Launch launch(Jdk jdk, String log4j) {
            Launch launch = Launch.on(jdk)
                    .main(PROGRAM)
                    .libs(log4j, Libs.DISRUPTOR)
                    .property("log4j2.configurationFile", configuration);
            return selector.isEmpty() ? launch : launch.property("log4j2.contextSelector", selector);
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_bind_task_and_run_in_the_applications_own_file(Mode mode) {
        assertBound(mode, Libs.LOG4J_LATEST);
    }

    @ParameterizedTest
    @EnumSource
    void should_bind_with_the_oldest_log4j_too(Mode mode) {
        assertBound(mode, Libs.LOG4J_OLDEST);
    }

    @Test
    void should_put_back_what_the_application_had_in_the_context() {
        App.Ended ended = Launch.on(jdk)
                .main("com.acme.jobs.Values")
                .libs(Libs.LOG4J_LATEST)
                .run();

        assertTrue(ended.stdout().contains("after the run: previous null"), ended.stdout());
    }

    private void assertBound(Mode mode, String log4j) {
        try (App app = mode.launch(jdk, log4j).start()) {
            app.awaitStdout("ready").dashboard().awaitMessage("outside any task");
            List<Entry> entries = app.dashboard().logs();
            app.end();
            List<Oracle.Line> file = Oracle.lines(app.folder().resolve("oracle.log"));

            assertEquals(file.stream().map(Oracle.Line::message).toList(), messages(entries));
            assertTheFileHasTaskAndRun(file, entries);
            assertLookupsFindThem(entries);
            assertClearingLosesNothing(entries);
            assertTheApplicationsOwnTaskWins(entries);
            assertNothingIsLeftAfterTheRun(entries);
        }
    }

    private static void assertTheFileHasTaskAndRun(List<Oracle.Line> file, List<Entry> entries) {
        for (String message : List.of("plain", "after clearAll", "after remove", "no longer own", "outside any task")) {
            Entry entry = entry(entries, message);
            Oracle.Line line = file.stream()
                    .filter(each -> each.message().equals(message))
                    .findFirst()
                    .orElseThrow();
            assertEquals(entry.taskId() == null ? "" : entry.taskId(), line.task(), message);
            assertEquals(entry.runId() == null ? "" : entry.runId(), line.run(), message);
        }
    }

    private static void assertLookupsFindThem(List<Entry> entries) {
        assertEquals(PROGRAM + "$Plain", entry(entries, "plain").taskId());
        assertNotNull(entry(entries, "looked up " + PROGRAM + "$Plain"));
        assertNotNull(entry(entries, "run looked up " + entry(entries, "plain").runId()));
    }

    private static void assertClearingLosesNothing(List<Entry> entries) {
        assertEquals(PROGRAM + "$Clears", entry(entries, "after clearAll").taskId());
        assertEquals(PROGRAM + "$Clears", entry(entries, "after remove").taskId());
    }

    private static void assertTheApplicationsOwnTaskWins(List<Entry> entries) {
        for (String key : List.of("task_id", "job_id", "asyncz_task_id")) {
            Entry inContext = entry(entries, "own " + key + " in the context");
            Entry inMessage = entries.stream()
                    .filter(each -> each.message().contains(key + "=\"own-" + key + "\""))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no map message with " + key));
            assertEquals("own-" + key, inContext.taskId());
            assertEquals("own-" + key, inMessage.taskId());
            assertNotNull(inContext.runId());
        }
        assertEquals(PROGRAM + "$Names", entry(entries, "no longer own").taskId());
    }

    private static void assertNothingIsLeftAfterTheRun(List<Entry> entries) {
        // Three tasks, and after each of them an empty piece of work.
        assertEquals(
                6,
                messages(entries).stream()
                        .filter(message -> message.startsWith("after the run: task_id=null run_id=null "))
                        .count(),
                entries::toString);
    }

    private static Entry entry(List<Entry> entries, String message) {
        return entries.stream()
                .filter(each -> each.message().equals(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no entry \"" + message + "\" in " + entries));
    }

    private static List<String> messages(List<Entry> entries) {
        return entries.stream().map(Entry::message).toList();
    }
}
