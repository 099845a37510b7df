package dev.asyncz.bootstrap;

/** Finds the bridge class for an application's logging framework and hands it what the framework has just made. */
@FunctionalInterface
public interface BridgeDoor {

    /** Not a lambda, as all of this package: the first lambda of a JVM costs tens of milliseconds of its start. */
    BridgeDoor CLOSED = new BridgeDoor() {
        @Override
        public Object pass(String bridge, Class<?> framework, Object subject) {
            return subject;
        }
    };

    /**
     * Passes {@code subject} through the bridge.
     *
     * @param bridge name of a class in {@code dev.asyncz.bridge} that is a {@code UnaryOperator<Object>}
     * @param framework a class of the framework; its loader decides which bridge class is meant
     * @return what the framework should use in place of {@code subject}
     */
    Object pass(String bridge, Class<?> framework, Object subject) throws Throwable;
}
