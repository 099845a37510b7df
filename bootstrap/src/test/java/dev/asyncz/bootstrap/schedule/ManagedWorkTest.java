package dev.asyncz.bootstrap.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.handoff.Handoff;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ManagedWorkTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private static final long SECOND = 1_000_000_000;

    private final List<@Nullable Run> seen = new ArrayList<>();
    private final Runnable work = () -> seen.add(RunScope.current());

    @Test
    void should_make_runs_of_what_a_managed_executor_keeps_to_itself() {
        FutureTask<?> task = new FutureTask<>(work, null);
        IllegalStateException boom = new IllegalStateException("boom");
        ManagedWork.note(task, work, System.nanoTime(), SECOND);
        Object begun = ManagedWork.begin(task);
        ManagedWork.fails(task, boom);
        Handoff.swallowed(task, boom);
        RunScope.end(begun);

        assertEquals(1, agent.swallowed.size(), "reported once");
        assertTrue(agent.swallowed.get(0).consequence().words().contains("never runs it again"));
        assertSame(boom, agent.ended.get(0).failure());
    }

    @Test
    void should_take_what_a_managed_executor_executes_at_once_for_work_of_the_run_that_does_so() {
        FutureTask<?> task = new FutureTask<>(work, null);
        Object outer = RunScope.begin("Quartz", "outer");
        ScheduledWork.beginAtOnce();
        ManagedWork.note(task, work, System.nanoTime(), 0);
        ScheduledWork.endAtOnce();
        RunScope.end(outer);

        assertNull(ManagedWork.begin(task));
        Object bound = Handoff.enter(task);
        task.run();
        Handoff.exit(bound);
        assertEquals(agent.begun, seen);
    }
}
