package dev.asyncz.agent.dashboard.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.TimeOrderedIds;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tasks and their runs, as JSON. */
class JsonTasksTest {
    private static final TimeOrderedIds IDS = new TimeOrderedIds();

    @Test
    void should_give_tasks_with_their_last_run() throws Exception {
        TaskRegistry tasks = new TaskRegistry();
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, (what, cause) -> {});
        RunEvents.tell(tasks);
        Object run = RunScope.begin("Quartz", "group.name");
        RunScope.failed(new IllegalStateException("boom\nsecond line"));
        RunScope.end(run);
        Dashboard plain = Samples.sources(Samples.ring(List.of()));
        Dashboard sources = new Dashboard(
                plain.storage(), new RunHistory(tasks), plain.figures(), () -> null, plain.found(), List::of, null);
        try (Port with = Port.bound(Port.settings("127.0.0.1", null), sources)) {
            Map<?, ?> body = JsonText.parse(with.get("/dashboard/api/tasks").body());
            Map<?, ?> task = (Map<?, ?>) JsonText.list(body, "tasks").get(0);
            assertEquals(
                    List.of(
                            "id",
                            "scheduler",
                            "schedule",
                            "schedules",
                            "next_run",
                            "source",
                            "death",
                            "infrastructure",
                            "runs",
                            "failures",
                            "running",
                            "last_run",
                            "signs"),
                    List.copyOf(task.keySet()));
            assertEquals(false, task.get("infrastructure"));
            assertEquals("group.name", task.get("id"));
            assertEquals(1L, task.get("failures"));
            assertEquals(0L, task.get("running"));
            Map<?, ?> last = (Map<?, ?>) Objects.requireNonNull(task.get("last_run"));
            assertEquals(
                    List.of(
                            "run_id",
                            "task_id",
                            "node",
                            "started",
                            "duration_ms",
                            "outcome",
                            "failure",
                            "threads",
                            "lines"),
                    List.copyOf(last.keySet()));
            assertEquals("failed", last.get("outcome"));
            assertEquals("java.lang.IllegalStateException: boom", last.get("failure"));
            assertEquals(
                    List.of(last),
                    JsonText.list(
                            JsonText.parse(with.get("/dashboard/api/runs?outcome=FAILED")
                                    .body()),
                            "runs"));
            assertEquals(
                    List.of(),
                    JsonText.list(
                            JsonText.parse(with.get("/dashboard/api/runs?before=" + last.get("run_id"))
                                    .body()),
                            "runs"));
            assertEquals(400, with.get("/dashboard/api/runs?outcome=sunk").statusCode());
            assertEquals(400, with.get("/dashboard/api/runs?since=noon").statusCode());
            assertEquals(List.of(last), runs(with, "since=2020-01-01T00:00:00Z"));
            assertEquals(List.of(), runs(with, "since=2020-01-01T00:00:00Z&until=2020-01-02T00:00:00Z"));
            assertEquals(List.of(), runs(with, "node=nobody"));
            assertTrue(with.get("/dashboard/icon.svg").body().endsWith(">1</text></svg>"), "one task that failed");
            assertTrue(with.get("/dashboard/logs/").body().contains("<option value=\"group.name\">"));
        }
        try (Port port = Port.serving(List.of())) {
            assertTrue(port.get("/dashboard/icon.svg").body().endsWith("/></svg>"), "no number");
            assertEquals(
                    List.of(),
                    JsonText.parse(port.get("/dashboard/api/tasks").body()).get("tasks"));
        }
    }

    @Test
    void should_give_a_run_that_is_asked_for_with_the_traces_that_its_lines_name() throws Exception {
        TaskRegistry tasks = new TaskRegistry();
        RunEvents.tell(tasks);
        Object begun = RunScope.begin("Quartz", "a");
        String run = Objects.requireNonNull(RunScope.current()).id();
        RunScope.end(begun);
        RunScope.end(RunScope.begin("Quartz", "a"));
        Dashboard plain = Samples.sources(Samples.ring(List.of(
                line(run, Map.of("trace_id", "4bf92f35")),
                line(run, Map.of("trace_id", "00f067aa")),
                line(run, Map.of("trace_id", "4bf92f35")),
                line(run, Map.of()),
                line("another", Map.of("trace_id", "elsewhere")))));
        Dashboard sources = new Dashboard(
                plain.storage(), new RunHistory(tasks), plain.figures(), () -> null, plain.found(), List::of, null);
        try (Port with = Port.bound(Port.settings("127.0.0.1", null), sources)) {
            String body = with.get("/dashboard/api/runs?run_id=" + run).body();
            Map<?, ?> only =
                    (Map<?, ?>) JsonText.list(JsonText.parse(body), "runs").get(0);

            assertEquals(1, JsonText.list(JsonText.parse(body), "runs").size());
            assertEquals(run, only.get("run_id"));
            assertEquals(List.of("4bf92f35", "00f067aa"), only.get("traces"));
        }
    }

    private static LogEntry line(String run, Map<String, Object> extra) {
        return new LogEntry(IDS.next(), Instant.now(), LogLevel.INFO, "a line", "com.acme", "a", run, extra);
    }

    private static List<?> runs(Port with, String query) throws Exception {
        return JsonText.list(
                JsonText.parse(with.get("/dashboard/api/runs?" + query).body()), "runs");
    }
}
