package dev.asyncz.it.schedulers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Quartz jobs are named by their key. */
@OnEachJdk
final class QuartzIT {
    private static App app;

    QuartzIT(Jdk jdk) {
        // JUnit hands the JDK to start() only if the constructor takes it as well.
    }

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) {
        app = Launch.on(jdk)
                .main("com.acme.quartz.QuartzJobs")
                .libs(Libs.QUARTZ, Libs.LOG4J_LATEST)
                .start();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        app.close();
    }

    @Test
    void should_name_a_job_by_group_and_name() {
        Entry export = dashboard().awaitMessage("export");

        assertEquals("billing.export", export.taskId());
        Task task = dashboard().tasks().stream()
                .filter(each -> each.id().equals("billing.export"))
                .findFirst()
                .orElseThrow();
        assertTrue(task.runs() > 0);
        assertTrue(task.scheduler().toLowerCase(java.util.Locale.ROOT).contains("quartz"), task.scheduler());
    }

    @Test
    void should_make_each_execution_a_run() {
        List<Entry> exports = dashboard()
                .awaitLogs(
                        entries -> entries.stream()
                                        .filter(each -> each.message().equals("export"))
                                        .count()
                                >= 3,
                        "three exports")
                .stream()
                .filter(each -> each.message().equals("export"))
                .toList();

        assertEquals(
                exports.size(), exports.stream().map(Entry::runId).distinct().count());
    }

    @Test
    void should_keep_the_job_run_shells_own_lines_in_the_run() {
        assertReportedInItsRun("undeclared failure");
        assertReportedInItsRun("declared failure");
        assertTrue(dashboard().tasks().stream()
                .anyMatch(task -> task.id().equals("billing.failing") && task.failures() > 0));
    }

    private static void assertReportedInItsRun(String failure) {
        Entry reported = dashboard()
                .await(
                        each -> each.logger().equals("org.quartz.core.JobRunShell")
                                && each.extra("exception").contains(": " + failure),
                        "the shell's line about the " + failure);

        assertEquals("billing.failing", reported.taskId());
        assertTrue(dashboard().logs("run_id=" + reported.runId()).stream()
                .anyMatch(each -> each.message().equals("about to fail")));
    }

    private static Dashboard dashboard() {
        return app.dashboard();
    }
}
