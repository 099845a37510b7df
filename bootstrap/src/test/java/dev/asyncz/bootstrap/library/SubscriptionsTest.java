package dev.asyncz.bootstrap.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubscriptionsTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private final Object subscriber = new Object();
    private final IllegalStateException boom = new IllegalStateException("boom");

    @Test
    void should_end_a_run_with_the_last_that_it_has_subscribed_to() {
        Object other = new Object();
        Object begun = RunScope.begin("Spring", "task");
        Subscriptions.begin(subscriber);
        Subscriptions.begin(other);
        RunScope.end(begun);
        assertNull(RunScope.current());
        Subscriptions.end(subscriber);
        assertEquals(List.of(), agent.ended);

        Subscriptions.end(other);
        assertEquals(agent.begun, agent.ended);
    }

    @Test
    void should_count_a_failure_that_comes_late() {
        Object begun = RunScope.begin("Spring", "task");
        Subscriptions.begin(subscriber);
        RunScope.end(begun);
        Subscriptions.fail(subscriber, boom);
        Subscriptions.end(subscriber);

        assertSame(boom, agent.ended.get(0).failure());
    }

    @Test
    void should_end_a_run_once_whose_scheduler_waits() {
        Object begun = RunScope.begin("Spring", "task");
        Subscriptions.begin(subscriber);
        Subscriptions.begin(subscriber);
        Subscriptions.fail(subscriber, boom);
        Subscriptions.end(subscriber);
        Subscriptions.end(subscriber);
        assertEquals(List.of(), agent.ended);
        RunScope.end(begun);

        assertEquals(agent.begun, agent.ended);
        assertSame(boom, agent.ended.get(0).failure());
    }

    @Test
    void should_not_wait_for_what_a_run_that_failed_has_left_behind() {
        Object begun = RunScope.begin("Spring", "task");
        Subscriptions.begin(subscriber);
        RunScope.failed(boom);
        RunScope.end(begun);
        assertEquals(agent.begun, agent.ended);
        Subscriptions.end(subscriber);

        assertEquals(agent.begun, agent.ended);
    }

    @Test
    void should_mean_nothing_outside_runs() {
        Subscriptions.begin(subscriber);
        Subscriptions.fail(subscriber, boom);
        Subscriptions.end(subscriber);

        assertEquals(List.of(), agent.ended);
    }
}
