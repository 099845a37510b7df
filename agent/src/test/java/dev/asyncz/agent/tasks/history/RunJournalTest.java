package dev.asyncz.agent.tasks.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskHistory;
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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which runs are written down, and when. */
class RunJournalTest {
    private final RingStorage storage = new RingStorage(100_000, 64 << 20);

    @AfterEach
    void disconnect() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_write_down_once_what_is_over_soon_and_twice_what_lasts() {
        JvmWithRuns node = new JvmWithRuns(storage, "one");
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
        JvmWithRuns node = new JvmWithRuns(storage, "one");
        for (int i = 0; i < RunJournal.BURST + 400; i++) {
            node.run("often", i % 10 == 0 ? new IllegalStateException() : null);
        }
        node.pass(1_000);
        node.run("often", null);
        node.pass(2_000);

        TaskFacts often =
                new JvmWithRuns(storage, "two").history().tasks().get(0).facts();
        assertTrue(
                storage.query(LogQuery.ALL.withTask("often").withLimit(9_999)).size() <= RunJournal.BURST + 2);
        assertEquals(RunJournal.BURST + 401, often.runs());
        assertEquals((RunJournal.BURST + 400) / 10, often.failures());
    }

    @Test
    void should_keep_the_history_of_a_task_that_runs_seldom_beside_one_that_runs_often() {
        RingStorage small = new RingStorage(2_000, 64 << 20);
        JvmWithRuns earlier = new JvmWithRuns(storage, "one");
        earlier.run("daily", new IllegalStateException("boom"));
        earlier.run("daily", null);
        crowd(earlier, small);
        JvmWithRuns next = new JvmWithRuns(storage, "one");
        // It knows the task, but has not run it yet.
        next.tasks.planned(new TaskPlan("daily", "Timer", "every 1 d", null, 0, TaskPlan.UNKNOWN));
        crowd(next, small);

        JvmWithRuns last = new JvmWithRuns(storage, "one");
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
    private static void crowd(JvmWithRuns node, RingStorage storage) {
        RareRuns seldom = new RareRuns(node.tasks, storage, 1_000, node.millis::get);
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
    void should_go_on_writing_down_runs_when_others_never_end() {
        JvmWithRuns node = new JvmWithRuns(storage, "one");
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
        TaskHistory known = new JvmWithRuns(storage, node).history().task(task);
        assertNotNull(known);
        return known;
    }
}
