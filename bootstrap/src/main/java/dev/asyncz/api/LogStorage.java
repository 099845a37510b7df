package dev.asyncz.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     *
     * <p>Entries arrive about in the order of their ids, not exactly: threads overtake each other by milliseconds, the
     * batches of another node come as late as its clock is behind and its way to the storage was interrupted. Who
     * follows what comes therefore asks with {@link LogQuery#after} some seconds before the newest id seen, and passes
     * over the ids that were seen already.
     *
     * @throws SearchStopped when it is given up, as it takes too long
     */
    Iterable<LogEntry> query(LogQuery query);

    /** Keeps a batch, oldest first; tried again as a whole after it threw, see {@link #append}. */
    default void appendAll(List<LogEntry> batch) {
        batch.forEach(this::append);
    }

    /**
     * Counts what a query finds, whatever its limit, over a span of time. A storage without an engine of its own looks
     * through the newest entries, some ten thousands at most, and says whether these were all.
     *
     * @param from where the span begins
     * @param to where it ends
     * @param buckets in how many parts, from 1 to {@link LogHistogram#MAX_BUCKETS}
     */
    default LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        return LogHistogram.scan(this, query, new LogHistogram.Counts(from, to, buckets));
    }

    /**
     * Figures of this storage; {@link StorageStats#UNKNOWN} from one that does not count. One that many nodes share
     * counts the entries of all of them in its size.
     */
    default StorageStats stats() {
        return StorageStats.UNKNOWN;
    }

    /**
     * For how long and how much is kept, and who has set it, in words for people: "7 days, at most 10 GiB". Empty from one
     * that does not say. May ask a server.
     */
    default String retention() {
        return "";
    }

    /**
     * The oldest entry by id that a query can find, from which on all that came is there: how far back the storage goes.
     * Null when it is empty, and from one that cannot tell without looking through all it has.
     */
    default @Nullable LogEntry oldest() {
        return null;
    }

    /** Gives back connections, files and threads. Called once, at the end. */
    @Override
    default void close() {}
}
