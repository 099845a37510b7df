package dev.asyncz.it.schedulers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Task;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tasks named by the API's annotation and scope, and by the configuration; and those that are left out. */
@OnEachJdk
final class NamedTasksIT {
    private static final String PROGRAM = "com.acme.named.ByHand";

    private final Jdk jdk;

    NamedTasksIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_make_runs_of_what_is_named_by_hand() {
        String methods = String.join(" ", PROGRAM + "$Legacy.sweep", PROGRAM + "$Legacy.sweeep", "com.acme.Typo.run");
        try (App app = launch().options("tasks.methods=" + methods, "tasks.exclude=*$Housekeeping")
                .start()) {
            app.awaitStdout("ready").dashboard().awaitMessage("outside");
            Dashboard dashboard = app.dashboard();
            List<Entry> entries = dashboard.logs();

            assertRun("compute answers", "@Task", 1, 0, dashboard, "computing 20", "computing 10", "computing 0");
            assertRun(PROGRAM + ".fail", "@Task", 1, 1, dashboard, "about to fail");
            assertRun(
                    "nightly import",
                    "TaskScope",
                    1,
                    0,
                    dashboard,
                    "in the scope",
                    "in a thread of the scope",
                    "in the scope again");
            assertRun("one file", "TaskScope", 1, 1, dashboard, "in the inner scope");
            assertRun("clean up", "ScheduledThreadPoolExecutor", 1, 0, dashboard, "cleaning up");
            assertRun(PROGRAM + "$Legacy.sweep", "tasks.methods", 1, 0, dashboard, "sweeping", "sweeping overloaded");
            assertNeverRun("com.acme.Typo.run", "not met yet: its class has not been loaded", dashboard);
            assertNeverRun(PROGRAM + "$Legacy.sweeep", "never: its class has no such method", dashboard);
            assertEquals(
                    1,
                    app.stderr()
                            .lines()
                            .filter(line -> line.contains("$Legacy.sweeep is no task"))
                            .count());
            assertEquals(8, dashboard.tasks().size(), () -> dashboard.tasks().toString());
            for (String message : Set.of("outside", "closed early", "keeping house")) {
                assertNull(entry(entries, message).runId(), message);
            }
        }
    }

    @Test
    void should_mean_nothing_without_the_agent() {
        App.Ended without =
                launch().withoutAgent().classes(AgentJar.PATH).start().end();

        assertEquals(0, without.exitCode(), without::stderr);
        assertEquals("answer 42\npassed on: the caller's\nready\n", without.stdout());
    }

    private Launch launch() {
        return Launch.on(jdk).main(PROGRAM).libs(Libs.LOG4J_LATEST);
    }

    private static void assertRun(
            String id, String scheduler, long runs, long failures, Dashboard dashboard, String... messages) {
        Task task = dashboard.awaitTask(id, each -> each.running() == 0, "ended");
        assertEquals(scheduler, task.scheduler());
        assertEquals(runs, task.runs(), id);
        assertEquals(failures, task.failures(), id);
        List<Entry> lines = dashboard.logs("task_id=" + Dashboard.encode(id));
        assertEquals(Set.of(messages), lines.stream().map(Entry::message).collect(Collectors.toSet()), id);
        assertEquals(1, lines.stream().map(Entry::runId).distinct().count(), id);
        assertNotEquals(null, lines.get(0).runId(), id);
    }

    private static void assertNeverRun(String id, String schedule, Dashboard dashboard) {
        Task task = dashboard.awaitTask(id, each -> true, "known");
        assertEquals(schedule, task.schedule());
        assertEquals(0, task.runs());
    }

    private static Entry entry(List<Entry> entries, String message) {
        return entries.stream()
                .filter(each -> each.message().equals(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no entry " + message));
    }
}
