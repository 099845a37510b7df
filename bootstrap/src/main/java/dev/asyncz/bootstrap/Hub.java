package dev.asyncz.bootstrap;

import org.jspecify.annotations.Nullable;

/** Where the agent plugs itself in, and where instrumented code finds it. Does nothing until {@link #open}. */
public final class Hub {
    private static volatile LineSink sink = LineSink.NONE;
    private static volatile RunListener listener = RunListener.NONE;
    private static volatile BridgeDoor door = BridgeDoor.CLOSED;
    private static volatile FailureLog failures = FailureLog.NONE;

    private Hub() {}

    /**
     * Connects the agent. Called once, before the first class is woven.
     *
     * @param failures takes what went wrong inside the agent's own code; must not throw
     */
    public static void open(LineSink sink, RunListener listener, BridgeDoor door, FailureLog failures) {
        Hub.sink = sink;
        Hub.listener = listener;
        Hub.door = door;
        Hub.failures = failures;
    }

    /** Where the bridges put captured lines. */
    public static LineSink sink() {
        return sink;
    }

    /** Hands an object of a logging framework to its bridge. Gives {@code subject} back if anything goes wrong. */
    public static @Nullable Object bridge(String bridge, Class<?> framework, @Nullable Object subject) {
        if (subject == null) {
            return null;
        }
        try {
            return door.pass(bridge, framework, subject);
        } catch (Throwable t) {
            failed("bridge " + bridge + " failed; lines of this framework may be missing or unbound", t);
            return subject;
        }
    }

    /** Reports a failure of the agent itself; never throws. */
    public static void failed(String what, Throwable cause) {
        try {
            failures.failed(what, cause);
        } catch (Throwable ignored) {
            // Nothing is left to tell it to, and the caller is the application.
        }
    }

    static RunListener listener() {
        return listener;
    }
}
