package dev.asyncz.bootstrap.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.asyncz.bootstrap.RecordingAgent;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.ArrayList;
import java.util.List;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimerTasksTest {
    @RegisterExtension
    final RecordingAgent agent = new RecordingAgent();

    private final List<@Nullable Run> seen = new ArrayList<>();

    private final Runnable work = () -> seen.add(RunScope.current());

    private final Runnable failing = () -> {
        throw new IllegalStateException("boom");
    };

    @Test
    void should_say_of_a_timer_task_when_it_runs() {
        TimerTasks.note(work, 42, -2_000);
        TimerTasks.run(work);

        assertEquals("every 2 s", agent.planned.get(0).schedule());
        assertEquals(42, agent.planned.get(0).nextMillis());
        assertSame(agent.planned.get(0), agent.begun.get(0).plan());
    }

    @Test
    void should_run_a_timer_task_and_say_what_its_failure_ends() {
        assertThrows(IllegalStateException.class, () -> TimerTasks.run(failing));

        assertEquals("java.util.Timer", agent.ended.get(0).scheduler());
        assertEquals(1, agent.swallowed.size());
        assertEquals(Consequence.TIMER_ENDS, agent.swallowed.get(0).consequence());
        assertNull(RunScope.current());
    }

    @Test
    void should_say_which_tasks_of_a_timer_the_failure_of_one_ends() {
        TimerTask once = timerTask(failing);
        TimerTasks.note(once, 0, 0);
        assertThrows(IllegalStateException.class, () -> TimerTasks.run(once));
        TimerTask cancelled = timerTask(failing);
        TimerTasks.note(cancelled, 0, 1_000);
        TimerTasks.cancelled(cancelled);
        assertThrows(IllegalStateException.class, () -> TimerTasks.run(cancelled));
        TimerTask repeated = timerTask(failing);
        TimerTasks.note(repeated, 0, 1_000);
        assertThrows(IllegalStateException.class, () -> TimerTasks.run(repeated));

        assertEquals(
                List.of(Consequence.TIMER_ENDS_OTHERS, Consequence.TIMER_ENDS_OTHERS, Consequence.TIMER_ENDS),
                agent.deaths.stream().map(RecordingAgent.Death::consequence).toList());
    }

    private static TimerTask timerTask(Runnable work) {
        return new TimerTask() {
            @Override
            public void run() {
                work.run();
            }
        };
    }
}
