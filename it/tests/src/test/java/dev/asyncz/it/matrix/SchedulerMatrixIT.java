package dev.asyncz.it.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Task;
import dev.asyncz.it.harness.matrix.Cell;
import dev.asyncz.it.harness.programs.Sources;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schedulers of the matrix of docs/limits.md, with Log4j 2. */
@OnEachJdk
final class SchedulerMatrixIT {
    private final Jdk jdk;

    SchedulerMatrixIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rows")
    void should_keep_every_line_once_and_each_run_whole(SchedulerRow row) {
        assumeTrue(row.runsOn(jdk), row + " is for later versions of Java");
        Launch launch = Launch.on(jdk).main("com.acme.matrix." + row.program()).libs(Libs.SLF4J_TO_LOG4J);
        if (row.program().equals("OnMicronaut")) {
            launch.classes(OnMicronaut.CLASSES);
        }
        try (App app = (row.libs().isEmpty() ? launch : launch.libs(row.libs())).start()) {
            Cell.of(Cell.Kind.SCHEDULER, row.scheduler(), row.version(), jdk).ask(app);
            assertFacts(app.dashboard(), row.scheduler(), row.task(), row.schedule());
            if (!row.nightly().isEmpty()) {
                app.dashboard()
                        .awaitTask(
                                row.nightly(),
                                task -> task.schedule().equals("cron " + row.cron())
                                        && task.nextRun().contains("T03:00:00.000Z"),
                                "cron " + row.cron() + ", next at three");
            }
            if (!row.failing().isEmpty()) {
                app.dashboard().awaitTask(row.failing(), task -> task.failures() > 0, "a failure");
            }
        }
    }

    static List<SchedulerRow> rows() {
        return Rows.wanted(SchedulerRow.all(), SchedulerRow::toString);
    }

    private static void assertFacts(Dashboard dashboard, String scheduler, String work, String schedule) {
        Task task = dashboard.awaitTask(work, each -> each.runs() >= 3, "three runs");

        assertEquals(scheduler, task.scheduler());
        assertEquals(schedule, task.schedule().replace("null", ""), "in words");
        assertFalse(task.infrastructure());
        // What schedulers poll for themselves is theirs.
        dashboard
                .tasks()
                .forEach(each -> assertEquals(
                        !each.id().matches("(the work|fails|nightly|daily|matrix.*|com.acme.*)"),
                        each.infrastructure(),
                        each::toString));
    }

    /** Compiled with Micronaut's annotation processor, once. */
    private static final class OnMicronaut {
        static final Path CLASSES = Sources.compiled(
                "micronaut",
                SchedulerRow.MICRONAUT + ":4.10.x",
                "io.micronaut:micronaut-inject-java:newest",
                Libs.LOG4J_LATEST);
    }
}
