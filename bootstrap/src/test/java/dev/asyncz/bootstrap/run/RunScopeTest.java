package dev.asyncz.bootstrap.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.asyncz.bootstrap.RecordingAgent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunScopeTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    @Test
    void should_bind_the_thread_from_begin_to_end() {
        assertNull(RunScope.current());
        Object begun = RunScope.begin("Timer", "a");
        Run run = current();

        assertEquals("a", run.task());
        assertEquals("Timer", run.scheduler());
        assertEquals(7, UUID.fromString(run.id()).version());
        RunScope.end(begun);
        assertNull(RunScope.current());
        assertEquals(List.of(run), agent.begun);
        assertEquals(List.of(run), agent.ended);
    }

    @Test
    void should_restore_the_outer_run_after_a_nested_one() {
        Object outer = RunScope.begin("Spring", "outer");
        Run outerRun = current();
        Object inner = RunScope.begin("Timer", "inner");
        Run innerRun = current();
        assertNotEquals(outerRun.id(), innerRun.id());

        RunScope.end(inner);
        assertSame(outerRun, RunScope.current());
        RunScope.end(outer);
        assertNull(RunScope.current());
        assertEquals(List.of(innerRun, outerRun), agent.ended);
    }

    @Test
    void should_end_the_run_that_was_begun_whatever_the_thread_is_bound_to_meanwhile() {
        Object begun = RunScope.begin("Timer", "a");
        Run run = current();
        RunScope.restore(null);

        RunScope.end(begun);

        assertEquals(List.of(run), agent.ended);
    }

    @Test
    void should_keep_the_first_failure() {
        Throwable first = new IllegalStateException("first");
        Object begun = RunScope.begin("Timer", "a");
        Run run = current();
        RunScope.failed(null);
        assertNull(run.failure());
        RunScope.failed(first);
        RunScope.failed(new IllegalStateException("its consequence"));
        RunScope.end(begun);

        assertSame(first, run.failure());
    }

    @Test
    void should_blame_a_failure_on_the_inner_run_alone() {
        Object outer = RunScope.begin("Spring", "outer");
        Run outerRun = current();
        Object inner = RunScope.begin("Timer", "inner");
        RunScope.failed(new IllegalStateException());
        RunScope.end(inner);
        RunScope.end(outer);

        assertNull(outerRun.failure());
    }

    @Test
    void should_ignore_a_failure_outside_any_run() {
        RunScope.failed(new IllegalStateException());

        assertNull(RunScope.current());
    }

    @Test
    void should_contain_a_listener_that_throws_and_bind_and_unbind_all_the_same() {
        agent.toThrow = new NoClassDefFoundError("gone");
        Object begun = RunScope.begin("Timer", "a");
        assertEquals("a", current().task());
        RunScope.end(begun);

        assertNull(RunScope.current());
        assertEquals(2, agent.failures.size(), () -> "" + agent.failures);
    }

    @Test
    void should_ignore_the_end_of_what_never_began() {
        Object begun = RunScope.begin("Timer", "a");
        RunScope.end(null);
        RunScope.end("something else");

        assertEquals("a", current().task());
        assertEquals(List.of(), agent.ended);
        RunScope.end(begun);
    }

    private static Run current() {
        Run run = RunScope.current();
        assertNotNull(run);
        return run;
    }

    @Test
    void should_change_nothing_for_a_run_that_is_not_wanted() {
        agent.unwanted = "housekeeping";
        Object outer = RunScope.begin("Timer", "a");
        Run before = RunScope.current();
        Object begun = RunScope.begin("Timer", "housekeeping");

        assertSame(before, RunScope.current());
        RunScope.end(begun);
        assertSame(before, RunScope.current());
        RunScope.end(outer);
        assertEquals(1, agent.ended.size());
    }
}
