package dev.asyncz.it.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Oracle;
import dev.asyncz.it.harness.Task;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code list} and {@code attach}: a JVM with timers, executors and a logging framework that run already. */
@OnEachJdk
final class RunningJvmIT {
    private static final String PROGRAM = "com.acme.attach.Running";
    private static final String CONFIGURED = "com.acme.attach.Configured";

    private final Jdk jdk;

    RunningJvmIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @CsvSource({
        Libs.LOG4J_OLDEST + ", ''",
        Libs.LOG4J_LATEST + ", org.apache.logging.log4j.core.async.AsyncLoggerContextSelector"
    })
    void should_make_runs_of_what_was_scheduled_before(String log4j, String selector) {
        try (App app =
                running(log4j).property("log4j2.contextSelector", selector).start()) {
            app.awaitStdout("running");
            App.Ended attached = attach(app, "port=0", "storage.maxlen=77777");
            assertEquals(0, attached.exitCode(), attached.stderr());
            Dashboard dashboard = app.dashboard();
            assertTrue(attached.stdout().contains(dashboard.page()), attached.stdout());
            app.type("");

            assertTask(dashboard, "heartbeat", PROGRAM + "$Heartbeat");
            assertTask(dashboard, "once", PROGRAM + "$Heartbeat");
            assertTask(dashboard, "export", PROGRAM + "$Export");
            assertTask(dashboard, "lambda", PROGRAM + ".lambda");
            assertTask(dashboard, "one shot", PROGRAM + ".main");
            assertNull(dashboard.awaitMessage("outside any task").runId());
            assertEachRunIsWhole(dashboard);
            assertTheEndOfATimerIsReported(dashboard);
            assertTheFileHasTaskAndRun(app);
            assertASecondAttachIsRefused(app);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.spring.SpringTasks, " + Libs.SPRING_6 + ", cleanup, com.acme.spring.SpringTasks$Jobs.cleanup",
        "com.acme.quartz.QuartzJobs, " + Libs.QUARTZ + ", export, billing.export"
    })
    void should_name_the_tasks_of_frameworks_as_ever(String program, String libs, String message, String task) {
        try (App app = Launch.on(jdk)
                .main(program)
                .libs(libs, Libs.LOG4J_LATEST)
                .withoutAgent()
                .start()) {
            assertEquals(0, attach(app.awaitStdout("ready"), "port=0").exitCode());

            assertTask(app.dashboard(), message, task);
        }
    }

    @Test
    void should_capture_loggers_that_are_configured_already_and_methods_that_are_named_by_then() {
        try (App app = Launch.on(jdk)
                .main(CONFIGURED)
                .libs("ch.qos.logback:logback-classic:1.5.x")
                .property("logback.configurationFile", "logback-oracle.xml")
                .withoutAgent()
                .start()) {
            app.awaitStdout("ready");
            App.Ended attached = attach(app, "port=0", "tasks.methods=" + CONFIGURED + "$Batch.process");
            assertEquals(0, attached.exitCode(), attached.stderr());
            Dashboard dashboard = app.dashboard();

            for (String task : List.of("$Batch.process", "$Export")) {
                Task seen =
                        dashboard.awaitTask(CONFIGURED + task, each -> each.runs() > 1 && each.running() == 0, "runs");
                String run = seen.lastRun().path("run_id").asText();
                List<Entry> lines = dashboard.logs("run_id=" + run);
                assertEquals(2, lines.size(), lines::toString);
                assertEquals(1, lines.stream().map(Entry::message).distinct().count(), lines::toString);
                assertTrue(
                        Oracle.lines(app.folder().resolve("oracle.log")).stream()
                                .anyMatch(line -> line.run().equals(run)),
                        "the run is in Logback's file");
            }
            assertTrue(dashboard.logs().stream()
                    .filter(each -> each.message().equals("outside"))
                    .allMatch(each -> each.runId() == null));
        }
    }

    private static void assertTask(Dashboard dashboard, String message, String task) {
        Entry entry = dashboard.awaitMessage(message);
        assertEquals(task, entry.taskId());
        assertEquals(
                1,
                count(
                        dashboard.logs("limit=1000&run_id=" + entry.runId()),
                        each -> each.message().equals(message)));
    }

    private static void assertEachRunIsWhole(Dashboard dashboard) {
        Entry export = dashboard.awaitMessage("export, executed");
        List<String> lines = dashboard.logs("run_id=" + export.runId()).stream()
                .map(Entry::message)
                .sorted()
                .toList();
        assertEquals(List.of("export", "export, executed", "export, submitted"), lines);
    }

    private static void assertTheEndOfATimerIsReported(Dashboard dashboard) {
        Entry end = dashboard.await(each -> each.logger().equals("asyncz.task"), "the end of a timer");
        assertEquals(PROGRAM + "$Doomed", end.taskId());
        assertTrue(dashboard.tasks().stream()
                .anyMatch(task -> task.id().equals(end.taskId()) && task.failures() == 1 && task.running() == 0));
    }

    private static void assertTheFileHasTaskAndRun(App app) {
        List<Entry> entries = app.dashboard().allLogs();
        List<Oracle.Line> file = Oracle.lines(app.folder().resolve("oracle.log"));
        for (Entry each : entries) {
            assertTrue(
                    each.logger().equals("asyncz.task")
                            || file.contains(new Oracle.Line(
                                    each.level(),
                                    each.logger(),
                                    each.taskId() == null ? "" : each.taskId(),
                                    each.runId() == null ? "" : each.runId(),
                                    each.message())),
                    each + " is missing in the file");
        }
        assertTrue(entries.size() > 10, entries::toString);
    }

    private void assertASecondAttachIsRefused(App app) {
        App.Ended second = attach(app, "port=0");
        App.Ended list = command("list");

        assertEquals(1, second.exitCode());
        assertTrue(second.stderr().contains("is attached to " + app.pid() + " already"), second.stderr());
        assertTrue(
                list.stdout()
                        .lines()
                        .anyMatch(line -> line.contains(app.pid() + "  " + PROGRAM + " ")
                                && line.contains(app.dashboard().page())),
                list.stdout());
        assertEquals(1, count(app.stderr().lines().toList(), line -> line.contains("dashboard http")));
    }

    @Test
    void should_see_a_jvm_that_was_started_with_the_agent() {
        try (App app = Launch.on(jdk).main("com.acme.attach.Plain", "reads").start()) {
            app.dashboard();
            App.Ended refused = attach(app, "port=0");

            assertEquals(1, refused.exitCode());
            assertTrue(refused.stderr().contains(app.dashboard().page()), refused.stderr());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading"})
    void should_say_that_a_jvm_is_closed(String closed) {
        String words = closed.contains("Dynamic") ? "could not be attached" : "does not let anything attach";
        try (App app = running(Libs.LOG4J_LATEST).jvm(closed).start()) {
            app.awaitStdout("running");
            // JDK 17 knows the second flag, and does not heed it.
            if (closed.contains("Dynamic") && !jdk.isAtLeast25()) {
                return;
            }
            App.Ended refused = attach(app, "port=0");

            assertEquals(1, refused.exitCode());
            assertTrue(refused.stderr().contains(words), refused.stderr());
            assertFalse(app.stdout().contains("Full thread dump"), "asking left no trace in the application");
        }
    }

    @Test
    void should_say_what_is_wrong_with_a_pid() throws IOException {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try {
            assertRefused("is no JVM", String.valueOf(sleep.pid()));
            assertTrue(sleep.isAlive(), "asking a process that is no JVM may end it");
        } finally {
            sleep.destroyForcibly();
        }
        assertRefused("There is no process 4194999", "4194999");
        assertRefused("No running JVM has 'no.such.name'", "no.such.name");
        assertRefused("Neither a process id nor a part of a name", "a b");
    }

    /** Where the tests run as root, who may be somebody else for the time of a command. */
    @Test
    void should_say_that_a_jvm_belongs_to_somebody_else() throws Exception {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root can be somebody else");
        String own = String.valueOf(ProcessHandle.current().pid());
        Path jar =
                Files.copy(AgentJar.PATH, Files.createTempFile("asyncz", ".jar"), StandardCopyOption.REPLACE_EXISTING);
        jar.toFile().setReadable(true, false);
        Process attach = new ProcessBuilder(
                        "setpriv",
                        "--reuid=nobody",
                        "--clear-groups",
                        jdk.program("java").toString(),
                        "-jar",
                        jar.toString(),
                        "attach",
                        own)
                .directory(new File(System.getProperty("java.io.tmpdir")))
                .redirectErrorStream(true)
                .start();
        String said = new String(attach.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Files.delete(jar);

        assertEquals(1, attach.waitFor(), said);
        assertTrue(said.contains(own + " belongs to the user root, and this command runs as nobody."), said);
    }

    @Test
    void should_say_that_a_runtime_cannot_attach() {
        App.Ended ended = Launch.on(jdk)
                .withoutAgent()
                .jvm("--limit-modules", "java.base,java.instrument,java.sql")
                .jar(AgentJar.PATH, "list")
                .run();

        assertEquals(2, ended.exitCode());
        assertTrue(ended.stderr().contains("has no module jdk.attach"), ended.stderr());
    }

    private void assertRefused(String words, String pid) {
        App.Ended ended = command("attach", pid);
        assertTrue(ended.exitCode() != 0);
        assertTrue(ended.stderr().contains(words), ended.stderr());
    }

    private Launch running(String log4j) {
        return Launch.on(jdk).main(PROGRAM).libs(log4j, Libs.DISRUPTOR).withoutAgent();
    }

    private App.Ended attach(App app, String... options) {
        return command(Stream.concat(Stream.of("attach", String.valueOf(app.pid())), Stream.of(options))
                .toArray(String[]::new));
    }

    private App.Ended command(String... words) {
        return Launch.on(jdk).withoutAgent().jar(AgentJar.PATH, words).run();
    }

    private static <T> long count(List<T> all, Predicate<T> meant) {
        return all.stream().filter(meant).count();
    }
}
