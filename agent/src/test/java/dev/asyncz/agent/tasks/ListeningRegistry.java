package dev.asyncz.agent.tasks;

import dev.asyncz.bootstrap.BridgeDoor;
import dev.asyncz.bootstrap.FailureLog;
import dev.asyncz.bootstrap.Hub;
import dev.asyncz.bootstrap.LineSink;
import dev.asyncz.bootstrap.run.RunEvents;
import dev.asyncz.bootstrap.run.RunListener;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A registry that hears of every run of its test. */
public final class ListeningRegistry implements BeforeEachCallback, AfterEachCallback {
    public final TaskRegistry registry = new TaskRegistry();

    @Override
    public void beforeEach(ExtensionContext test) {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(registry);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Hub.open(LineSink.NONE, BridgeDoor.CLOSED, FailureLog.NONE);
        RunEvents.tell(RunListener.NONE);
    }
}
