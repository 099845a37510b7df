package dev.asyncz.bootstrap.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.handoff.UnobservedFailures;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScheduledWorkTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private static final long SECOND = 1_000_000_000;

    private final List<@Nullable Run> seen = new ArrayList<>();
    private final Runnable work = () -> seen.add(RunScope.current());

    private final Runnable failing = () -> {
        throw new IllegalStateException("boom");
    };

    @Test
    void should_make_each_call_a_run() {
        Runnable scheduled = scheduled(work, true);
        scheduled.run();
        scheduled.run();

        assertEquals(agent.begun, seen);
        assertEquals(agent.begun, agent.ended);
        assertNotEquals(agent.begun.get(0).id(), agent.begun.get(1).id());
        assertNull(RunScope.current());
    }

    @Test
    void should_report_an_exception_once_with_what_follows_and_pass_it_on() {
        Runnable scheduled = scheduled(failing, true);
        IllegalStateException thrown = assertThrows(IllegalStateException.class, scheduled::run);

        assertEquals(1, agent.swallowed.size());
        assertSame(thrown, agent.swallowed.get(0).failure());
        assertTrue(agent.swallowed.get(0).consequence().words().contains("never runs it again"));
        assertSame(thrown, agent.ended.get(0).failure());
        assertNull(RunScope.current());
    }

    @Test
    void should_say_of_a_one_shot_that_its_future_keeps_the_exception() {
        assertThrows(IllegalStateException.class, scheduled(failing, false)::run);

        assertEquals(Consequence.KEPT, agent.swallowed.get(0).consequence());
        assertEquals(List.of(), agent.deaths);
    }

    @Test
    void should_print_as_the_original() {
        Runnable named = new Runnable() {
            @Override
            public void run() {}

            @Override
            public String toString() {
                return "nightly cleanup";
            }
        };

        assertEquals("nightly cleanup", scheduled(named, true).toString());
        Callable<String> callable = () -> "x";
        assertEquals(
                callable.toString(),
                nonNull(ScheduledWork.callable(callable, 0)).toString());
    }

    @Test
    void should_keep_the_value_and_the_checked_exception_of_a_callable() throws Exception {
        Callable<String> value = () -> "value";
        Callable<String> throwing = () -> {
            throw new IOException("boom");
        };
        FutureTask<String> good = new FutureTask<>(nonNull(ScheduledWork.callable(value, 0)));
        FutureTask<String> bad = new FutureTask<>(nonNull(ScheduledWork.callable(throwing, 0)));
        good.run();
        bad.run();

        assertEquals("value", good.get());
        ExecutionException thrown = assertThrows(ExecutionException.class, bad::get);
        assertEquals(IOException.class, nonNull(thrown.getCause()).getClass());
        UnobservedFailures.tellAll();
        assertEquals(1, agent.swallowed.size());
        assertEquals(2, agent.ended.size());
    }

    @Test
    void should_announce_a_periodic_task_with_its_schedule_and_a_single_run_only_when_it_comes() {
        long before = System.currentTimeMillis();
        ScheduledWork.runnable(work, System.nanoTime() + 60 * SECOND, -5 * SECOND);
        TaskPlan plan = agent.planned.get(0);
        scheduled(work, false).run();

        assertEquals("5 s after each run", plan.schedule());
        assertTrue(plan.nextMillis() >= before + 59_000, plan::toString);
        assertEquals(1, agent.planned.size());
        assertEquals("once", agent.begun.get(0).plan().schedule());
    }

    @Test
    void should_call_repeating_what_its_own_run_schedules_anew_and_nothing_else() {
        List<Runnable> next = new ArrayList<>();
        Runnable again = new Runnable() {
            @Override
            public void run() {
                next.add(scheduled(this, false));
                next.add(scheduled(failing, false));
                TimerTasks.note(this, 42, 0);
            }
        };
        scheduled(again, false).run();
        next.get(0).run();

        assertEquals("once", agent.begun.get(0).plan().schedule());
        assertEquals("again after each run", agent.begun.get(1).plan().schedule());
        assertEquals(0, agent.begun.get(1).plan().periodNanos());
        assertEquals(
                List.of("again after each run"),
                agent.planned.stream().map(TaskPlan::schedule).distinct().toList());
        assertEquals(4, agent.planned.size());
    }

    @Test
    void should_leave_null_for_the_scheduler_to_refuse() {
        assertNull(ScheduledWork.runnable(null, 0, 1_000));
        assertNull(ScheduledWork.callable(null, 0));
    }

    @Test
    void should_not_begin_a_run_for_what_is_executed_at_once() {
        ScheduledWork.beginAtOnce();
        try {
            assertSame(work, ScheduledWork.runnable(work, 0, 0));
        } finally {
            ScheduledWork.endAtOnce();
        }
    }

    @Test
    void should_count_what_a_run_executes_at_once_as_its_own_work() {
        Object begun = RunScope.begin("Spring", "outer");
        Run outer = nonNull(RunScope.current());
        ScheduledWork.beginAtOnce();
        Runnable within = nonNull(ScheduledWork.runnable(work, 0, 0));
        Runnable throwing = nonNull(ScheduledWork.runnable(failing, 0, 0));
        ScheduledWork.endAtOnce();
        RunScope.end(begun);

        within.run();
        assertThrows(IllegalStateException.class, throwing::run);

        assertEquals(List.of(outer), seen);
        assertEquals(1, agent.begun.size());
        assertEquals(1, agent.swallowed.size());
        assertEquals(outer.id(), agent.swallowed.get(0).runId());
        assertNull(RunScope.current());
    }

    @Test
    void should_schedule_again_after_execute_is_through() {
        ScheduledWork.beginAtOnce();
        ScheduledWork.endAtOnce();
        scheduled(work, false).run();

        assertEquals(1, agent.begun.size());
    }

    @Test
    void should_not_call_what_the_application_has_cancelled_dead_nor_failed_by_the_interrupt() {
        Runnable interrupted = () -> {
            throw new IllegalStateException("interrupted", new InterruptedException());
        };
        Runnable scheduled = scheduled(interrupted, true);
        FutureTask<?> future = new FutureTask<>(scheduled, null);
        ScheduledWork.made(future, null);
        future.cancel(true);
        assertThrows(IllegalStateException.class, scheduled::run);

        assertEquals(List.of(), agent.deaths);
        assertEquals(List.of(), agent.swallowed);
        assertNull(agent.ended.get(0).failure());
        assertTrue(agent.ended.get(0).cancelled());
    }

    @Test
    void should_take_an_exception_after_the_end_of_the_executor_for_a_failure_and_no_death() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
        Runnable scheduled = scheduled(failing, true);
        ScheduledWork.made(new FutureTask<>(scheduled, null), pool);
        pool.shutdownNow();
        assertThrows(IllegalStateException.class, scheduled::run);

        assertEquals(List.of(), agent.deaths);
        assertNotNull(agent.ended.get(0).failure());
        assertFalse(agent.ended.get(0).cancelled());
    }

    @Test
    void should_note_the_failure_of_a_body_for_the_framework_that_reports_it() {
        Object begun = RunScope.begin("Spring", "a");
        Run run = nonNull(RunScope.current());
        assertThrows(IllegalStateException.class, () -> ScheduledWork.body(failing));
        RunScope.end(begun);

        assertEquals("boom", nonNull(run.failure()).getMessage());
        assertEquals(List.of(), agent.swallowed);
    }

    @Test
    void should_run_the_work_even_if_the_agent_fails() {
        agent.toThrow = new NoClassDefFoundError("gone");
        scheduled(work, true).run();
        assertThrows(IllegalStateException.class, scheduled(failing, true)::run);

        assertEquals(1, seen.size());
        assertNull(RunScope.current());
    }

    private static Runnable scheduled(Runnable work, boolean periodic) {
        return nonNull(ScheduledWork.runnable(work, System.nanoTime(), periodic ? SECOND : 0));
    }

    private static <T> T nonNull(@Nullable T value) {
        assertNotNull(value);
        return value;
    }
}
