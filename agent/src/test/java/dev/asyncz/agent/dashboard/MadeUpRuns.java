package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.ALine;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.Jvm;
import dev.asyncz.agent.tasks.history.RunJournal;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Runs, with their lines, for the pages to show. */
final class MadeUpRuns {
    private final RingStorage ring;
    private TaskRegistry tasks = new TaskRegistry();

    /** @param ring takes the lines */
    MadeUpRuns(RingStorage ring) {
        this.ring = ring;
    }

    TaskRegistry tasks() {
        return tasks;
    }

    /** Has the runs that follow known to these tasks. */
    void open(TaskRegistry registry) {
        tasks = registry;
        RunEvents.tell(tasks);
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
    }

    /** Gives its id. */
    String run(String task, @Nullable Throwable failure, String... messages) {
        Object begun = RunScope.begin("Timer", task);
        String id = Objects.requireNonNull(RunScope.current()).id();
        for (String message : messages) {
            LogLevel level = failure == null ? LogLevel.INFO : message.equals("oh") ? LogLevel.ERROR : LogLevel.WARN;
            tasks.line(id, ALine.of(level));
            LogEntry line = Samples.entry(level, message, task, id);
            Map<String, Object> fields = Map.of("trace_id", "4bf92f3577b34da6", "thread", "of " + message);
            ring.append(new LogEntry(line.id(), Instant.now(), level, message, line.logger(), task, id, fields));
        }
        RunScope.failed(failure);
        RunScope.end(begun);
        return id;
    }

    static void beginElsewhere(String task) throws InterruptedException {
        Thread thread = new Thread(() -> RunScope.begin("Timer", task));
        thread.start();
        thread.join();
    }

    /** What was due and did not run, on a node that is gone. */
    static void silent(RunJournal journal, TaskRegistry tasks, RingStorage kept) {
        journal.describe(() -> new Jvm.Facts("Shop", "1", "21", 7, 3, "it is slow"));
        for (int i = 0; i < 25; i++) {
            long due = System.currentTimeMillis() - Duration.ofMinutes(20).toMillis();
            tasks.planned(new TaskPlan("alone " + i, "Spring", "cron 0 0 3 * * *", null, 0, due));
        }
        Awaitility.await().until(() -> {
            journal.write(tasks, kept::append);
            return kept.query(LogQuery.ALL.withTask("alone 24")).iterator().hasNext();
        });
    }
}
