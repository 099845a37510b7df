package dev.asyncz.agent.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.TaskFacts;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.TimeOrderedIds;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.schedule.ScheduledWork;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunReporterTest {
    private final RingStorage ring = new RingStorage(10, 1 << 20);
    private final TaskRegistry tasks = new TaskRegistry();
    private final LineCapture lines = new LineCapture(
            new DirectTarget("memory", ring),
            new TimeOrderedIds(() -> 0),
            new BoundedText(1_000),
            tasks,
            FailureLog.NONE);

    @BeforeEach
    void connect() {
        Hub.open(lines, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(new RunReporter(tasks, new NamePatterns(""), lines));
    }

    @AfterEach
    void disconnect() {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }

    private static final class Cleanup implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("disk full\nand a second line");
        }
    }

    @Test
    void should_make_one_line_of_a_failure_that_nobody_sees() {
        Runnable scheduled = ScheduledWork.runnable(new Cleanup(), 0, 1);
        assertNotNull(scheduled);
        try {
            scheduled.run();
        } catch (IllegalStateException expected) {
            // The scheduler's to swallow.
        }

        List<LogEntry> found = ring.query(LogQuery.ALL);
        assertEquals(1, found.size());
        LogEntry line = found.get(0);
        assertEquals(LogLevel.ERROR, line.level());
        assertEquals("asyncz.task", line.logger());
        assertEquals(Cleanup.class.getName(), line.taskId());
        assertNotNull(line.runId());
        assertEquals(
                Cleanup.class.getName() + " failed with java.lang.IllegalStateException: disk full; it is periodic,"
                        + " and its scheduler never runs it again after an exception; catch exceptions in the task",
                line.message());
        assertTrue(String.valueOf(line.exception()).contains("and a second line\n\tat "));
        assertEquals(Thread.currentThread().getName(), line.extra().get("thread"));
        TaskFacts task = tasks.tasks().get(0);
        assertEquals(
                "it is periodic, and its scheduler never runs it again after an exception;"
                        + " catch exceptions in the task",
                task.death());
        assertNotNull(task.lastRun());
        assertEquals(new LineCounts(0, 0, 0, 0, 1), task.lastRun().lines());
    }

    @Test
    void should_tell_the_registry_of_every_run() {
        Runnable scheduled = ScheduledWork.runnable(() -> {}, 0, 1);
        assertNotNull(scheduled);
        scheduled.run();
        scheduled.run();

        assertEquals(2, tasks.tasks().get(0).runs());
        assertEquals(0, tasks.tasks().get(0).running());
        assertEquals(List.of(), ring.query(LogQuery.ALL));
    }
}
