package dev.asyncz.agent.dashboard.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sentence that the overview begins with. */
class VerdictTest {
    private final List<String> gaps = new CopyOnWriteArrayList<>();
    private final TaskRegistry tasks = new TaskRegistry();
    private final Dashboard plain = Samples.sources(Samples.ring(List.of()));
    private volatile StorageFigures figures = new StorageFigures("postgres", 9, 9, 0, Map.of("overwritten", 4L), null);
    private final Port port = Port.bound(
            Port.settings("127.0.0.1", null),
            new Dashboard(
                    plain.storage(),
                    new RunHistory(tasks),
                    () -> figures,
                    plain.runFigures(),
                    plain.found(),
                    () -> gaps,
                    null));

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
    void should_say_that_all_is_well_and_since_when_no_run_has_failed() throws Exception {
        run("com.acme.Good", null);
        assertEquals(
                "All is well: none of 1 task needs attention, and none of the runs that are kept has failed.",
                verdict());

        run("com.acme.Good", new IllegalStateException());
        run("com.acme.Good", null);
        String verdict = verdict();
        assertTrue(
                verdict.matches("All is well: none of 1 task needs attention, and no run has failed since \\S+"
                        + "( \\S+)? \\(\\d+ s ago\\)\\."),
                verdict);
    }

    @Test
    void should_say_what_is_not_well_and_since_when_by_the_clock_that_the_reader_chose() throws Exception {
        run("com.acme.Bad", new IllegalStateException());
        run("com.acme.Worse", new IllegalStateException());
        gaps.add("a loader hides");
        Instant since = Instant.parse("2026-03-01T02:30:00Z");
        figures = new StorageFigures("postgres", 9, 5, 1, Map.of("full", 3L), "postgres is gone", since);

        String verdict = verdict("?time=Asia/Tokyo");
        assertTrue(
                verdict.startsWith("Not all is well: the storage is in trouble since 2026-03-01 11:30:00 ("), verdict);
        assertTrue(
                verdict.contains("; 3 lines were lost; a part of the application is not captured;"
                        + " 2 tasks need attention (2 failing), the first of them since "),
                verdict);
        String page = port.get("/dashboard/").body();
        assertTrue(page.indexOf("postgres is gone") < page.indexOf("id=\"needs\""), page);
    }

    private static void run(String task, @Nullable Throwable failure) {
        Object begun = RunScope.begin("Timer", task);
        RunScope.failed(failure);
        RunScope.end(begun);
    }

    private String verdict(String... query) throws Exception {
        String page = port.get("/dashboard/" + String.join("", query)).body();
        Matcher sentence =
                Pattern.compile("<p class=\"verdict.*?</p>", Pattern.DOTALL).matcher(page);
        assertTrue(sentence.find(), page);
        return sentence.group()
                .replaceAll("<i [^>]*>.</i>|<[^>]*>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
