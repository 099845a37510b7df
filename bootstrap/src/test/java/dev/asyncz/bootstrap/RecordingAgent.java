package dev.asyncz.bootstrap;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Stands in for the agent behind the Hub: keeps what it is told, and throws if it is told to. */
final class RecordingAgent implements RunListener, FailureLog, BeforeEachCallback, AfterEachCallback {
    final List<Run> begun = new CopyOnWriteArrayList<>();
    final List<TaskPlan> planned = new CopyOnWriteArrayList<>();
    final List<Run> ended = new CopyOnWriteArrayList<>();
    final List<KeptFailure> swallowed = new CopyOnWriteArrayList<>();
    final List<Death> deaths = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();
    volatile @Nullable Error toThrow;
    volatile @Nullable String unwanted;

    record Death(String task, Consequence consequence) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        Hub.open(LineSink.NONE, this, BridgeDoor.CLOSED, this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Hub.open(LineSink.NONE, RunListener.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunScope.restore(null);
        Unasked.tellAll();
    }

    @Override
    public boolean wants(String task) {
        return !task.equals(unwanted);
    }

    @Override
    public void planned(TaskPlan plan) {
        planned.add(plan);
    }

    @Override
    public void begun(Run run) {
        begun.add(run);
        throwIfTold();
    }

    @Override
    public void ended(Run run) {
        ended.add(run);
        throwIfTold();
    }

    @Override
    public void swallowed(KeptFailure failure) {
        swallowed.add(failure);
        throwIfTold();
    }

    @Override
    public void died(String task, long sinceMillis, Consequence consequence) {
        deaths.add(new Death(task, consequence));
    }

    @Override
    public void failed(String what, @Nullable Throwable cause) {
        failures.add(what);
    }

    private void throwIfTold() {
        Error error = toThrow;
        if (error != null) {
            throw error;
        }
    }
}
