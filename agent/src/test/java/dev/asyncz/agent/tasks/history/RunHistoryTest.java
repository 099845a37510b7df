package dev.asyncz.agent.tasks.history;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.ALine;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that write their runs to one storage, each read by another. */
class RunHistoryTest {
    private final RingStorage storage = new RingStorage(100_000, 64 << 20);

    /** A JVM, as far as its runs are concerned. */
    private final class Node {
        private final AtomicLong millis = new AtomicLong(System.currentTimeMillis());
        private final String name;
        private final RunJournal journal;
        private final TaskRegistry tasks;

        Node(String name) {
            this.name = name;
            journal = new RunJournal(() -> name, millis::get);
            tasks = new TaskRegistry(journal);
        }

        Object begin(String task) {
            Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
            RunEvents.tell(tasks);
            return RunScope.begin("Timer", task);
        }

        void run(String task, @Nullable Throwable failure) {
            Object begun = begin(task);
            RunScope.failed(failure);
            RunScope.end(begun);
        }

        /** Writes as the time goes by. */
        void pass(long more) {
            for (long passed = 0; passed < more; passed += 300) {
                millis.addAndGet(300);
                journal.write(tasks, storage::append);
            }
        }

        void end() {
            journal.writeLast(tasks, storage::append, true);
        }

        RunHistory history() {
            return new RunHistory(tasks, journal, storage, true, () -> name, millis::get);
        }
    }

    @AfterEach
    void disconnect() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_show_the_runs_of_an_earlier_start_with_all_that_was_known_of_them() {
        Node earlier = new Node("one");
        Object begun = earlier.begin("a");
        earlier.tasks.line(String.valueOf(currentId()), ALine.of(LogLevel.WARN));
        RunScope.failed(new IllegalStateException("boom"));
        RunScope.end(begun);
        RunFacts known = earlier.history().tasks().get(0).runs().get(0);
        earlier.pass(1_000);
        earlier.end();

        RunHistory after = new Node("one").history();
        TaskHistory task = after.tasks().get(0);
        RunFacts run = after.run(known.id());
        assertNotNull(run);
        assertEquals(known.exception(), run.exception());
        assertEquals("java.lang.IllegalStateException: boom", run.failure());
        assertEquals(new LineCounts(0, 0, 0, 1, 0), run.lines());
        assertEquals(known.threads(), run.threads());
        assertEquals(known.started(), run.started());
        assertEquals("one", run.node());
        assertEquals(List.of(known.id()), task.runs().stream().map(RunFacts::id).toList());
        assertEquals(1, task.facts().failures());
        assertEquals("Timer", task.facts().scheduler());
    }

    @Test
    void should_show_the_runs_of_all_nodes_together_the_newest_first() {
        Node one = new Node("one");
        Node two = new Node("two");
        one.run("a", null);
        two.run("a", null);
        one.run("a", null);
        one.pass(1_000);
        two.pass(1_000);

        for (Node each : List.of(one, two)) {
            TaskHistory task = each.history().tasks().get(0);
            assertEquals(
                    List.of("one", "two", "one"),
                    task.runs().stream().map(RunFacts::node).toList());
            assertEquals(3, task.facts().runs());
        }
    }

    @Test
    void should_tell_a_run_that_goes_on_elsewhere_from_one_that_was_cut_short() {
        Node alive = new Node("one");
        Node ended = new Node("two");
        alive.begin("lives");
        alive.pass(2_000);
        ended.begin("ended");
        ended.pass(2_000);
        ended.end();
        RunHistory seen = new Node("three").history();

        assertEquals(Outcome.CUT_SHORT, outcome(seen, "ended"));
        assertEquals(Outcome.RUNNING, outcome(seen, "lives"));
    }

    @Test
    void should_take_every_other_process_for_ended_where_the_storage_is_not_shared() {
        Node killed = new Node("one");
        killed.begin("a");
        killed.pass(2_000);
        Node next = new Node("one");

        assertEquals(
                Outcome.CUT_SHORT, outcome(new RunHistory(next.tasks, next.journal, storage, false, () -> "one"), "a"));
    }

    @Test
    void should_write_down_once_what_is_over_soon_and_twice_what_lasts() {
        Node node = new Node("one");
        node.run("short", null);
        Object begun = node.begin("long");
        node.pass(90_000);
        RunScope.end(begun);
        node.pass(1_000);

        assertEquals(1, storage.query(LogQuery.ALL.withTask("short")).size());
        assertEquals(2, storage.query(LogQuery.ALL.withTask("long")).size());
        long signs = storage.query(LogQuery.ALL).stream()
                .filter(entry -> entry.runId() == null)
                .count();
        assertTrue(signs >= 5 && signs <= 7, signs + " signs of life in 90 s");
    }

    @Test
    void should_count_what_it_does_not_write_down_of_a_task_that_runs_very_often() {
        Node node = new Node("one");
        for (int i = 0; i < RunJournal.BURST + 400; i++) {
            node.run("often", i % 10 == 0 ? new IllegalStateException() : null);
        }
        node.pass(1_000);
        node.run("often", null);
        node.pass(2_000);

        TaskFacts often = new Node("two").history().tasks().get(0).facts();
        assertTrue(
                storage.query(LogQuery.ALL.withTask("often").withLimit(9_999)).size() <= RunJournal.BURST + 2);
        assertEquals(RunJournal.BURST + 401, often.runs());
        assertEquals((RunJournal.BURST + 400) / 10, often.failures());
    }

    @Test
    void should_find_a_task_whose_runs_lie_further_back_than_all_that_is_read() {
        Node earlier = new Node("one");
        earlier.run("yearly", null);
        earlier.pass(1_000);
        for (int i = 0; i < 30_000; i++) {
            earlier.run("task-" + i % 60, null);
            if (i % 60 == 0) {
                earlier.pass(60_000);
            }
        }
        earlier.pass(1_000);
        Node now = new Node("one");
        now.run("yearly", null);

        TaskHistory yearly = now.history().task("yearly");
        assertNotNull(yearly);
        assertEquals(2, yearly.runs().size());
    }

    @Test
    void should_keep_the_history_of_a_task_that_runs_seldom_beside_one_that_runs_often() {
        RingStorage small = new RingStorage(2_000, 64 << 20);
        Node earlier = new Node("one");
        earlier.run("daily", new IllegalStateException("boom"));
        earlier.run("daily", null);
        crowd(earlier, small);
        Node next = new Node("one");
        // It knows the task, but has not run it yet.
        next.tasks.planned(new TaskPlan("daily", "Timer", "every 1 d", null, 0, TaskPlan.UNKNOWN));
        crowd(next, small);

        Node last = new Node("one");
        TaskHistory daily = new RunHistory(last.tasks, last.journal, small, false, () -> "one").task("daily");
        assertNotNull(daily);
        assertEquals(
                List.of(Outcome.OK, Outcome.FAILED),
                daily.runs().stream().map(RunFacts::outcome).toList());
        assertEquals(2, daily.facts().runs());
        assertEquals(1, daily.facts().failures());
        assertEquals(2_000, small.query(LogQuery.ALL.withLimit(9_999)).size());
    }

    /** Many more runs of another task than the storage holds. */
    private static void crowd(Node node, RingStorage storage) {
        SeldomRuns seldom = new SeldomRuns(node.tasks, storage, 1_000, node.millis::get);
        for (int i = 0; i < 5_000; i++) {
            if (i > 0) {
                node.run("often", null);
            }
            node.millis.addAndGet(1_000);
            node.journal.write(node.tasks, record -> {
                seldom.written(record);
                storage.append(record);
            });
            seldom.write(storage::append);
        }
    }

    @Test
    void should_lead_to_runs_beyond_the_last_hundred() {
        Node earlier = new Node("one");
        for (int i = 0; i < 250; i++) {
            earlier.run("a", i == 3 ? new IllegalStateException("boom") : null);
        }
        earlier.run("b", null);
        earlier.begin("a");
        earlier.pass(2_000);
        Node now = new Node("one");
        RunHistory history = new RunHistory(now.tasks, now.journal, storage, false, () -> "one");
        List<RunFacts> seen = new ArrayList<>(history.older("a", new UUID(-1, -1), 100));
        for (int page = 0; page < 3; page++) {
            seen.addAll(
                    history.older("a", UUID.fromString(seen.get(seen.size() - 1).id()), 100));
        }

        assertEquals(251, seen.size());
        assertEquals(251, seen.stream().map(RunFacts::id).distinct().count());
        assertEquals(Outcome.CUT_SHORT, seen.get(0).outcome());
        assertEquals(Outcome.FAILED, seen.get(247).outcome());
        assertEquals(
                seen.stream()
                        .map(RunFacts::id)
                        .sorted(Comparator.reverseOrder())
                        .toList(),
                seen.stream().map(RunFacts::id).toList());
        assertEquals(List.of(), new RunHistory(now.tasks).older("a", new UUID(-1, -1), 100));
    }

    @Test
    void should_show_its_own_runs_while_the_storage_cannot_be_read() {
        TaskRegistry tasks = new TaskRegistry();
        RunHistory history = new RunHistory(tasks, new RunJournal(() -> ""), broken(), true, () -> "");
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(tasks);
        RunScope.end(RunScope.begin("Timer", "a"));

        assertEquals(1, history.tasks().get(0).runs().size());
        assertTrue(String.valueOf(history.trouble()).contains("not today"), history::trouble);
    }

    @Test
    void should_follow_what_others_write() {
        Node other = new Node("one");
        Node mine = new Node("two");
        RunHistory history = mine.history();
        assertEquals(List.of(), history.tasks());
        other.run("a", null);
        other.pass(1_000);
        await().until(() -> history.tasks().size() == 1);
        other.run("a", null);
        other.pass(1_000);
        await().until(() -> history.tasks().get(0).facts().runs() == 2);
        assertNull(history.trouble());
    }

    private static dev.asyncz.api.LogStorage broken() {
        return new dev.asyncz.api.LogStorage() {
            @Override
            public void append(dev.asyncz.api.LogEntry entry) {}

            @Override
            public Iterable<dev.asyncz.api.LogEntry> query(LogQuery query) {
                throw new IllegalStateException("not today");
            }
        };
    }

    private static @Nullable String currentId() {
        var run = RunScope.current();
        return run == null ? null : run.id();
    }

    private static Outcome outcome(RunHistory history, String task) {
        TaskHistory found = history.task(task);
        assertNotNull(found);
        return found.runs().get(0).outcome();
    }

    @Test
    void should_go_on_writing_down_runs_when_others_never_end() {
        Node node = new Node("one");
        List<Object> open = new ArrayList<>();
        for (int i = 0; i < RunJournal.MAX_OPEN + 1_000; i++) {
            open.add(node.begin("endless"));
            dev.asyncz.bootstrap.handoff.PoolHandoff.workerLooks();
            if (i % 5_000 == 0) {
                node.pass(300);
            }
        }
        node.pass(2_100);
        assertTrue(String.valueOf(node.journal.trouble()).contains("the oldest 1,000 are written down"));
        node.run("nightly", null);
        node.pass(1_000);

        assertEquals(RunFacts.Outcome.OK, known("two", "nightly").runs().get(0).outcome());

        long runs = known("two", "endless").facts().runs();
        RunScope.end(open.get(990));
        node.pass(1_000);
        TaskHistory after = known("three", "endless");
        assertEquals(runs, after.facts().runs(), "it counts once");
        assertEquals(
                1,
                after.runs().stream()
                        .filter(run -> run.outcome() == RunFacts.Outcome.OK)
                        .count());
    }

    private TaskHistory known(String node, String task) {
        TaskHistory known = new Node(node).history().task(task);
        assertNotNull(known);
        return known;
    }
}
