package dev.asyncz.api;

import java.util.List;

/**
 * Where captured lines are kept. Two methods are enough for one's own: {@link #append} and {@link #query}.
 *
 * <p>Any thread may call any method at any time; after {@link #close} nothing is called any more. What a method throws
 * is reported and counted by the agent, and never reaches the application.
 */
public interface LogStorage extends AutoCloseable {

    /**
     * Keeps one entry. A write that fails may be tried again with the same entries: a storage that can fail half-way,
     * as all that do I/O, must then keep each id once. One that cannot, such as a ring on the heap, gets every entry
     * once and need not look.
     */
    void append(LogEntry entry);

    /**
     * Finds entries, newest first by id, at most {@link LogQuery#limit} of them. A storage without an engine of its
     * own asks {@link LogQuery#matches} of each entry.
     */
    Iterable<LogEntry> query(LogQuery query);

    /** Keeps a batch, oldest first; tried again as a whole after it threw, see {@link #append}. */
    default void appendAll(List<LogEntry> batch) {
        batch.forEach(this::append);
    }

    /** Figures of this storage; {@link StorageStats#UNKNOWN} from one that does not count. */
    default StorageStats stats() {
        return StorageStats.UNKNOWN;
    }

    /** Gives back connections, files and threads. Called once, at the end. */
    @Override
    default void close() {}
}
