package dev.asyncz.agent.tasks.history;

import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunScope;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A JVM, as far as its runs are concerned. */
final class JvmWithRuns {
    final AtomicLong millis = new AtomicLong(System.currentTimeMillis());
    private final RingStorage storage;
    private final String name;
    final RunJournal journal;
    final TaskRegistry tasks;

    JvmWithRuns(RingStorage storage, String name) {
        this.storage = storage;
        this.name = name;
        journal = new RunJournal(() -> name, millis::get);
        tasks = new TaskRegistry(RunKeeper.none(), journal);
    }

    Object begin(String task) {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(tasks);
        return RunScope.begin("Timer", task);
    }

    void run(String task, @Nullable Throwable failure) {
        Object begun = begin(task);
        RunScope.failed(failure);
        RunScope.end(begun);
    }

    /** Writes as the time goes by. */
    void pass(long more) {
        for (long passed = 0; passed < more; passed += 300) {
            millis.addAndGet(300);
            journal.write(tasks, storage::append);
        }
    }

    void end() {
        journal.writeLast(tasks, storage::append, true);
    }

    RunHistory history() {
        return new RunHistory(tasks, journal, storage, true, () -> name, millis::get);
    }
}
