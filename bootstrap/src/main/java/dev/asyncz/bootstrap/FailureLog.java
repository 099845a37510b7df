package dev.asyncz.bootstrap;

import org.jspecify.annotations.Nullable;

/** Told what went wrong inside the agent's own code. Must not throw, and must not log through the application. */
@FunctionalInterface
public interface FailureLog {

    FailureLog NONE = new FailureLog() {
        @Override
        public void failed(String what, @Nullable Throwable cause) {}
    };

    /**
     * Reports one failure.
     *
     * @param what what failed, and its consequence
     * @param cause null when {@code what} says it all
     */
    void failed(String what, @Nullable Throwable cause);
}
