package dev.asyncz.agent.tasks.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.signs.Kind;
import dev.asyncz.agent.signs.Sign;
import dev.asyncz.agent.signs.rules.Signs;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.NodeTask;
import dev.asyncz.agent.tasks.NodeTask.Life;
import dev.asyncz.agent.tasks.TaskHistory;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one process knows by the storage of the tasks of another one that lives, ends or falls silent. */
class NodesTest {
    private static final long NIGHT = Duration.ofHours(7).toMillis();
    private static final long MINUTE = 60_000;

    private final RingStorage storage = new RingStorage(100_000, 64 << 20);
    private final AtomicLong millis = new AtomicLong(System.currentTimeMillis());

    private final class Node {
        private final String name;
        private final RunJournal journal;
        private final TaskRegistry tasks;

        Node(String name) {
            this.name = name;
            journal = new RunJournal(() -> name, millis::get);
            tasks = new TaskRegistry(RunKeeper.none(), journal);
        }

        void plans(String task, long inMillis) {
            tasks.planned(new TaskPlan(task, "Spring", "cron 0 0 3 * * *", null, 0, millis.get() + inMillis));
        }

        Object begins(String task) {
            Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
            RunEvents.tell(tasks);
            return RunScope.begin("Spring", task);
        }

        RunHistory history() {
            return new RunHistory(tasks, journal, storage, true, () -> name, millis::get);
        }

        TaskHistory nightly() {
            TaskHistory nightly = history().task("nightly");
            assertNotNull(nightly);
            return nightly;
        }

        List<Sign> signs() {
            return Signs.PLAIN.of(nightly(), Instant.ofEpochMilli(millis.get()));
        }
    }

    @AfterEach
    void disconnect() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_know_of_a_task_that_never_ran_when_it_was_due_on_a_node_that_was_killed() {
        Node shop = new Node("shop-2");
        shop.plans("nightly", NIGHT);
        pass(5 * MINUTE, shop);
        long heard = millis.get();
        pass(NIGHT - 10 * MINUTE);
        assertEquals(List.of(), new Node("other").signs(), "before its time");
        pass(20 * MINUTE);

        Sign sign = new Node("other").signs().get(0);
        assertEquals(Kind.NEVER_RAN, sign.kind());
        assertTrue(sign.sentence().contains("the JVM that had it, shop-2, was last heard of at"), sign::sentence);
        NodeTask known = new Node("other").nightly().nodes().get(0);
        assertEquals(Life.SILENT, known.life());
        assertTrue(Math.abs(known.heard().toEpochMilli() - heard) <= RunJournal.SIGN_MILLIS, known::toString);
    }

    @Test
    void should_know_that_somebody_stopped_it_although_its_end_cancels_all() {
        Node shop = new Node("shop-2");
        FutureTask<@Nullable Void> future = new FutureTask<>(() -> null);
        shop.plans("nightly", NIGHT);
        shop.tasks.held("nightly", new WeakReference<>(future));
        pass(5 * MINUTE, shop);
        future.cancel(false);
        shop.journal.writeLast(shop.tasks, storage::append, true);
        pass(MINUTE, shop);
        pass(NIGHT + 20 * MINUTE);

        assertTrue(new Node("other").signs().get(0).sentence().contains("shop-2, was stopped at"));
    }

    @Test
    void should_expect_nothing_of_a_task_that_was_cancelled_or_of_a_program_that_was_done() {
        Node shop = new Node("shop-2");
        FutureTask<@Nullable Void> future = new FutureTask<>(() -> null);
        shop.plans("nightly", NIGHT);
        shop.tasks.held("nightly", new WeakReference<>(future));
        pass(5 * MINUTE, shop);
        future.cancel(false);
        pass(MINUTE, shop);
        Node batch = new Node("batch-1");
        batch.plans("nightly", NIGHT);
        pass(MINUTE, batch);
        batch.journal.writeLast(batch.tasks, storage::append, false);
        pass(NIGHT + 20 * MINUTE);

        assertEquals(List.of(), new Node("other").signs());
    }

    @Test
    void should_expect_nothing_of_an_earlier_start_once_the_node_has_come_back() {
        Node shop = new Node("shop-2");
        shop.plans("nightly", NIGHT);
        pass(5 * MINUTE, shop);
        pass(10 * MINUTE);
        Node again = new Node("shop-2");
        again.plans("nightly", 2 * NIGHT);
        pass(MINUTE, again);
        again.journal.writeLast(again.tasks, storage::append, false);
        pass(NIGHT + 20 * MINUTE);

        assertEquals(List.of(), new Node("other").signs());
        assertEquals(List.of(), again.signs());
    }

    @Test
    void should_say_it_of_a_node_that_lives_but_does_not_run_its_task() {
        Node shop = new Node("shop-2");
        shop.plans("nightly", 10 * MINUTE);
        pass(30 * MINUTE, shop);

        Sign sign = new Node("other").signs().get(0);
        assertEquals(Kind.NEVER_RAN, sign.kind());
        assertTrue(sign.sentence().startsWith("It has never run on shop-2"), sign::sentence);
    }

    @Test
    void should_say_that_a_node_ended_without_a_word_amid_its_runs_until_it_comes_back() {
        Node shop = new Node("shop-2");
        shop.begins("nightly");
        shop.begins("another");
        pass(5 * MINUTE, shop);
        assertEquals(List.of(), new Node("other").signs());
        pass(2 * MINUTE);

        Sign sign = new Node("other").signs().get(0);
        assertEquals(Kind.KILLED, sign.kind());
        assertTrue(sign.sentence().endsWith("with 2 runs under way"), sign::sentence);
        Node again = new Node("shop-2");
        again.plans("another", NIGHT);
        pass(MINUTE, again);
        assertEquals(List.of(), new Node("other").signs());
    }

    @Test
    void should_tell_the_death_on_one_node_apart_from_the_life_on_the_other() {
        Node one = new Node("shop-1");
        Node two = new Node("shop-2");
        one.plans("nightly", NIGHT);
        two.plans("nightly", NIGHT);
        Object begun = one.begins("nightly");
        RunScope.failed(new IllegalStateException("boom"));
        one.tasks.died("nightly", System.currentTimeMillis(), Consequence.NEVER_AGAIN);
        RunScope.end(begun);
        pass(MINUTE, one, two);
        RunScope.end(two.begins("nightly"));
        pass(MINUTE, one, two);

        for (Node each : List.of(one, two, new Node("other"))) {
            Sign sign = each.signs().get(0);
            assertEquals(Kind.DIED, sign.kind());
            assertEquals("shop-1", sign.node());
            assertTrue(sign.sentence().contains("(shop-2 runs it) after java.lang.IllegalStateException: boom"));
            assertNotNull(sign.run());
            assertEquals("shop-1", sign.run().node());
            assertNull(each.nightly().facts().death());
        }
        Node again = new Node("shop-1");
        again.plans("nightly", NIGHT);
        one.journal.writeLast(one.tasks, storage::append, true);
        pass(MINUTE, again, two);
        assertEquals(List.of(), new Node("other").signs());
    }

    @Test
    void should_write_little_while_nothing_runs() {
        Node shop = new Node("shop-2");
        shop.plans("nightly", NIGHT);
        pass(60 * MINUTE, shop);

        int written = storage.query(LogQuery.ALL.withLimit(9_999)).size();
        assertTrue(written >= 200 && written <= 250, written + " records in an hour");
    }

    @Test
    void should_write_nothing_of_a_process_that_schedules_nothing() {
        Node idle = new Node("idle");
        pass(10 * MINUTE, idle);
        idle.journal.writeLast(idle.tasks, storage::append, true);

        assertEquals(0, storage.query(LogQuery.ALL).size());
    }

    /** As the time goes by, those that live write. */
    private void pass(long more, Node... alive) {
        for (long passed = 0; passed < more; passed += 300) {
            millis.addAndGet(300);
            for (Node each : alive) {
                each.journal.write(each.tasks, storage::append);
            }
        }
    }
}
