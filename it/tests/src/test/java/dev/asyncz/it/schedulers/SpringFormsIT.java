package dev.asyncz.it.schedulers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.asyncz.it.harness.Oracle;
import dev.asyncz.it.harness.Task;
import dev.asyncz.it.harness.programs.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of Spring's scheduling, from 6.2 on: annotated, programmatic, on virtual threads, reactive, locked. */
@OnEachJdk
final class SpringFormsIT {
    private static final String PROGRAM = "com.acme.forms.SpringForms";
    private static final String JOBS = PROGRAM + "$Jobs.";
    private static final String LOCKING = PROGRAM + "$LockingScheduler.";
    private static final String BESIDE_SPRING =
            "io.projectreactor:reactor-core:newest net.javacrumbs.shedlock:shedlock-spring:newest";
    private static final Path CLASSES =
            Sources.compiled("spring", Libs.SPRING_6, BESIDE_SPRING, Libs.LOG4J_LATEST, Libs.SLF4J_TO_LOG4J);

    /** The task of a form's lines, and its schedule in words. The third place of main is one that only submits. */
    private static final Map<String, List<String>> FORMS = Map.ofEntries(
            Map.entry("cron", List.of(JOBS + "everySecond", "cron * * * * * *")),
            Map.entry("one-time", List.of(JOBS + "oneTime", "once")),
            Map.entry("guarded", List.of(JOBS + "guarded", "200 ms after each run")),
            Map.entry("guarded by the scheduler", List.of(LOCKING + "guarded", "200 ms after each run")),
            Map.entry("annotated for threads", List.of(JOBS + "virtual", "every 200 ms")),
            Map.entry("late failure", List.of(JOBS + "fails", "every 200 ms")),
            Map.entry("mono: value", List.of(JOBS + "mono", "200 ms after each run")),
            Map.entry("flux: 2", List.of(JOBS + "flux", "every 200 ms")),
            Map.entry("programmatic", List.of(PROGRAM + ".main", "once")),
            Map.entry("triggered", List.of(PROGRAM + ".main#2", "200 ms after each run")),
            Map.entry("threads: fixed rate", List.of(PROGRAM + "$OnThreads", "every 200 ms")),
            Map.entry("threads: fixed delay", List.of(PROGRAM + ".main#4", "200 ms after each run")),
            Map.entry("threads: triggered", List.of(PROGRAM + ".main#5", "200 ms after each run")));

    private final Jdk jdk;

    SpringFormsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.11", "7.0.10"})
    void should_bind_each_form_to_its_task_and_its_run(String version) {
        try (App app = Launch.on(jdk)
                .main(PROGRAM)
                .classes(CLASSES)
                .libs("org.springframework:spring-context:" + version, BESIDE_SPRING, Libs.SLF4J_TO_LOG4J)
                .start()) {
            Dashboard dashboard = app.awaitStdout("ready").dashboard();
            Set<String> each = new HashSet<>(FORMS.keySet());
            each.add("rate 5: async");
            // However much has come since.
            await("a line of each form")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> messages(dashboard).containsAll(each));
            List<Entry> entries = dashboard.allLogs();

            assertTasksAndSchedules(dashboard, entries);
            assertEachExecutionIsARun(entries);
            assertRunsAreWhole(entries);
            assertFailuresAreReportedInTheirRun(dashboard);
            assertARunLastsAsLongAsItsPublisher(dashboard);
            assertWhatALockSkippedIsNoRun(dashboard);
            assertNothingIsBoundOutside(entries);
            assertTheFileHasThemToo(app, entries);
            assertEquals(
                    FORMS.size()
                            + Set.of("rate", "fail", "leapDay", "skipped", "skipped by the scheduler")
                                    .size(),
                    dashboard.tasks().size(),
                    () -> "one task each, and no second layer: " + dashboard.tasks());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.11", "7.0.10"})
    void should_call_cut_short_what_is_interrupted_as_its_scheduler_is_closed(String version) {
        try (App app = Launch.on(jdk)
                .main("com.acme.forms.ClosedThreads")
                .classes(CLASSES)
                .libs("org.springframework:spring-context:" + version, BESIDE_SPRING, Libs.SLF4J_TO_LOG4J)
                .start()) {
            Dashboard dashboard = app.dashboard();
            dashboard.awaitMessage("closed");

            awaitOutcome(dashboard, "Sleeps", "cut_short");
            awaitOutcome(dashboard, "Fails", "failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1.0", "6.1.1", "6.1.21"})
    void should_bind_methods_that_each_have_a_thread_of_their_own_before_it_was_as_now(String version) {
        try (App app = Launch.on(jdk)
                .main("com.acme.forms.EachItsThread")
                .classes(CLASSES)
                .libs("org.springframework:spring-context:" + version, Libs.LOG4J_LATEST)
                .start()) {
            Dashboard dashboard = app.awaitStdout("ready").dashboard();
            Map<String, String> schedules =
                    Map.of("rate", "every 200 ms", "delay", "200 ms after each run", "cron", "cron * * * * * *");
            schedules.forEach((method, schedule) -> dashboard.awaitTask(
                    "com.acme.forms.EachItsThread." + method,
                    task -> task.runs() > 1 && task.schedule().equals(schedule),
                    "runs " + schedule));

            assertEquals(3, dashboard.tasks().size(), () -> "no second layer: " + dashboard.tasks());
            for (Entry each : dashboard.allLogs()) {
                if (!schedules.containsKey(each.message())) {
                    continue; // Spring's own.
                }
                assertEquals("com.acme.forms.EachItsThread." + each.message(), each.taskId());
                assertNotNull(each.runId());
            }
            assertEquals(3, app.end().agentLines().size(), "no warning");
        }
    }

    private static void awaitOutcome(Dashboard dashboard, String task, String outcome) {
        String runs = "/dashboard/api/runs?task_id=" + Dashboard.encode("com.acme.forms.ClosedThreads$" + task);
        await(task)
                .until(
                        () -> dashboard
                                .json(runs)
                                .path("runs")
                                .path(0)
                                .path("outcome")
                                .asText(),
                        outcome::equals);
    }

    private static void assertTasksAndSchedules(Dashboard dashboard, List<Entry> entries) {
        Map<String, String> schedules = dashboard.tasks().stream().collect(Collectors.toMap(Task::id, Task::schedule));
        FORMS.forEach((message, expected) -> {
            assertEquals(expected.get(0), entry(entries, message).taskId(), message);
            assertEquals(expected.get(1), schedules.get(expected.get(0)), message);
        });
        Task leapDay = dashboard.awaitTask(JOBS + "leapDay", task -> true, "known before its first run");
        assertEquals("cron 0 0 3 29 2 *", leapDay.schedule());
        assertTrue(leapDay.nextRun().contains("-02-29T"), leapDay::nextRun);
        assertEquals(0, leapDay.runs());
    }

    private static void assertEachExecutionIsARun(List<Entry> entries) {
        for (String message : Set.of("triggered", "threads: fixed rate", "threads: fixed delay", "mono: value")) {
            List<Entry> lines = entries.stream()
                    .filter(each -> each.message().equals(message))
                    .toList();
            assertEquals(
                    lines.size(), lines.stream().map(Entry::runId).distinct().count(), message);
        }
    }

    /** Across @Async and Reactor's threads. */
    private static void assertRunsAreWhole(List<Entry> entries) {
        for (int run = 1; run <= 5; run++) {
            Entry begins = entry(entries, "rate " + run + ": begins");
            Entry async = entry(entries, "rate " + run + ": async");
            assertEquals(JOBS + "rate", begins.taskId());
            assertEquals(begins.runId(), async.runId());
            assertTrue(!begins.extra("thread").equals(async.extra("thread")), begins::toString);
        }
        Map<String, Set<String>> reactive = new TreeMap<>();
        for (Entry each : entries) {
            if ((JOBS + "flux").equals(each.taskId()) || (JOBS + "mono").equals(each.taskId())) {
                reactive.computeIfAbsent(String.valueOf(each.runId()), id -> new HashSet<>())
                        .add(each.message());
            }
        }
        assertTrue(reactive.containsValue(Set.of("flux: 1", "flux: 2")), reactive::toString);
        assertTrue(reactive.containsValue(Set.of("mono: subscribed", "mono: value")), reactive::toString);
    }

    private static void assertFailuresAreReportedInTheirRun(Dashboard dashboard) {
        Entry handled = dashboard.await(
                each -> each.level().equals("ERROR") && each.extra("exception").contains("the error handler logs this"),
                "the error handler's line");

        assertEquals(JOBS + "fail", handled.taskId());
        assertEquals(
                List.of(handled.message(), "about to fail"),
                dashboard.logs("run_id=" + handled.runId()).stream()
                        .map(Entry::message)
                        .toList());
        dashboard.awaitTask(JOBS + "fail", task -> task.failures() > 0, "a failure");
    }

    private static void assertARunLastsAsLongAsItsPublisher(Dashboard dashboard) {
        Task fails = dashboard.awaitTask(JOBS + "fails", task -> task.failures() > 1, "failures");
        Task flux = dashboard.awaitTask(JOBS + "flux", task -> task.runs() > 1, "runs");

        assertTrue(fails.runs() - fails.failures() <= 1, () -> "all but one under way: " + fails);
        assertTrue(fails.lastRun().path("duration_ms").isNull()
                || fails.lastRun().path("duration_ms").asLong() >= 20);
        assertEquals(0, flux.failures());
        assertTrue(flux.running() <= 1, flux::toString);
    }

    private static Set<String> messages(Dashboard dashboard) {
        return dashboard.allLogs().stream().map(Entry::message).collect(Collectors.toSet());
    }

    private static void assertWhatALockSkippedIsNoRun(Dashboard dashboard) {
        for (String jobs : List.of(JOBS, LOCKING)) {
            dashboard.await(
                    each -> each.message().startsWith("Not executing 'elsewhere'")
                            && (jobs + "skipped").equals(each.taskId()),
                    "the lock's line");
            Task skipped = dashboard.awaitTask(jobs + "skipped", task -> task.running() == 0, "nothing running");

            assertEquals(0, skipped.runs());
            assertTrue(skipped.lastRun().isNull(), skipped::toString);
            dashboard.awaitTask(jobs + "guarded", task -> task.runs() > 1, "runs that had the lock");
        }
    }

    private static void assertNothingIsBoundOutside(List<Entry> entries) {
        List<Entry> outside = entries.stream()
                .filter(each -> each.message().startsWith("outside: "))
                .toList();

        assertEquals(3, outside.size(), outside::toString);
        outside.forEach(each -> assertNull(each.runId(), each::toString));
    }

    private static void assertTheFileHasThemToo(App app, List<Entry> entries) {
        Map<String, String> file = new TreeMap<>();
        for (Oracle.Line line : Oracle.lines(app.folder().resolve("oracle.log"))) {
            file.putIfAbsent(line.message(), line.task() + "|" + line.run());
        }
        for (int run = 1; run <= 5; run++) {
            String message = "rate " + run + ": async";
            Entry entry = entry(entries, message);
            assertEquals(entry.taskId() + "|" + entry.runId(), file.get(message));
        }
    }

    private static Entry entry(List<Entry> entries, String message) {
        Entry found = entries.stream()
                .filter(each -> each.message().equals(message))
                .findFirst()
                .orElse(null);
        assertNotNull(found, "no entry " + message);
        return found;
    }
}
