package dev.asyncz.bootstrap;

import org.jspecify.annotations.Nullable;

/** Finds the bridge class for an application's logging framework. */
@FunctionalInterface
public interface BridgeDoor {

    /** Not a lambda, as all of this package: the first lambda of a JVM costs tens of milliseconds of its start. */
    BridgeDoor CLOSED = new BridgeDoor() {
        @Override
        public @Nullable Object bridge(String bridge, Class<?> framework) {
            return null;
        }
    };

    /**
     * The one instance of a bridge for one loader.
     *
     * @param bridge name of a class in {@code dev.asyncz.bridge}
     * @param framework a class of the framework; its loader decides which bridge class is meant
     * @return null as long as there is no agent
     */
    @Nullable
    Object bridge(String bridge, Class<?> framework) throws Throwable;
}
