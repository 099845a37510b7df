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
import dev.asyncz.it.harness.programs.SourceLine;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spring's annotated methods and its TaskScheduler, without Boot. */
@OnEachJdk
final class SpringIT {
    private static final String PROGRAM = "com.acme.spring.SpringTasks";
    private static final String JOBS = PROGRAM + "$Jobs";

    private final Jdk jdk;

    SpringIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @ValueSource(strings = {Libs.SPRING_5, Libs.SPRING_6})
    void should_name_runs_by_their_method_and_keep_the_error_handlers_line_in_them(String spring) {
        try (App app =
                Launch.on(jdk).main(PROGRAM).libs(spring, Libs.LOG4J_LATEST).start()) {
            Dashboard dashboard = app.dashboard();

            assertEquals(JOBS + ".cleanup", dashboard.awaitMessage("cleanup").taskId());
            assertEquals(JOBS + ".everySecond", dashboard.awaitMessage("cron").taskId());
            assertEquals(
                    SourceLine.task(dashboard, PROGRAM + ".start", "programmatic lambda"),
                    dashboard.awaitMessage("programmatic").taskId());
            assertEquals(PROGRAM + "$Poll", dashboard.awaitMessage("poll").taskId());
            assertTheFailureIsReportedOnceInItsRun(dashboard);
            assertWhatRunsAsynchronouslyBelongsToItsCaller(dashboard);
            assertEachLineIsARunOfItsOwn(dashboard);
        }
    }

    private static void assertTheFailureIsReportedOnceInItsRun(Dashboard dashboard) {
        Entry handled = dashboard.await(
                each -> each.level().equals("ERROR") && each.extra("exception").contains("the error handler logs this"),
                "the error handler's line");
        List<Entry> run = dashboard.logs("run_id=" + handled.runId());

        assertEquals(JOBS + ".fail", handled.taskId());
        assertTrue(handled.logger().startsWith("org.springframework."), handled::toString);
        assertEquals(2, run.size(), run::toString);
        assertEquals("about to fail", run.get(1).message());
        assertTrue(
                dashboard.tasks().stream().anyMatch(task -> task.id().equals(JOBS + ".fail") && task.failures() > 0));
    }

    private static void assertWhatRunsAsynchronouslyBelongsToItsCaller(Dashboard dashboard) {
        Entry async = dashboard.awaitMessage("async");
        List<Entry> run = dashboard.logs("run_id=" + async.runId());

        assertEquals(JOBS + ".everySecond", async.taskId());
        assertEquals(Set.of("cron", "async"), run.stream().map(Entry::message).collect(Collectors.toSet()));
    }

    private static void assertEachLineIsARunOfItsOwn(Dashboard dashboard) {
        List<Entry> lines = dashboard.logs("limit=1000&task_id=" + JOBS + ".cleanup");

        assertEquals(lines.size(), lines.stream().map(Entry::runId).distinct().count());
        assertEquals(5, dashboard.tasks().size(), () -> "one task each, and no second layer: " + dashboard.tasks());
    }
}
