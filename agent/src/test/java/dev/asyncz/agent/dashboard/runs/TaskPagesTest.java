package dev.asyncz.agent.dashboard.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.ALine;
import dev.asyncz.agent.tasks.ListeningRegistry;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.agent.tasks.history.RunJournal;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Overview, tasks, a task, a run. */
class TaskPagesTest {
    private final RingStorage ring = Samples.ring(List.of());
    private final List<String> gaps = new CopyOnWriteArrayList<>();

    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final TaskRegistry tasks = listening.registry;
    private final Port port = Port.bound(Port.settings("127.0.0.1", null), sources(new RunHistory(tasks)));

    private Dashboard sources(RunHistory runs) {
        Dashboard plain = Samples.sources(ring);
        return new Dashboard(
                plain.storage(), runs, plain.figures(), plain.runFigures(), plain.found(), () -> gaps, null);
    }

    @AfterEach
    void close() {
        port.close();
    }

    @ParameterizedTest
    @CsvSource({"/, /dashboard/", "/dashboard, /dashboard/", "/dashboard/tasks, /dashboard/tasks/"})
    void should_lead_to_the_overview_and_to_the_tasks(String path, String page) throws Exception {
        HttpResponse<String> answer = port.get(path, "X-Forwarded-Prefix", "/ops");

        assertEquals(303, answer.statusCode());
        assertEquals("/ops" + page, answer.headers().firstValue("Location").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dashboard/", "/dashboard/tasks/"})
    void should_say_what_was_found_before_a_task_has_run(String path) throws Exception {
        String page = get(path);

        assertTrue(page.contains("No task has run yet"), page);
        assertTrue(page.contains("<li>Quartz</li>"), page);
    }

    @Test
    void should_show_what_needs_attention_before_everything_else() throws Exception {
        run("com.acme.Good", null, "fine");
        run("com.acme.Bad", new IllegalStateException("disk <full>"), "oh");
        String page = get("/dashboard/");

        assertTrue(page.indexOf("Its last run failed: java.lang.IllegalStateException: disk &lt;full&gt;") > 0, page);
        assertTrue(page.indexOf("Needs attention") < page.indexOf("Running now"), page);
        assertFalse(page.contains("href=\"/dashboard/tasks/com.acme.Good\""), page);
        assertTrue(get("/dashboard/tasks/").contains("href=\"/dashboard/tasks/com.acme.Good\""));
    }

    @Test
    void should_not_look_calm_where_something_is_not_captured() throws Exception {
        run("com.acme.Good", null, "fine");
        gaps.add("the loader of <b>Inside</b> hides; open it");

        String page = get("/dashboard/");
        assertTrue(page.contains("the loader of &lt;b&gt;Inside&lt;/b&gt; hides; open it"), page);
        assertTrue(page.indexOf("Not everything is captured") < page.indexOf("Running now"), page);
        assertFalse(page.contains("All is well"), page);
        assertTrue(get("/metrics").contains("\nasyncz_capture_gaps 1\n"));
        String stats = get("/dashboard/api/stats");
        assertTrue(stats.contains("\"trouble\":\"the loader of <b>Inside</b> hides; open it\""), stats);
    }

    @Test
    void should_say_that_all_is_quiet() throws Exception {
        run("com.acme.Good", null, "fine");

        assertTrue(get("/dashboard/").contains("All is well"));
    }

    @Test
    void should_show_housekeeping_where_nothing_else_is_known() throws Exception {
        run("com.zaxxer.hikari.pool.HikariPool$HouseKeeper", null, "fine");
        assertTrue(get("/dashboard/tasks/").contains("href=\"/dashboard/tasks/com.zaxxer"));
        assertTrue(get("/dashboard/").contains("No task of the application is known"));
    }

    @Test
    void should_search_and_sort_tasks() throws Exception {
        run("b.Second", null, "m");
        run("a.First", null, "m");
        run("a.First", null, "m");
        String byName = get("/dashboard/tasks/?sort=name");
        String byRuns = get("/dashboard/tasks/?sort=runs");
        String found = get("/dashboard/tasks/?q=SECOND");

        assertTrue(byName.indexOf("tasks/a.First") < byName.indexOf("tasks/b.Second"), byName);
        assertTrue(byRuns.indexOf("tasks/a.First") < byRuns.indexOf("tasks/b.Second"), byRuns);
        assertTrue(found.contains("tasks/b.Second") && !found.contains("tasks/a.First"), found);
        assertTrue(get("/dashboard/tasks/?q=nothing").contains("No task matches"));
        assertEquals(400, port.get("/dashboard/tasks/?sort=colour").statusCode());
    }

    @Test
    void should_show_many_tasks_a_hundred_at_a_time() throws Exception {
        for (int i = 0; i < 250; i++) {
            run(String.format("task-%03d", i), i < 60 ? new IllegalStateException() : null);
        }
        String first = get("/dashboard/tasks/?sort=name&q=task");
        String last = get("/dashboard/tasks/?sort=name&q=task&page=99");

        assertTrue(first.contains("tasks/task-099\"") && !first.contains("tasks/task-100\""), first);
        assertTrue(first.contains("1 to 100 of 250 tasks"), first);
        assertTrue(first.contains("page&#61;2\" rel=\"next\""), first);
        assertTrue(last.contains("201 to 250 of 250 tasks") && last.contains("page&#61;2\" rel=\"prev\""), last);
        assertEquals(400, port.get("/dashboard/tasks/?page=0").statusCode());
        assertTrue(get("/dashboard/").contains("35 more tasks need attention"));
    }

    @Test
    void should_say_how_far_back_the_runs_in_memory_go() throws Exception {
        for (int i = 0; i < 130; i++) {
            run("a", null);
        }
        String page = get("/dashboard/tasks/a");

        assertTrue(page.contains("of 130 since the start") && !page.contains("Older runs"), page);
    }

    @Test
    void should_lead_through_older_runs_where_a_storage_keeps_them() throws Exception {
        RunJournal journal = new RunJournal(() -> "one");
        TaskRegistry written = new TaskRegistry(RunKeeper.none(), journal);
        RingStorage kept = new RingStorage(10_000, 64 << 20);
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(written);
        String first = run("a", new IllegalStateException("long ago"));
        for (int i = 0; i < 210; i++) {
            run("a", null);
        }
        journal.writeLast(written, kept::append, true);
        RunHistory history = new RunHistory(new TaskRegistry(), new RunJournal(() -> "two"), kept, false, () -> "one");
        try (Port after = Port.bound(Port.settings("127.0.0.1", null), sources(history))) {
            String link = "/dashboard/tasks/a";
            String page = after.get(link).body();
            for (int i = 0; i < 2; i++) {
                assertFalse(page.contains("long ago"), page);
                link = page.replaceFirst("(?s).*id=\"older\" href=\"([^\"]+)\".*", "$1")
                        .replace("&#61;", "=");
                page = after.get(link).body();
            }
            assertTrue(page.contains("long ago") && page.contains("earlier 11") && !page.contains("Older runs"), page);
            String run = after.get("/dashboard/runs/" + first).body();
            assertTrue(run.contains("long ago"), run);
            assertEquals(400, after.get("/dashboard/tasks/a?before=yesterday").statusCode());
        }
    }

    @Test
    void should_name_the_application_but_not_to_strangers() throws Exception {
        String name = "class=\"app\"";

        assertTrue(get("/dashboard/").contains(name));
        assertFalse(port.raw("GET /dashboard/ HTTP/1.1", "Host: evil.example").contains(name));
    }

    @Test
    void should_say_what_changed_since_the_last_run_that_succeeded() throws Exception {
        run("a", null, "3 orders", "order 17 accepted", "order 18 accepted", "all done");
        String failed =
                run("a", new IllegalStateException("boom"), "5 orders", "order 19 accepted", "the ledger is locked");
        String page = get("/dashboard/runs/" + failed);

        String added = section(page, "k-new");
        assertTrue(added.contains("the ledger is locked") && !added.contains("orders"), added);
        String gone = section(page, "k-gone");
        assertTrue(gone.contains("all done") && !gone.contains("accepted"), gone);
        String other = section(page, "k-other");
        assertTrue(other.contains("order # accepted") && other.contains("2 → 1"), other);
        assertTrue(page.contains("Previous run</a>") && !page.contains("Next run ›</a>"), page);
        assertTrue(page.contains("<div>java.lang.IllegalStateException: boom"), page);
        assertTrue(page.contains("frames hidden</summary>"), page);
    }

    @Test
    void should_show_the_lines_of_a_run_in_the_order_in_which_they_were_written() throws Exception {
        String run = run("a", null, "first", "second");
        String page = get("/dashboard/runs/" + run);

        assertTrue(page.indexOf(">first<") < page.indexOf(">second<"), page);
    }

    @Test
    void should_show_a_run_of_which_nothing_but_lines_is_known() throws Exception {
        ring.append(Samples.entry(LogLevel.INFO, "an orphan", "old.Task", "0193-old"));
        String page = get("/dashboard/runs/0193-old");

        assertTrue(page.contains("an orphan"), page);
        assertTrue(page.contains("How this run ended is not kept"), page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/dashboard/runs/nothing", "/dashboard/tasks/nothing", "/dashboard/runs/..", "/dashboard/tasks/~"
            })
    void should_answer_in_a_sentence_where_nothing_is_known(String path) throws Exception {
        int status = port.get(path).statusCode();

        assertTrue(status == 404 || status == 400, path + " answered " + status);
    }

    @Test
    void should_keep_hostile_names_inert_and_find_them() throws Exception {
        for (String hostile : Samples.HOSTILE) {
            String id = run(hostile, new IllegalStateException(hostile), hostile);
            String page = get(Addresses.task(hostile));
            String run = get("/dashboard/runs/" + id);
            for (String each : List.of(page, run, get("/dashboard/"), get("/dashboard/tasks/"))) {
                assertFalse(each.contains("<script>document"), each);
                assertFalse(each.contains("<img src=x"), each);
                assertFalse(each.contains("\u202E"), each);
            }
        }
    }

    @Test
    void should_serve_every_link_below_the_path_of_a_proxy() throws Exception {
        String run = run("a", new IllegalStateException("boom"), "one");
        run("a", null, "two");
        for (String path :
                List.of("/dashboard/", "/dashboard/tasks/", "/dashboard/tasks/a", "/dashboard/runs/" + run)) {
            String page = port.get(path, "X-Forwarded-Prefix", "/ops").body();
            assertFalse(page.matches("(?s).*(href|src|action)=\"/(?!ops/).*"), page);
        }
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = port.get(path);
        assertEquals(200, answer.statusCode(), path);
        return answer.body();
    }

    /** From the heading of one kind of changes to the next. */
    private static String section(String page, String kind) {
        int from = page.indexOf("kind " + kind);
        assertTrue(from > 0, () -> "no " + kind + " in " + page);
        return page.substring(from, page.indexOf("</div>", from));
    }

    /** A run with lines; gives its id. */
    private String run(String task, @Nullable Throwable failure, String... messages) {
        Object begun = RunScope.begin("Timer", task);
        String id = Objects.requireNonNull(RunScope.current()).id();
        for (String message : messages) {
            tasks.line(id, ALine.of(LogLevel.INFO));
            LogEntry line = Samples.entry(LogLevel.INFO, message, task, id);
            // Now, as the run is.
            ring.append(new LogEntry(
                    line.id(), Instant.now(), line.level(), message, line.logger(), task, id, line.extra()));
        }
        RunScope.failed(failure);
        RunScope.end(begun);
        return id;
    }
}
