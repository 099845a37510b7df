package dev.asyncz.bootstrap.handoff;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.UnobservedFailure;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnobservedFailuresTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private final Throwable boom = new IllegalStateException("boom");

    @Test
    void should_tell_with_the_task_the_run_the_thread_and_the_time_of_the_failure() {
        long before = System.currentTimeMillis();
        FutureTask<?> future = failedWithin("a");
        UnobservedFailures.tellAll();

        UnobservedFailure told = agent.swallowed.get(0);
        assertEquals("a", told.task());
        assertEquals(agent.begun.get(0).id(), told.runId());
        assertEquals(boom, told.failure());
        assertEquals(Thread.currentThread().getName(), told.thread());
        assertEquals(before, told.atMillis(), 5_000);
        assertNotNull(future);
    }

    @Test
    void should_not_tell_what_was_asked_for() {
        FutureTask<?> future = failedWithin("a");
        UnobservedFailures.asked(new FutureTask<>(() -> null));
        UnobservedFailures.asked(future);
        UnobservedFailures.tellAll();

        assertEquals(List.of(), agent.swallowed);
    }

    @Test
    void should_not_tell_before_the_grace_is_over() {
        FutureTask<?> future = failedWithin("a");
        UnobservedFailures.tellLate();

        assertEquals(List.of(), agent.swallowed);
        UnobservedFailures.asked(future);
    }

    @Test
    @SuppressWarnings("UnusedVariable")
    void should_tell_as_soon_as_nobody_can_ask_any_more() {
        failedWithin("a");
        await("the future to be collected and the failure to be told").until(() -> {
            System.gc();
            UnobservedFailures.tellLate();
            return agent.swallowed.size() == 1;
        });
    }

    @Test
    void should_not_tell_what_the_application_has_cancelled() {
        FutureTask<?> future = new FutureTask<>(() -> null);
        future.cancel(true);
        Object begun = RunScope.begin("Timer", "a");
        Handoff.swallowed(future, boom);
        RunScope.end(begun);
        UnobservedFailures.tellAll();

        assertEquals(List.of(), agent.swallowed);
    }

    @Test
    void should_bound_what_waits() {
        Object begun = RunScope.begin("Timer", "a");
        FutureTask<?>[] futures = new FutureTask<?>[UnobservedFailures.MAX + 1];
        for (int i = 0; i < futures.length; i++) {
            futures[i] = new FutureTask<>(() -> null);
            Handoff.swallowed(futures[i], boom);
        }
        RunScope.end(begun);
        UnobservedFailures.tellAll();

        assertEquals(UnobservedFailures.MAX, agent.swallowed.size());
        assertEquals(1, agent.failures.size());
    }

    private FutureTask<?> failedWithin(String task) {
        FutureTask<?> future = new FutureTask<>(() -> null);
        Object begun = RunScope.begin("Timer", task);
        Handoff.swallowed(future, boom);
        RunScope.end(begun);
        return future;
    }
}
