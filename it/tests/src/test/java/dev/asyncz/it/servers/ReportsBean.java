package dev.asyncz.it.servers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.programs.SourceLine;
import java.util.List;

/** The enterprise bean of the programs, as every container has to run it. */
final class ReportsBean {
    private static final String BEAN = "com.acme.ee.Reports";

    private ReportsBean() {}

    static void assertRuns(Dashboard dashboard) {
        assertNull(dashboard.awaitMessage("bean started").taskId());
        assertTask(dashboard, "every second", BEAN + ".everySecond", 2);
        assertTask(dashboard, "handed over", BEAN + ".everySecond", 2);
        assertTask(dashboard, "programmatic timeout", BEAN + ".timeout", 1);
        assertTask(dashboard, "managed cleanup", BEAN + "$Cleanup", 1);
        assertTask(dashboard, "managed lambda", SourceLine.task(dashboard, BEAN + ".start", "managed lambda"), 1);
        assertTheFailureIsKnown(dashboard);
    }

    /** A message, its task, and how many lines a run of that has. */
    static void assertTask(Dashboard dashboard, String message, String task, int lines) {
        Entry entry = dashboard.awaitMessage(message);
        assertEquals(task, entry.taskId());
        await("the run of " + entry)
                .untilAsserted(() -> assertEquals(
                        lines, dashboard.logs("run_id=" + entry.runId()).size()));
    }

    private static void assertTheFailureIsKnown(Dashboard dashboard) {
        String task = BEAN + ".broken";
        assertEquals(task, dashboard.awaitMessage("about to fail").taskId());
        dashboard.awaitTask(task, each -> each.failures() > 0, "a failure");
        List<Entry> lines = dashboard.logs("limit=1000&task_id=" + task);
        assertTrue(
                lines.stream().anyMatch(each -> !each.logger().equals(BEAN)),
                "what the container says of it belongs to the run");
    }
}
