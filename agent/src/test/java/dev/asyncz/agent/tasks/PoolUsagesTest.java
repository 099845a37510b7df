package dev.asyncz.agent.tasks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.tasks.NodeTask.PoolUsage;
import dev.asyncz.agent.tasks.NodeTask.Waiting;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whose threads run what. */
final class PoolUsagesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final BiPredicate<String, Instant> NOWHERE = (task, due) -> false;

    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final TaskRegistry registry = listening.registry;
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

    @Test
    void should_ask_an_executor_of_the_jdk_itself_how_many_threads_it_has() {
        ScheduledThreadPoolExecutor three = new ScheduledThreadPoolExecutor(3);
        ScheduledThreadPoolExecutor none = new ScheduledThreadPoolExecutor(0);
        ForkJoinPool fork = new ForkJoinPool(5);
        Timer timer = new Timer(true);
        try {
            assertEquals(3, threadsOf(three));
            assertEquals(1, threadsOf(none));
            assertEquals(5, threadsOf(fork));
            assertEquals(1, threadsOf(timer));
        } finally {
            List.of(three, none, fork).forEach(ExecutorService::shutdownNow);
            timer.cancel();
        }
    }

    @Test
    void should_ask_who_is_at_work_only_where_a_task_is_late() throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        CountDownLatch end = new CountDownLatch(1);
        try {
            pool.execute(() -> awaitEnd(end));
            await().until(() -> pool.getActiveCount() == 1);
            plan("on time", NOW.minusSeconds(5));
            registry.pooled("on time", new WeakReference<>(pool), 0, false);
            assertEquals(0, usage("on time", NOWHERE).active());
            plan("late", NOW.minusMillis(5_001));
            registry.pooled("late", new WeakReference<>(pool), 0, false);

            assertTrue(usage("on time", NOWHERE).isBusy(), "by what is no run");
        } finally {
            end.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void should_know_whose_thread_a_run_has_taken_that_nobody_has_told_of() {
        plan("waits");
        registry.pooled("waits", new WeakReference<>(scheduler), 1, false);
        RunScope.end(RunScope.begin("Own", "waits"));
        Object begun = RunScope.begin("Own", "takes its thread");

        PoolUsages usages = registry.usages("here", NOW, NOWHERE);
        PoolUsage usage = usages.of("waits");
        assertNotNull(usage);
        assertTrue(usage.isBusy());
        assertEquals(
                List.of("takes its thread"),
                usage.busy().stream().map(RunFacts::task).toList());
        assertSame(usage, usages.of("takes its thread"));
        assertNull(usages.of("nobody"));
        RunScope.end(begun);
    }

    @Test
    void should_tell_what_runs_from_what_waits() {
        plan("a");
        registry.pooled("a", new WeakReference<>(scheduler), 2, false);
        plan("b");
        registry.pooled("b", new WeakReference<>(scheduler), 1, false);
        Object begun = RunScope.begin("Own", "a");

        PoolUsage usage = usage("b", NOWHERE);
        assertEquals(2, usage.threads(), "the most that was told");
        assertFalse(usage.isBusy());
        assertEquals(
                List.of("a true", "b false"),
                usage.others().stream()
                        .map(each -> each.task() + " " + each.running())
                        .sorted()
                        .toList());
        RunScope.end(begun);
    }

    private int threadsOf(Object pool) {
        String task = pool.getClass().getName() + System.identityHashCode(pool);
        plan(task);
        registry.pooled(task, new WeakReference<>(pool), 0, false);
        return usage(task, NOWHERE).threads();
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void plan(String task) {
        plan(task, NOW.minusSeconds(60));
    }

    private void plan(String task, Instant due) {
        registry.planned(new TaskPlan(task, "db-scheduler", "every 5 s", null, 0, due.toEpochMilli()));
    }

    private PoolUsage usage(String task, BiPredicate<String, Instant> elsewhere) {
        PoolUsage usage = registry.usages("here", NOW, elsewhere).of(task);
        assertNotNull(usage);
        return usage;
    }
}
