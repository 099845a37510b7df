package dev.asyncz.it.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Task;
import dev.asyncz.it.harness.matrix.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scheduled methods of Quarkus, which logs through JBoss LogManager. */
@OnEachJdk
final class QuarkusIT {
    private static final String VERSION = System.getProperty("asyncz.quarkus.version", "");
    static final String ROW = "Quarkus " + VERSION;
    private static final String METHODS = "com.acme.quarkus.OnQuarkus.";

    private final Jdk jdk;

    QuarkusIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void should_keep_every_line_once_and_each_run_whole() {
        assumeFalse(Rows.wanted(List.of(ROW), row -> row).isEmpty(), "-Dasyncz.only names other rows");
        try (App app = Launch.on(jdk).jar(Libs.path("asyncz.quarkus.jar")).start()) {
            // What is logged before Quarkus has configured its logging comes to both, as far as its levels let it.
            Cell.of(Cell.Kind.SCHEDULER, "Quarkus", VERSION, jdk).ask(app);
            Dashboard dashboard = app.dashboard();

            Task work = dashboard.awaitTask(METHODS + "work", task -> task.runs() >= 3, "three runs");
            assertEquals("Quarkus", work.scheduler());
            assertEquals("every 1 s", work.schedule());
            dashboard.awaitTask(
                    METHODS + "nightly",
                    task -> task.schedule().equals("cron 0 0 3 * * ?")
                            && task.nextRun().contains("T03:00:00.000Z"),
                    "at three");
            dashboard.awaitTask(METHODS + "fail", task -> task.failures() == 1, "a failure");
            Entry reported = dashboard.await(each -> each.level().equals("ERROR"), "the line about the failure");
            assertEquals(METHODS + "fail", reported.taskId());
            assertEquals(
                    METHODS + "async", dashboard.awaitMessage("asynchronous").taskId());
        }
    }
}
