package dev.asyncz.bootstrap;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the agent plugs itself in, and where instrumented code finds it. Does nothing until {@link #open}. */
public final class Hub {
    private static volatile LineSink sink = LineSink.NONE;
    private static volatile BridgeDoor door = BridgeDoor.CLOSED;
    private static volatile FailureLog failures = FailureLog.NONE;

    private Hub() {}

    /**
     * Connects the agent. Called once, before the first class is woven.
     *
     * @param failures takes what went wrong inside the agent's own code; must not throw
     */
    public static void open(LineSink sink, BridgeDoor door, FailureLog failures) {
        Hub.sink = sink;
        Hub.door = door;
        Hub.failures = failures;
    }

    /** Where the bridges put captured lines. */
    public static LineSink sink() {
        return sink;
    }

    /**
     * Hands an object of a logging framework to its bridge, and gives what the framework should use in its place;
     * {@code subject} itself if anything goes wrong.
     *
     * @param bridge name of a class that is a {@code UnaryOperator<Object>}
     */
    @SuppressWarnings("unchecked") // Every bridge that is named here is one.
    public static @Nullable Object bridge(String bridge, Class<?> framework, @Nullable Object subject) {
        if (subject == null) {
            return null;
        }
        try {
            Object known = door.bridge(bridge, framework);
            return known == null ? subject : OwnPermissions.apply((UnaryOperator<Object>) known, subject);
        } catch (Throwable t) {
            failed("bridge " + bridge + " failed; lines of this framework may be missing or unbound", t);
            return subject;
        }
    }

    /** The bridge that reads the lines of a framework; null as long as there is no agent. */
    public static @Nullable LineReader reader(String bridge, Class<?> framework) {
        try {
            return (LineReader) door.bridge(bridge, framework);
        } catch (Throwable t) {
            failed("bridge " + bridge + " failed; lines of this framework are not captured", t);
            return LineReader.NONE;
        }
    }

    /** Counts and reports a line that could not be read; never throws. */
    public static void lostLine(String whose, Throwable cause) {
        try {
            sink.lost("unreadable");
        } catch (Throwable outOfMemory) {
            // The caller is the application.
        }
        failed(whose + " was not captured", cause);
    }

    /** Reports a failure of the agent itself; never throws. */
    public static void failed(String what, @Nullable Throwable cause) {
        try {
            failures.failed(what, cause);
        } catch (Throwable ignored) {
            // Nothing is left to tell it to, and the caller is the application.
        }
    }
}
