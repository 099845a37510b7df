package dev.asyncz.agent.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.Exhaustive;
import dev.asyncz.agent.tasks.text.FailureText;
import dev.asyncz.bootstrap.handoff.BoundWork;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept of the texts of runs: of their failures, and of the threads that worked for them. */
class RunTextsTest {
    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final TaskRegistry registry = listening.registry;

    @Test
    void should_keep_the_first_line_of_a_failure() {
        fail(new IllegalStateException("boom\nmore"));

        assertEquals(1, only().failures());
        assertEquals(RunFacts.Outcome.FAILED, last(only()).outcome());
        assertEquals("java.lang.IllegalStateException: boom", last(only()).failure());
    }

    @Test
    void should_bound_what_it_keeps_of_a_failure() {
        fail(new IllegalStateException("x".repeat(1 << 20)));

        assertEquals(
                FailureText.MAX_LINE + 1, String.valueOf(last(only()).failure()).length());
        assertTrue(String.valueOf(last(only()).exception()).length() < FailureText.MAX_HEAD + FailureText.MAX_TAIL + 9);
    }

    @Test
    void should_name_a_failure_that_cannot_be_printed() {
        Exception unspeakable = new Exception() {
            private static final long serialVersionUID = 1;

            @Override
            public @Nullable String getMessage() {
                throw new StackOverflowError();
            }
        };
        fail(unspeakable);

        assertEquals(RunFacts.Outcome.FAILED, last(only()).outcome());
        assertEquals(
                unspeakable.getClass().getName() + ": [message could not be read: java.lang.StackOverflowError]",
                last(only()).failure());
    }

    @Test
    void should_name_the_threads_that_worked_for_a_run() throws Exception {
        Object begun = RunScope.begin("Timer", "a");
        for (String name : List.of("second", "third")) {
            Thread helping = new Thread(BoundWork.bound(() -> {}), name);
            helping.start();
            helping.join();
        }
        RunScope.end(begun);

        assertEquals(
                List.of(Thread.currentThread().getName(), "second", "third"),
                last(only()).threads());
    }

    @Test
    void should_bound_what_the_texts_of_failures_take_together() {
        for (int i = 0; i < 100; i++) {
            Object begun = RunScope.begin("Timer", "task-" + i);
            RunScope.failed(new IllegalStateException("x".repeat(100_000)));
            RunScope.end(begun);
        }
        for (int i = 0; i < 300; i++) {
            Object begun = RunScope.begin("Timer", "late-" + i);
            RunScope.failed(new IllegalStateException("y".repeat(100_000)));
            RunScope.end(begun);
        }

        assertNull(registry.runs("task-0").get(0).exception());
        assertNotNull(registry.runs("task-0").get(0).failure());
        assertNotNull(registry.runs("late-299").get(0).exception());
    }

    private static void fail(Throwable failure) {
        Object begun = RunScope.begin("Timer", "a");
        RunScope.failed(failure);
        RunScope.end(begun);
    }

    private TaskFacts only() {
        assertEquals(1, registry.tasks().size());
        return registry.tasks().get(0);
    }

    private static RunFacts last(TaskFacts task) {
        RunFacts last = task.lastRun();
        assertNotNull(last);
        return last;
    }

    @Exhaustive
    @Test
    void should_bound_what_names_of_threads_take_together() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Object begun = RunScope.begin("Timer", "task-" + i % 50);
            for (int helper = 0; helper < 20; helper++) {
                Thread helping = new Thread(BoundWork.bound(() -> {}), i + "-" + helper + "x".repeat(200));
                helping.start();
                helping.join();
            }
            RunScope.end(begun);
        }

        long names =
                registry.runs().stream().mapToLong(run -> run.threads().size()).sum();
        assertTrue(names < 2_000 * 21 / 2, "names " + names);
        assertEquals(21, registry.runs("task-49").get(0).threads().size(), "the newest has all");
        assertEquals("… 20 more", registry.runs("task-0").get(30).threads().get(1));
    }
}
