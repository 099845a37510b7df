package dev.asyncz.it.schedulers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.Task;
import dev.asyncz.it.harness.programs.SourceLine;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The tasks of ForkJoinPool, periodic and not, on JDK 25. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForkJoinPoolIT {
    private static final String PROGRAM = "com.acme.jobs.ForkJoinSchedules";

    private final App app = Launch.on(Jdk.V25)
            .main(PROGRAM)
            .libs(Libs.LOG4J_LATEST)
            .verifyingTheJdk()
            .start();

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void should_name_its_tasks_like_those_of_every_scheduler() {
        assertEquals(
                place("lambda at a fixed rate"),
                app.dashboard().awaitMessage("fixed rate").taskId());
        assertEquals(PROGRAM + "$Sweep", app.dashboard().awaitMessage("sweep").taskId());
    }

    @Test
    void should_make_each_execution_a_run() {
        List<Entry> three = app
                .dashboard()
                .awaitLogs(
                        entries -> entries.stream()
                                        .filter(each -> each.message().equals("sweep"))
                                        .count()
                                >= 3,
                        "three sweeps")
                .stream()
                .filter(each -> each.message().equals("sweep"))
                .toList();

        assertEquals(three.size(), three.stream().map(Entry::runId).distinct().count());
    }

    @Test
    void should_make_what_is_scheduled_once_a_run_and_report_what_its_future_keeps() {
        Entry once = app.dashboard().awaitMessage("one shot");
        Entry kept = app.dashboard()
                .await(
                        each -> each.logger().equals("asyncz.task")
                                && each.extra("exception").contains("nobody asks for the report"),
                        "the failure of the report");

        assertEquals(place("one shot"), once.taskId());
        assertNotNull(once.runId());
        assertEquals(PROGRAM + "$Report", kept.taskId());
        assertEquals(app.dashboard().awaitMessage("report").runId(), kept.runId());
        Task report = app.dashboard().awaitTask(PROGRAM + "$Report", task -> task.running() == 0, "ended");
        assertEquals(1, report.runs());
        assertEquals(1, report.failures());
    }

    @Test
    void should_report_the_silent_end_of_a_periodic_task() {
        Entry lost = app.dashboard()
                .await(
                        each -> each.logger().equals("asyncz.task")
                                && each.extra("exception").contains("the third is the last"),
                        "the end of the periodic task");

        assertEquals("ERROR", lost.level());
        assertEquals(place("breaks"), lost.taskId());
        assertEquals(app.dashboard().awaitMessage("run 3").runId(), lost.runId());
    }

    @Test
    void should_not_take_the_sleep_of_a_virtual_thread_for_a_task() {
        assertNull(app.dashboard().awaitMessage("slept in a virtual thread").taskId());
        assertTrue(app.dashboard().tasks().stream().noneMatch(task -> task.id().contains("VirtualThread")));
        assertEquals(
                5, app.dashboard().tasks().size(), () -> app.dashboard().tasks().toString());
    }

    private String place(String comment) {
        return SourceLine.task(app.dashboard(), PROGRAM + ".start", comment);
    }
}
