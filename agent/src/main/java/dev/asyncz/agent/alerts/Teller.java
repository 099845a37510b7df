package dev.asyncz.agent.alerts;

import org.jspecify.annotations.Nullable;

/** Which of the JVMs that share a storage tells. For one thread. */
public interface Teller {
    /** The only JVM that has its storage. */
    Teller ALONE = new Teller() {
        @Override
        public String take() {
            return "";
        }

        @Override
        public void told(String state) {
            // Nobody takes over.
        }
    };

    /**
     * Whether it is this one's turn now, until it has not asked for half a minute: then what has been told, as
     * {@link #told} has it; null if another one tells.
     *
     * @throws RuntimeException when the storage does not answer; then nobody knows
     */
    @Nullable
    String take();

    /** Notes what has been told and is not over, for whoever tells next. */
    void told(String state);
}
