package dev.asyncz.agent.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.asyncz.agent.tasks.NodeTask.PoolUsage;
import dev.asyncz.agent.tasks.NodeTask.Waiting;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** Whose threads run what. */
final class PoolUsagesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final TaskRegistry registry = new TaskRegistry();
    private final Object scheduler = new Object();

    @Test
    void should_keep_how_many_threads_there_are_as_long_as_the_scheduler_is_the_same() {
        plan("waits");
        registry.pooled("waits", new WeakReference<>(scheduler), 3, true);
        registry.pooled("waits", new WeakReference<>(scheduler), 0, true);

        assertEquals(3, usage("waits", (task, due) -> false).threads());
    }

    @Test
    void should_not_call_a_scheduler_busy_whose_threads_nobody_has_told() {
        plan("waits");
        registry.pooled("waits", new WeakReference<>(scheduler), 0, true);

        assertFalse(usage("waits", (task, due) -> false).isBusy());
    }

    @Test
    void should_let_nothing_wait_that_another_jvm_has_run_since_it_was_due() {
        for (String task : List.of("waits", "done elsewhere")) {
            plan(task);
            registry.pooled(task, new WeakReference<>(scheduler), 1, true);
        }

        PoolUsage usage = usage("waits", (task, due) -> task.equals("done elsewhere"));
        assertEquals(
                List.of("waits"), usage.others().stream().map(Waiting::task).toList());
    }

    private void plan(String task) {
        long due = NOW.minusSeconds(60).toEpochMilli();
        registry.planned(new TaskPlan(task, "db-scheduler", "every 5 s", null, 0, due));
    }

    private PoolUsage usage(String task, BiPredicate<String, Instant> elsewhere) {
        PoolUsage usage = registry.usages("here", NOW, elsewhere).of(task);
        assertNotNull(usage);
        return usage;
    }
}
