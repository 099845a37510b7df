package dev.asyncz.bootstrap.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.handoff.Handoff;
import dev.asyncz.bootstrap.handoff.UnobservedFailures;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was to run once has run: no failure of it is a death. */
class FailedOneShotsTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    @Test
    void should_not_call_a_failed_one_shot_of_a_managed_executor_dead() {
        assertEquals(Consequence.KEPT, afterFailure(0));
        assertEquals(List.of(), agent.deaths);
    }

    @Test
    void should_call_a_failed_periodic_task_of_a_managed_executor_dead() {
        assertEquals(Consequence.NEVER_AGAIN, afterFailure(1_000_000_000));
        assertEquals(1, agent.deaths.size());
    }

    private Consequence afterFailure(long period) {
        Runnable work = () -> {};
        FutureTask<?> task = new FutureTask<>(work, null);
        IllegalStateException boom = new IllegalStateException("boom");
        ManagedWork.note(task, work, System.nanoTime(), period);
        Object begun = ManagedWork.begin(task);
        ManagedWork.fails(task, boom);
        Handoff.swallowed(task, boom);
        RunScope.end(begun);
        UnobservedFailures.tellAll();
        return agent.swallowed.get(0).consequence();
    }
}
