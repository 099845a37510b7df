package dev.asyncz.agent.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskTotalsTest {
    private final TaskRegistry registry = new TaskRegistry();

    @BeforeEach
    void connect() {
        RunEvents.tell(registry);
    }

    @AfterEach
    void disconnect() {
        RunEvents.tell(RunListener.NONE);
    }

    @Test
    void should_count_lines_as_they_come_while_their_run_is_under_way() {
        Object begun = RunScope.begin("Timer", "a");
        say(LogLevel.INFO);
        say(LogLevel.WARN);
        say(LogLevel.INFO);

        assertEquals(2, lines(LogLevel.INFO));
        assertEquals(1, lines(LogLevel.WARN));
        RunScope.end(begun);
        assertEquals(2, lines(LogLevel.INFO));
    }

    @Test
    void should_go_on_counting_lines_of_runs_that_are_not_kept_any_more() {
        int runs = 3 * TaskRegistry.MAX_RUNS;
        for (int i = 1; i <= runs; i++) {
            Object begun = RunScope.begin("Timer", "a");
            say(LogLevel.INFO);
            RunScope.end(begun);

            assertEquals(i, lines(LogLevel.INFO));
        }
    }

    private void say(LogLevel level) {
        Run run = Objects.requireNonNull(RunScope.current());
        registry.line(run.id(), ALine.of(level));
    }

    private long lines(LogLevel level) {
        return Objects.requireNonNull(registry.totals("a")).lines().getOrDefault(level, 0L);
    }
}
