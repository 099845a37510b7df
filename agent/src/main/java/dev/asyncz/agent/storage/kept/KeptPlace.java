package dev.asyncz.agent.storage.kept;

import dev.asyncz.api.LogEntry;
import java.util.Collection;
import java.util.List;

/**
 * Where a storage keeps the lines of runs that matter, beside the newest lines: each run as a whole, put once or
 * replaced, so that nothing is half there. Any thread. What cannot be reached throws
 * {@link dev.asyncz.agent.storage.StorageUnavailable}.
 */
public interface KeptPlace extends AutoCloseable {

    /** All runs that are kept, of every JVM that shares the place, in no particular order. */
    List<KeptRun> runs();

    /** The lines of some of the runs, each run's oldest first; of runs that have left meanwhile there are none. */
    List<LogEntry> lines(Collection<String> runs);

    /**
     * Keeps a run; one of the same id is replaced.
     *
     * @param run what is known of it; its bytes are of no account
     */
    void put(KeptRun run, List<LogEntry> lines);

    /** Lets runs go; one that is not there is no mistake. */
    void remove(Collection<String> runs);

    @Override
    default void close() {}
}
