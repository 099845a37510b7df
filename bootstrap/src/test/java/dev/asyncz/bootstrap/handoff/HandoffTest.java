package dev.asyncz.bootstrap.handoff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandoffTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private final List<@Nullable String> seen = new ArrayList<>();
    private final Runnable work = () -> seen.add(currentTask());

    @Test
    void should_bind_the_worker_to_the_run_that_handed_over() throws Exception {
        within("a", () -> Handoff.carry(work));
        onAnotherThread(() -> {
            run(work);
            assertNull(RunScope.current(), "nothing sticks to the worker");
        });

        assertEquals(List.of("a"), seen);
    }

    @Test
    void should_bind_each_of_many_hand_overs_of_one_object_by_one_run() {
        within("a", () -> {
            Handoff.carry(work);
            Handoff.carry(work);
        });
        for (int i = 0; i < 3; i++) {
            run(work);
        }

        assertEquals(Arrays.asList("a", "a", null), seen);
    }

    @Test
    void should_bind_nobody_to_hand_overs_of_several_runs_that_cannot_be_told_apart() {
        within("a", () -> Handoff.carry(work));
        within("b", () -> Handoff.carry(work));
        Handoff.carry(work);
        for (int i = 0; i < 3; i++) {
            run(work);
        }
        within("c", () -> Handoff.carry(work));
        run(work);

        assertEquals(Arrays.asList(null, null, null, "c"), seen);
    }

    @Test
    void should_bind_nobody_to_what_is_handed_over_outside_while_a_lost_hand_over_is_waited_for() {
        within("a", () -> Handoff.carry(work));
        Handoff.carry(work);
        run(work);

        assertEquals(Arrays.asList((String) null), seen);
    }

    @Test
    void should_restore_the_workers_own_run() {
        within("a", () -> Handoff.carry(work));
        within("caller", () -> {
            run(work);
            seen.add(currentTask());
        });

        assertEquals(List.of("a", "caller"), seen);
    }

    @Test
    void should_unbind_the_worker_when_the_work_throws() {
        Runnable throwing = () -> {
            throw new IllegalStateException();
        };
        within("a", () -> Handoff.carry(throwing));

        assertThrows(IllegalStateException.class, () -> run(throwing));
        assertNull(RunScope.current());
    }

    @Test
    void should_forget_work_that_is_not_done() {
        Runnable other = () -> seen.add("other:" + currentTask());
        within("a", () -> {
            Handoff.carry(work);
            Handoff.carry(other);
        });
        Handoff.forget(work);
        Handoff.forgetAll(List.of(other));
        run(work);
        run(other);

        assertEquals(Arrays.asList(null, "other:null"), seen);
    }

    @Test
    void should_take_null_for_nothing() {
        within("a", () -> Handoff.carry(null));
        Handoff.forget(null);
        Handoff.forgetAll(null);
        Handoff.exit(null);

        assertNull(BoundWork.bound((Runnable) null));
        assertEquals(List.of(), agent.failures);
    }

    @Test
    void should_bind_a_runnable_of_its_own_only_within_a_run() {
        assertSame(work, BoundWork.bound(work));
        List<Runnable> bound = new ArrayList<>();
        within("a", () -> bound.add(nonNull(BoundWork.bound(work))));
        bound.get(0).run();

        assertEquals(List.of("a"), seen);
        assertEquals(work.toString(), bound.get(0).toString());
        assertNull(RunScope.current());
    }

    @Test
    void should_report_what_a_future_swallows_in_work_of_a_run_only() throws Exception {
        IllegalStateException boom = new IllegalStateException("boom");
        Handoff.swallowed(null, boom);
        assertEquals(List.of(), agent.swallowed);
        within("a", () -> Handoff.swallowed(null, boom));

        assertEquals(1, agent.swallowed.size());
        assertEquals("a", agent.swallowed.get(0).task());
        assertSame(boom, agent.swallowed.get(0).failure());
    }

    @Test
    void should_contain_a_listener_that_throws() {
        agent.toThrow = new OutOfMemoryError("not really");
        Object begun = RunScope.begin("Timer", "a");
        Handoff.swallowed(null, new IllegalStateException());
        RunScope.end(begun);

        assertEquals(3, agent.failures.size());
    }

    @Test
    void should_leave_the_semantics_of_a_future_alone() throws Exception {
        FutureTask<String> future = new FutureTask<>(() -> {
            throw new java.io.IOException("boom");
        });
        within("a", () -> Handoff.carry(future));
        run(future);

        ExecutionException thrown = assertThrows(ExecutionException.class, future::get);
        assertEquals("boom", nonNull(thrown.getCause()).getMessage());
        assertFalse(future.isCancelled());
    }

    private static void run(Runnable work) {
        Object bound = Handoff.enter(work);
        try {
            work.run();
        } finally {
            Handoff.exit(bound);
        }
    }

    private static void within(String task, Runnable body) {
        Object begun = RunScope.begin("test", task);
        try {
            body.run();
        } finally {
            RunScope.end(begun);
        }
    }

    private static void onAnotherThread(Runnable body) throws Exception {
        FutureTask<@Nullable Void> future = new FutureTask<>(body, null);
        Thread thread = new Thread(future);
        thread.start();
        future.get();
    }

    private static @Nullable String currentTask() {
        Run run = RunScope.current();
        return run == null ? null : run.task();
    }

    private static <T> T nonNull(@Nullable T value) {
        assertNotNull(value);
        return value;
    }
}
