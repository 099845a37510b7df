package dev.asyncz.bootstrap;

/** Told what went wrong inside the agent's own code. Must not throw, and must not log through the application. */
@FunctionalInterface
public interface FailureLog {

    FailureLog NONE = new FailureLog() {
        @Override
        public void failed(String what, Throwable cause) {}
    };

    /**
     * Reports one failure.
     *
     * @param what what failed, and its consequence
     */
    void failed(String what, Throwable cause);
}
