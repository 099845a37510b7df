package dev.asyncz.bootstrap.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.TaskKeys;
import dev.asyncz.bootstrap.handoff.BoundWork;
import dev.asyncz.bootstrap.line.ThreadContextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunBindingTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    @Test
    void should_bind_what_a_run_hands_over_however_late_it_is_done() {
        List<Runnable> handedOver = new ArrayList<>();
        List<@Nullable Run> seen = new ArrayList<>();
        Run run = within(() -> handedOver.add(nonNull(BoundWork.bound((Runnable) () -> seen.add(RunScope.current())))));
        handedOver.get(0).run();

        assertEquals(List.of(run), seen);
    }

    @Test
    void should_follow_what_late_work_hands_over_for_some_hops_and_then_its_task_for_ever() {
        List<Run> seen = new ArrayList<>();
        RunBinding[] binding = new RunBinding[1];
        Run run = within(() -> binding[0] = nonNull(RunScope.slot().heir()));
        for (int i = 0; i < 20; i++) {
            RunScope.bind(binding[0]);
            seen.add(nonNull(RunScope.current()));
            binding[0] = nonNull(RunScope.slot().heir());
        }

        assertEquals(5, seen.stream().filter(each -> each == run).count());
        Run last = seen.get(19);
        assertEquals("a", last.task());
        assertEquals("", last.id());
        assertSame(seen.get(10), last);
        assertEquals(Map.of(TaskKeys.TASK_ID, "a"), last.context());
        assertEquals(Map.of(TaskKeys.TASK_ID, "a", "tenant", "acme"), ThreadContextView.all(Map.of("tenant", "acme")));
        assertNull(ThreadContextView.value(TaskKeys.RUN_ID, null));
    }

    @Test
    void should_hold_nothing_of_the_application_once_a_run_has_ended() {
        Run run = within(() -> {
            Run current = nonNull(RunScope.current());
            current.keepContextData("data");
            current.track("kept");
        });

        assertTrue(run.isOver());
        assertNull(run.contextData());
        assertNull(run.tracked());
        assertEquals(List.of(), run.threads().names());
        run.keepContextData("late");
        run.fail(new IllegalStateException("late"));
        run.joined();
        assertNull(run.contextData());
        assertNull(run.failure());
        assertEquals(List.of(), run.threads().names());
    }

    @Test
    void should_let_a_thread_go_by_its_task_some_time_after_the_end_of_the_run_that_has_started_it() {
        RunBinding[] thread = new RunBinding[1];
        Run run = within(() -> thread[0] = nonNull(RunScope.slot().binding()).thread());

        assertSame(run, thread[0].run());
        assertFalse(run.isOverFor(60_000_000_000L));
        assertTrue(run.isOverFor(-1));
    }

    private static Run within(Runnable body) {
        Object begun = RunScope.begin("test", "a");
        Run run = nonNull(RunScope.current());
        try {
            body.run();
        } finally {
            RunScope.end(begun);
        }
        return run;
    }

    private static <T> T nonNull(@Nullable T value) {
        assertNotNull(value);
        return value;
    }
}
