package dev.asyncz.agent.storage;

import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to tell outside, of those who share a storage: one of them at a time, until it has not asked for half a
 * minute. What has been told stands beside it, for whoever comes next. Any thread.
 */
public interface TellerLease {

    /** A storage that has one. */
    interface Holder {
        TellerLease tellerLease();
    }

    /**
     * Asks for the turn.
     *
     * @param name of the process, unlike any other
     * @param first whether it goes before those that are not
     * @return what has been told; null if it is another one's turn
     * @throws StorageUnavailable when nobody can know
     */
    @Nullable
    String take(String name, boolean first);

    /** Notes what has been told; of no effect if the turn is another one's by now. */
    void told(String name, String state);
}
