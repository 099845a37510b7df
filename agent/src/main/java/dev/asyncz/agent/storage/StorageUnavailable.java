package dev.asyncz.agent.storage;

import org.jspecify.annotations.Nullable;

/**
 * A storage cannot be reached now: nothing is wrong with the entries, and the same call may succeed later. The writer
 * keeps its batch and tries again.
 */
public final class StorageUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param what what cannot be reached and why, such as {@code db:5432 refuses connections}, without secrets */
    public StorageUnavailable(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
