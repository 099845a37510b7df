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
    final List<Swallowed> swallowed = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();
    volatile @Nullable Error toThrow;
    volatile @Nullable String unwanted;

    record Swallowed(Run run, Throwable failure, String consequence) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        Hub.open(LineSink.NONE, this, BridgeDoor.CLOSED, this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Hub.open(LineSink.NONE, RunListener.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunScope.restore(null);
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
    public void swallowed(Run run, Throwable failure, String consequence) {
        swallowed.add(new Swallowed(run, failure, consequence));
        throwIfTold();
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
