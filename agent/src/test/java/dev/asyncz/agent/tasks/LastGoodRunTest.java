package dev.asyncz.agent.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that went wrong is compared with the last one that was good: one that did not fail need not have been good. */
class LastGoodRunTest {
    @RegisterExtension
    private final ListeningRegistry listening = new ListeningRegistry();

    private final TaskRegistry registry = listening.registry;

    @Test
    void should_not_take_a_run_for_good_that_has_logged_an_error() {
        String good = run(false);
        String withErrors = run(true);
        for (int i = 0; i < TaskRegistry.MAX_RUNS; i++) {
            Object begun = RunScope.begin("Timer", "a");
            RunScope.failed(new IllegalStateException());
            RunScope.end(begun);
        }
        List<RunFacts> runs = registry.runs("a");
        RunFacts oldest = runs.get(runs.size() - 1);

        assertEquals(TaskRegistry.MAX_RUNS + 1, runs.size());
        assertEquals(Outcome.OK, oldest.outcome());
        assertEquals(good, oldest.id(), "not " + withErrors);
    }

    private String run(boolean error) {
        Object begun = RunScope.begin("Timer", "a");
        Run run = RunScope.current();
        if (run == null) {
            throw new AssertionError("no run");
        }
        if (error) {
            registry.line(run.id(), ALine.of(LogLevel.ERROR));
        }
        RunScope.end(begun);
        return run.id();
    }
}
