package dev.asyncz.agent.tasks;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a task is due, and what ends its schedule for good. */
class TimetableTest {
    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final TaskRegistry registry = listening.registry;

    @Test
    void should_say_why_a_task_never_runs_again_until_it_does() {
        Object begun = RunScope.begin("Timer", "a");
        registry.died("a", current().startedMillis(), Consequence.NEVER_AGAIN);
        RunScope.end(begun);
        assertEquals(Consequence.NEVER_AGAIN.words(), only().death());
        long over = System.currentTimeMillis();
        await("another millisecond to begin in").until(() -> System.currentTimeMillis() > over);
        RunScope.end(RunScope.begin("Timer", "a"));

        assertNull(only().death());
    }

    @Test
    void should_not_call_a_task_dead_that_was_to_run_once() {
        registry.planned(new TaskPlan("a", "Timer", "once", null, 0, 1_000));
        Object begun = RunScope.begin("Timer", "a");
        registry.died("a", current().startedMillis(), Consequence.TIMER_ENDS);
        RunScope.end(begun);

        assertNull(only().death());
        assertNull(due());
    }

    @Test
    void should_not_expect_a_task_whose_scheduler_was_shut_down() {
        Object scheduler = new Object();
        registry.planned(new TaskPlan("a", "Quartz", "cron 0 0 3 * * ?", null, 0, 1_000));
        registry.pooled("a", new WeakReference<>(scheduler), 10, false);
        registry.closed(new Object());
        assertNotNull(due());
        registry.closed(scheduler);

        assertNull(due());
    }

    @Test
    void should_keep_a_one_shot_alive_that_takes_the_others_of_its_timer_along() {
        RunScope.end(RunScope.begin("Timer", "b"));
        registry.held("b", new WeakReference<>(Thread.currentThread()));
        RunScope.end(RunScope.begin("Timer", "a"));
        registry.died("a", System.currentTimeMillis(), Consequence.TIMER_ENDS_OTHERS);

        assertEquals(
                Arrays.asList(null, "its Timer ended when a failed"),
                registry.tasks().stream().map(TaskFacts::death).toList());
    }

    @Test
    void should_not_expect_a_task_whose_scheduler_has_let_go_of_it() {
        FutureTask<@Nullable Void> future = new FutureTask<>(() -> null);
        registry.planned(new TaskPlan("a", "Timer", "every 1 s", null, 1_000_000_000L, 1_000));
        assertNotNull(due());
        registry.held("a", new WeakReference<>(future));
        assertNotNull(due());
        future.cancel(false);

        assertNull(due());
        registry.held("a", new WeakReference<>(null));
        assertNull(due());
        registry.held("a", new WeakReference<>(Thread.currentThread()));
        assertNotNull(due());
    }

    @Test
    void should_expect_what_is_to_run_once_until_it_has_run_or_was_cancelled() {
        FutureTask<@Nullable Void> future = new FutureTask<>(() -> null);
        registry.planned(new TaskPlan("a", "Spring", TaskPlan.ONCE, null, 0, 1_000));
        assertNull(due(), "nobody knows whether it was cancelled");
        registry.held("a", new WeakReference<>(future));
        assertEquals(Instant.ofEpochMilli(1_000), due());
        future.run();

        assertNull(due());
    }

    private @Nullable Instant due() {
        return java.util.Objects.requireNonNull(registry.plan("a")).due();
    }

    @Test
    void should_let_a_timer_take_all_its_tasks_along() {
        RunScope.end(RunScope.begin("Timer", "b"));
        registry.held("b", new WeakReference<>(Thread.currentThread()));
        RunScope.end(RunScope.begin("Timer", "c"));
        Object begun = RunScope.begin("Timer", "a");
        registry.died("a", current().startedMillis(), Consequence.TIMER_ENDS);
        RunScope.end(begun);

        assertEquals(
                Arrays.asList(Consequence.TIMER_ENDS.words(), "its Timer ended when a failed", null),
                registry.tasks().stream().map(TaskFacts::death).toList());
    }

    @Test
    void should_show_what_the_scheduler_says_before_the_first_run() {
        long next = System.currentTimeMillis() + 3_600_000;
        registry.planned(new TaskPlan("nightly", "Quartz", "cron 0 0 3 * * ?", "com.acme.Export", 0, next));

        assertEquals(
                new TaskFacts(
                        "nightly",
                        "Quartz",
                        "cron 0 0 3 * * ?",
                        Instant.ofEpochMilli(next),
                        "com.acme.Export",
                        false,
                        0,
                        0,
                        0,
                        null,
                        null),
                only());
    }

    @Test
    void should_keep_the_schedule_of_a_task_whose_runs_say_nothing_of_it() {
        registry.planned(new TaskPlan("a", "Timer", "every 1 h", "com.acme.Main.main:7", 3_600_000_000_000L, 1));
        Object begun = RunScope.begin("Timer", "a");

        assertEquals("every 1 h", only().schedule());
        assertEquals(current().startedMillis() + 3_600_000, next());
        RunScope.end(begun);
    }

    @Test
    void should_count_the_next_run_of_a_fixed_delay_from_the_end_of_the_last() {
        registry.planned(new TaskPlan("a", "Timer", "1 h after each run", null, -3_600_000_000_000L, 1));
        assertNull(only().nextRun());
        long before = System.currentTimeMillis();
        RunScope.end(RunScope.begin("Timer", "a"));

        assertTrue(next() >= before + 3_600_000, () -> only().toString());
    }

    @Test
    void should_not_show_a_next_run_that_is_over() {
        registry.planned(new TaskPlan("a", "Timer", TaskPlan.ONCE, null, 0, System.currentTimeMillis() - 1));

        assertNull(only().nextRun());
    }

    @Test
    void should_learn_the_schedule_from_the_first_run_that_tells_it_and_from_one_that_tells_another() {
        RunScope.end(RunScope.begin(new TaskPlan("a", "Own", null, null, 0, TaskPlan.UNKNOWN)));
        assertNull(only().schedule());
        RunScope.end(RunScope.begin(new TaskPlan("a", "Quartz", "every 1 h", "com.acme.A", 3_600_000_000_000L, 1)));
        assertEquals("every 1 h", only().schedule());
        assertEquals("Quartz", only().scheduler());
        assertEquals("com.acme.A", only().source());
        RunScope.end(RunScope.begin(new TaskPlan("a", "Quartz", "every 2 h", null, 7_200_000_000_000L, 1)));

        assertEquals("every 2 h", only().schedule());
        assertEquals("com.acme.A", only().source(), "what it does not say stays as it was");
        assertTrue(next() > System.currentTimeMillis() + 7_000_000, () -> only().toString());
    }

    @Test
    void should_keep_the_next_time_that_was_told_when_a_plan_names_none() {
        long next = System.currentTimeMillis() + 3_600_000;
        registry.planned(new TaskPlan("a", "Quartz", "cron 0 0 3 * * ?", null, 0, next));
        registry.planned(new TaskPlan("a", "Quartz", null, "com.acme.A", 0, TaskPlan.UNKNOWN));
        assertEquals(next, next());
        registry.planned(new TaskPlan("a", "Quartz", null, null, 0, next + 5));
        assertEquals(next + 5, next());
        registry.planned(new TaskPlan("a", "Quartz", "cron 0 0 4 * * ?", null, 0, TaskPlan.UNKNOWN));

        assertNull(only().nextRun(), "another schedule, whose time nobody has told");
    }

    @Test
    void should_take_what_no_class_is_named_of_for_a_library_s_by_the_task_s_name() {
        registry.planned(TaskPlan.named("Own", "org.apache.catalina.core.ContainerBase.run"));
        assertTrue(only().infrastructure());
        registry.planned(new TaskPlan(only().id(), "Own", null, "com.acme.Main.main", 0, TaskPlan.UNKNOWN));

        assertFalse(only().infrastructure());
    }

    private long next() {
        Instant next = only().nextRun();
        assertNotNull(next);
        return next.toEpochMilli();
    }

    private TaskFacts only() {
        assertEquals(1, registry.tasks().size());
        return registry.tasks().get(0);
    }

    private static Run current() {
        Run run = RunScope.current();
        assertNotNull(run);
        return run;
    }
}
