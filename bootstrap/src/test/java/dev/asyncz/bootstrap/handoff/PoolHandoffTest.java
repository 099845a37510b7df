package dev.asyncz.bootstrap.handoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PoolHandoffTest {
    private static final Object FACTORY = new Object();

    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private final Object work = new Object();
    private final Linked linked = new Linked();
    private final BlockingQueue<Object> array = new ArrayBlockingQueue<>(3);

    @Test
    void should_tell_hand_overs_of_one_object_apart_by_their_places() {
        within("a", () -> PoolHandoff.offer(linked, work));
        within("b", () -> PoolHandoff.offer(linked, work));
        PoolHandoff.offer(linked, work);
        within("c", () -> PoolHandoff.offer(linked, work));

        assertEquals(Arrays.asList("a", "b", null, "c"), tasksTaken(linked));
    }

    @Test
    void should_bind_nothing_to_hand_overs_that_were_lost() {
        within("a", () -> {
            PoolHandoff.offer(linked, work);
            PoolHandoff.offer(linked, work);
        });
        linked.clear();
        within("b", () -> PoolHandoff.offer(linked, work));
        PoolHandoff.offer(linked, work);

        assertEquals(Arrays.asList("b", null), tasksTaken(linked));
    }

    @Test
    void should_follow_by_the_object_where_a_queue_has_no_places() {
        within("a", () -> PoolHandoff.offer(array, work));
        PoolHandoff.offer(array, "outside");

        assertEquals(Arrays.asList("a", null), tasksTaken(array));
    }

    @Test
    void should_forget_what_a_queue_refuses() {
        BlockingQueue<Object> full = new ArrayBlockingQueue<>(1);
        full.add("first");
        within("a", () -> PoolHandoff.offer(full, work));
        full.clear();
        full.add(work);

        assertEquals(Arrays.asList((String) null), tasksTaken(full));
    }

    @Test
    void should_follow_what_a_handler_puts_into_the_queue_itself() {
        RejectedExecutionHandler handler = (rejected, executor) -> {};
        for (BlockingQueue<Object> queue : List.of(linked, array)) {
            within("a", () -> {
                Object noted = PoolHandoff.rejecting(work, queue, handler);
                queue.add(work);
                PoolHandoff.rejected(noted, work, null);
                // No hand-over of an executor.
                queue.add("something else");
            });

            assertEquals(Arrays.asList("a", null), tasksTaken(queue));
        }
    }

    @Test
    void should_expect_nothing_of_handlers_that_keep_nothing() {
        within("a", () -> {
            Object noted = PoolHandoff.rejecting(work, array, new ThreadPoolExecutor.DiscardPolicy());
            PoolHandoff.rejected(noted, work, null);
            noted = PoolHandoff.rejecting(work, array, (rejected, executor) -> {});
            PoolHandoff.rejected(noted, work, new IllegalStateException());
        });
        array.add(work);

        assertEquals(Arrays.asList((String) null), tasksTaken(array));
    }

    @Test
    void should_bind_a_worker_to_the_run_that_it_was_made_for_until_it_looks_for_more() {
        Object worker = new Object();
        Object idle = new Object();
        within("a", () -> {
            PoolHandoff.workerMade(worker, work);
            PoolHandoff.workerMade(idle, null);
        });
        PoolHandoff.workerStarts(idle, FACTORY);
        assertNull(RunScope.current());
        PoolHandoff.workerStarts(worker, FACTORY);
        assertEquals("a", currentTask());
        PoolHandoff.workerLooks();
        assertNull(RunScope.current());
    }

    private List<@Nullable String> tasksTaken(BlockingQueue<Object> queue) {
        List<@Nullable String> tasks = new ArrayList<>();
        while (!queue.isEmpty()) {
            PoolHandoff.workerLooks();
            PoolHandoff.workerTakes(queue.poll(), FACTORY);
            tasks.add(currentTask());
        }
        PoolHandoff.workerLooks();
        return tasks;
    }

    private static @Nullable String currentTask() {
        Run run = RunScope.current();
        return run == null ? null : run.task();
    }

    private static void within(String task, Runnable body) {
        Object begun = RunScope.begin("test", task);
        try {
            body.run();
        } finally {
            RunScope.end(begun);
        }
    }

    /** Tells of its places, as a woven one does. */
    private static final class Linked extends LinkedBlockingQueue<Object> {
        private static final long serialVersionUID = 1;

        private final transient Deque<Object> nodes = new ArrayDeque<>();

        Linked() {
            PoolHandoff.tellBy(new Node(null));
            // An executor's first hand-over finds out that queues tell of their places.
            PoolHandoff.enqueued(new Object());
        }

        @Override
        public boolean offer(Object element) {
            nodes.add(PoolHandoff.enqueued(new Object()));
            return super.offer(element);
        }

        @Override
        public @Nullable Object poll() {
            PoolHandoff.dequeued(nodes.remove());
            return super.poll();
        }

        @Override
        public void clear() {
            nodes.clear();
            super.clear();
        }
    }

    private record Node(@Nullable Object bond) implements QueueNode {
        @Override
        public QueueNode insteadOf(Object node, Object bond) {
            return new Node(bond);
        }

        @Override
        public @Nullable Object take() {
            return bond;
        }
    }
}
