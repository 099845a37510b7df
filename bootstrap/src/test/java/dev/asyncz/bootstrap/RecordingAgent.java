package dev.asyncz.bootstrap;

import dev.asyncz.bootstrap.handoff.UnobservedFailures;
import dev.asyncz.bootstrap.run.Consequence;
import dev.asyncz.bootstrap.run.Run;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import dev.asyncz.bootstrap.run.RunScope;
import dev.asyncz.bootstrap.run.TaskPlan;
import dev.asyncz.bootstrap.run.UnobservedFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Stands in for the agent behind the Hub: keeps what it is told, and throws if it is told to. */
public final class RecordingAgent implements RunListener, FailureLog, BeforeEachCallback, AfterEachCallback {
    public final List<Run> begun = new CopyOnWriteArrayList<>();
    public final List<TaskPlan> planned = new CopyOnWriteArrayList<>();
    public final List<Run> ended = new CopyOnWriteArrayList<>();
    public final List<UnobservedFailure> swallowed = new CopyOnWriteArrayList<>();
    public final List<Death> deaths = new CopyOnWriteArrayList<>();
    public final List<String> failures = new CopyOnWriteArrayList<>();
    public volatile @Nullable Error toThrow;
    public volatile @Nullable String unwanted;

    public record Death(String task, Consequence consequence) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, this);
        RunEvents.tell(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
        RunScope.restore(null);
        UnobservedFailures.tellAll();
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
    public void swallowed(UnobservedFailure failure) {
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
