package dev.asyncz.bootstrap.run;

import dev.asyncz.bootstrap.Hub;
import java.lang.ref.Reference;

/** Where the agent hears of runs: who begins or ends one, or knows of a task, tells its listener. */
public final class RunEvents {
    private static volatile RunListener listener = RunListener.NONE;

    private RunEvents() {}

    /** From now on {@code listener} is told. Called once, by the agent, before the first class is woven. */
    public static void tell(RunListener listener) {
        RunEvents.listener = listener;
    }

    /** Who is told; nobody before there is an agent. */
    public static RunListener listener() {
        return listener;
    }

    /** Tells what holds a task, see {@link RunListener#held}. Never throws. */
    public static void held(String task, Reference<?> by) {
        try {
            listener.held(task, by);
        } catch (Throwable t) {
            Hub.failed("what holds " + task + " could not be noted; the dashboard may call it overdue", t);
        }
    }
}
