package dev.asyncz.it.schedulers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import dev.asyncz.it.harness.Task;
import dev.asyncz.it.harness.programs.SourceLine;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** ScheduledThreadPoolExecutor and Timer: one execution is one run, with a name that says where it comes from. */
@OnEachJdk
final class PlainSchedulersIT {
    private static final String PROGRAM = "com.acme.jobs.PlainSchedulers";
    private static final int ROUNDS = 3;

    private static App app;

    private final Jdk jdk;

    PlainSchedulersIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) {
        app = launch(jdk);
        dashboard()
                .awaitLogs(
                        entries -> entries.stream()
                                        .filter(each -> each.message().equals("fixed rate"))
                                        .count()
                                >= ROUNDS,
                        "three runs at a fixed rate");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        app.close();
    }

    @Test
    void should_name_a_lambda_by_the_place_that_scheduled_it() {
        assertEquals(place("start", "lambda at a fixed rate"), taskOf("fixed rate"));
        assertEquals(place("start", "method reference with a fixed delay"), taskOf("fixed delay"));
        assertEquals(place("start", "callable"), taskOf("callable"));
    }

    @Test
    void should_name_a_runnable_and_a_timer_task_by_their_class() {
        assertEquals(PROGRAM + "$Cleanup", taskOf("cleanup"));
        assertEquals(PROGRAM + "$Heartbeat", taskOf("heartbeat"));
        assertEquals(PROGRAM + "$Doomed", taskOf("doomed"));
    }

    @Test
    void should_name_an_anonymous_timer_task_by_the_place_that_scheduled_it() {
        assertEquals(place("start", "anonymous timer task"), taskOf("anonymous"));
    }

    @Test
    void should_make_each_execution_a_run() {
        List<Entry> entries = dashboard().logs("limit=1000&task_id=" + place("start", "lambda at a fixed rate"));

        Set<String> runs = entries.stream().map(Entry::runId).collect(Collectors.toSet());
        assertEquals(entries.size(), runs.size(), entries::toString);
        assertTrue(runs.size() >= ROUNDS);
    }

    @Test
    void should_leave_lines_outside_any_task_unbound() {
        Entry outside = dashboard().awaitMessage("outside any task");

        assertNull(outside.taskId());
        assertNull(outside.runId());
    }

    @Test
    void should_report_an_exception_that_the_executor_swallows() {
        Entry lost = lost("broken at once");

        assertEquals(place("start", "breaks at once"), lost.taskId());
        assertEquals(dashboard().awaitMessage("about to break").runId(), lost.runId());
        assertTrue(lost.extra("exception").contains("PlainSchedulers.breakOnce("), lost.extra("exception"));
    }

    @Test
    void should_report_the_silent_end_of_a_periodic_task_with_its_causes() {
        Entry lost = lost("flaky is broken");

        assertEquals(place("start", "breaks in its third run"), lost.taskId());
        assertEquals(dashboard().awaitMessage("flaky run 3").runId(), lost.runId());
        assertTrue(lost.extra("exception").contains("Caused by: java.io.IOException: its cause"));
    }

    @Test
    void should_report_what_ends_a_timer() {
        assertEquals(PROGRAM + "$Doomed", lost("the timer dies of this").taskId());
    }

    @Test
    void should_count_runs_and_failures_of_each_task() {
        Task flaky = task(place("start", "breaks in its third run"));
        Task rate = task(place("start", "lambda at a fixed rate"));

        assertEquals(ROUNDS, flaky.runs());
        assertEquals(1, flaky.failures());
        assertEquals(0, flaky.running());
        assertTrue(rate.runs() >= ROUNDS);
        assertEquals(0, rate.failures());
        assertNotEquals("", rate.scheduler());
        assertNotNull(rate.lastRun().get("run_id"));
    }

    @Test
    void should_give_the_same_names_on_the_next_start() {
        try (App again = launch(jdk)) {
            again.dashboard()
                    .awaitLogs(
                            entries -> names(entries).size()
                                    >= names(dashboard().logs()).size(),
                            "the same tasks again");
            assertEquals(names(dashboard().logs()), names(again.dashboard().logs()));
        }
    }

    private static App launch(Jdk jdk) {
        return Launch.on(jdk)
                .main(PROGRAM)
                .libs(Libs.LOG4J_LATEST)
                .verifyingTheJdk()
                .start();
    }

    private static Dashboard dashboard() {
        return app.dashboard();
    }

    private static String place(String method, String comment) {
        return SourceLine.task(dashboard(), PROGRAM + "." + method, comment);
    }

    private static String taskOf(String message) {
        return String.valueOf(dashboard().awaitMessage(message).taskId());
    }

    private static Task task(String id) {
        return dashboard().tasks().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(id + " is missing in " + dashboard().tasks()));
    }

    /** The one entry about an exception that nobody else reports. */
    private static Entry lost(String exceptionMessage) {
        dashboard().await(each -> each.extra("exception").contains(exceptionMessage), exceptionMessage);
        List<Entry> entries = dashboard().logs("limit=1000&level=ERROR").stream()
                .filter(each -> each.extra("exception").contains(exceptionMessage))
                .toList();
        assertEquals(1, entries.size(), entries::toString);
        assertEquals("asyncz.task", entries.get(0).logger());
        return entries.get(0);
    }

    private static Set<String> names(Iterable<Entry> entries) {
        Set<String> names = new HashSet<>();
        entries.forEach(each -> {
            if (each.taskId() != null) {
                names.add(each.taskId());
            }
        });
        return names;
    }
}
