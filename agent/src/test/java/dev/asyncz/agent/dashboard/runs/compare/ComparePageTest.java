package dev.asyncz.agent.dashboard.runs.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.ALine;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComparePageTest {
    private final RingStorage ring = Samples.ring(List.of());
    private final TaskRegistry tasks = new TaskRegistry();
    private final Port port = Port.bound(Port.settings("127.0.0.1", null), sources());

    private Dashboard sources() {
        Dashboard plain = Samples.sources(ring);
        return new Dashboard(
                ring, new RunHistory(tasks), plain.figures(), plain.runFigures(), plain.found(), List::of, null);
    }

    @BeforeEach
    void connect() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(tasks);
    }

    @AfterEach
    void close() {
        RunEvents.tell(RunListener.NONE);
        port.close();
    }

    @Test
    void should_put_two_runs_of_different_tasks_side_by_side_one_click_from_the_page_of_a_run() throws Exception {
        String before = run("a", "begin", "order 1 read", "all done");
        String own = run("a", "begin", "order 2 read", "<b>disk</b> full");
        String stranger = run("b", "begin", "hello");
        String run = port.get(Addresses.run(own)).body();
        assertTrue(run.contains("href=\"" + Addresses.compare(own, before) + "\">the run before"), run);

        String page = get(Addresses.compare(own, before));
        assertTrue(page.contains("&lt;b&gt;disk&lt;/b&gt; full") && page.contains("all done"), page);
        assertTrue(page.contains("data-word=\"new\"") && page.contains("data-word=\"missing\""), page);
        assertTrue(page.indexOf("order 2 read") < page.indexOf("Then the first run"), page);
        assertFalse(page.contains("Not all lines are here"), page);
        assertTrue(get(Addresses.compare(own, stranger)).contains("hello"));
        assertTrue(get(Addresses.compare(own, own)).contains("Nowhere: the same kinds of lines"));
    }

    @Test
    void should_say_that_lines_are_gone_and_that_the_runs_may_have_parted_elsewhere() throws Exception {
        String own = run("a", "begin");
        String gone = run("a", "begin");
        tasks.line(gone, ALine.of(LogLevel.INFO));
        String page = get(Addresses.compare(own, gone));

        assertTrue(page.contains("1 of its 2 lines are kept.") && page.contains("Not all lines are here"), page);
        String nothing = run("a");
        tasks.line(nothing, ALine.of(LogLevel.INFO));
        String bare = get(Addresses.compare(own, nothing));
        assertTrue(bare.contains("of one of them no line is kept") && bare.contains("second only"), bare);
    }

    @Test
    void should_lead_to_the_comparison_with_a_run_whose_id_is_typed() throws Exception {
        String own = run("a", "begin");
        String path = Addresses.run(own) + "/compare/";
        HttpResponse<String> answer = port.get(path + "?other=+" + own, "X-Forwarded-Prefix", "/ops");

        assertEquals(303, answer.statusCode());
        assertEquals(
                "/ops" + Addresses.compare(own, own),
                answer.headers().firstValue("Location").orElse(""));
        assertEquals(400, port.get(path).statusCode());
        assertEquals(404, port.get(Addresses.compare(own, "nothing")).statusCode());
        assertEquals(400, port.get(path + "~").statusCode());
    }

    @Test
    void should_give_the_same_to_programs() throws Exception {
        String before = run("a", "begin", "order 1 read");
        String own = run("a", "begin", "disk full");
        String json = get("/dashboard/api/compare?run_id=" + own + "&other=" + before);

        assertTrue(json.startsWith("{\"run\":{\"run_id\":\"" + own + "\""), json);
        assertTrue(json.contains("\"complete\":true,\"parting\":{\"after\":"), json);
        assertTrue(
                json.contains("\"text\":\"disk full\",\"run\":{\"lines\":1,\"up_to_ms\":")
                        && json.contains("\"other\":{\"lines\":0,\"up_to_ms\":0}"),
                json);
        assertEquals(400, port.get("/dashboard/api/compare?run_id=" + own).statusCode());
        assertEquals(
                404,
                port.get("/dashboard/api/compare?other=nothing&run_id=" + own).statusCode());
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = port.get(path);
        assertEquals(200, answer.statusCode(), path);
        return answer.body();
    }

    private String run(String task, String... messages) {
        Object begun = RunScope.begin("Timer", task);
        String id = Objects.requireNonNull(RunScope.current()).id();
        for (String message : messages) {
            tasks.line(id, ALine.of(LogLevel.INFO));
            ring.append(new LogEntry(
                    Samples.entry(LogLevel.INFO, message, task, id).id(),
                    Instant.now(),
                    LogLevel.INFO,
                    message,
                    "com.acme",
                    task,
                    id,
                    Map.of()));
        }
        RunScope.end(begun);
        return id;
    }
}
