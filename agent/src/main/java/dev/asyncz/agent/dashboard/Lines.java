package dev.asyncz.agent.dashboard;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.api.StorageStats;
import java.util.ArrayList;
import java.util.List;

/** Asks the storage, and turns whatever it throws into one kind of failure. */
record Lines(LogStorage storage) {

    /** Newest first, at most as many as the limit says, even from a storage that does not keep to it. */
    List<LogEntry> find(Filters filters) {
        List<LogEntry> found = new ArrayList<>();
        if (filters.impossible()) {
            return found;
        }
        try {
            for (LogEntry entry : storage.query(filters.query())) {
                if (found.size() == filters.query().limit()) {
                    break;
                }
                found.add(entry);
            }
            return found;
        } catch (RuntimeException | LinkageError e) {
            throw new Unreachable(e);
        }
    }

    StorageStats stats() {
        try {
            return storage.stats();
        } catch (RuntimeException | LinkageError e) {
            return StorageStats.UNKNOWN;
        }
    }

    /** The storage could not answer. */
    static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreachable(Throwable cause) {
            super(cause);
        }

        String sentence() {
            if (getCause() instanceof SearchStopped stopped) {
                return String.valueOf(stopped.getMessage());
            }
            return "The storage does not answer (" + BadParameter.shortened(String.valueOf(getCause()))
                    + "). Capture goes on; try again.";
        }
    }
}
