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
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.TimeOrderedIds;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that write their runs to one storage, each read by another. */
class RunHistoryTest {
    private final RingStorage storage = new RingStorage(100_000, 64 << 20);

    @AfterEach
    void disconnect() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_show_the_runs_of_an_earlier_start_with_all_that_was_known_of_them() {
        JvmWithRuns earlier = new JvmWithRuns(storage, "one");
        Object begun = earlier.begin("a");
        earlier.tasks.line(String.valueOf(currentId()), ALine.of(LogLevel.WARN));
        RunScope.failed(new IllegalStateException("boom"));
        RunScope.end(begun);
        RunFacts known = earlier.history().tasks().get(0).runs().get(0);
        earlier.pass(1_000);
        earlier.end();

        RunHistory after = new JvmWithRuns(storage, "one").history();
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
    void should_keep_in_lists_the_root_cause_of_a_run_of_an_earlier_start() {
        JvmWithRuns earlier = new JvmWithRuns(storage, "one");
        Object begun = earlier.begin("a");
        RunScope.failed(new IllegalStateException("boom", new java.io.IOException("disk full")));
        RunScope.end(begun);
        earlier.pass(1_000);
        earlier.end();

        RunFacts run =
                new JvmWithRuns(storage, "one").history().tasks().get(0).runs().get(0);
        assertEquals(
                "java.lang.IllegalStateException: boom\nCaused by: java.io.IOException: disk full", run.exception());
    }

    @Test
    void should_show_the_runs_of_all_nodes_together_the_newest_first() {
        JvmWithRuns one = new JvmWithRuns(storage, "one");
        JvmWithRuns two = new JvmWithRuns(storage, "two");
        one.run("a", null);
        two.run("a", null);
        one.run("a", null);
        one.pass(1_000);
        two.pass(1_000);

        for (JvmWithRuns each : List.of(one, two)) {
            TaskHistory task = each.history().tasks().get(0);
            assertEquals(
                    List.of("one", "two", "one"),
                    task.runs().stream().map(RunFacts::node).toList());
            assertEquals(3, task.facts().runs());
        }
    }

    @Test
    void should_tell_a_run_that_goes_on_elsewhere_from_one_that_was_cut_short() {
        JvmWithRuns alive = new JvmWithRuns(storage, "one");
        JvmWithRuns ended = new JvmWithRuns(storage, "two");
        alive.begin("lives");
        alive.pass(2_000);
        ended.begin("ended");
        ended.pass(2_000);
        ended.end();
        RunHistory seen = new JvmWithRuns(storage, "three").history();

        assertEquals(Outcome.CUT_SHORT, outcome(seen, "ended"));
        assertEquals(Outcome.RUNNING, outcome(seen, "lives"));
    }

    @Test
    void should_take_every_other_process_for_ended_where_the_storage_is_not_shared() {
        JvmWithRuns killed = new JvmWithRuns(storage, "one");
        killed.begin("a");
        killed.pass(2_000);
        JvmWithRuns next = new JvmWithRuns(storage, "one");

        assertEquals(
                Outcome.CUT_SHORT, outcome(new RunHistory(next.tasks, next.journal, storage, false, () -> "one"), "a"));
    }

    @Test
    void should_find_a_task_whose_runs_lie_further_back_than_all_that_is_read() {
        JvmWithRuns earlier = new JvmWithRuns(storage, "one");
        earlier.run("yearly", null);
        earlier.pass(1_000);
        for (int i = 0; i < 30_000; i++) {
            earlier.run("task-" + i % 60, null);
            if (i % 60 == 0) {
                earlier.pass(60_000);
            }
        }
        earlier.pass(1_000);
        JvmWithRuns now = new JvmWithRuns(storage, "one");
        now.run("yearly", null);

        TaskHistory yearly = now.history().task("yearly");
        assertNotNull(yearly);
        assertEquals(2, yearly.runs().size());
    }

    @Test
    void should_lead_to_runs_beyond_the_last_hundred() {
        JvmWithRuns earlier = new JvmWithRuns(storage, "one");
        for (int i = 0; i < 250; i++) {
            earlier.run("a", i == 3 ? new IllegalStateException("boom") : null);
        }
        earlier.run("b", null);
        earlier.begin("a");
        earlier.pass(2_000);
        JvmWithRuns now = new JvmWithRuns(storage, "one");
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
        JvmWithRuns other = new JvmWithRuns(storage, "one");
        JvmWithRuns mine = new JvmWithRuns(storage, "two");
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
    void should_give_the_runs_of_a_time_beyond_the_last_hundred_and_no_signs_of_life() {
        RingStorage kept = new RingStorage(100_000, 64 << 20);
        JvmWithRuns other = new JvmWithRuns(kept, "other");
        for (int i = 0; i < 250; i++) {
            other.run("often", null);
        }
        other.pass(60_000);
        RunHistory history = new JvmWithRuns(kept, "this").history();
        Instant now = Instant.now();

        assertEquals(
                250,
                history.between(now.minusSeconds(600), now.plusSeconds(600), 10_000)
                        .runs()
                        .size());
        assertEquals(
                List.of(),
                history.between(now.minusSeconds(6_000), now.minusSeconds(3_000), 10_000)
                        .runs());
        assertEquals(PastRuns.NONE, new RunHistory(new TaskRegistry()).between(now, now, 1));
    }

    @Test
    void should_read_runs_that_lie_behind_many_signs_of_life() {
        RingStorage kept = new RingStorage(100_000, 64 << 20);
        JvmWithRuns other = new JvmWithRuns(kept, "other");
        other.run("yearly", null);
        other.pass(3_000);
        TimeOrderedIds ids = new TimeOrderedIds(other.millis::get);
        for (int i = 0; i < 25_000; i++) {
            kept.append(new RunRecord("process", null, null, 0, 0, RunRecord.Last.NO)
                    .entry(ids.next(), Instant.now(), "other"));
        }

        assertNotNull(new JvmWithRuns(kept, "this").history().task("yearly"));
    }
}
