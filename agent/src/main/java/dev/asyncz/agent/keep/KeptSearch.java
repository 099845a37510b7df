package dev.asyncz.agent.keep;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.SearchStopped;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Finds newest lines and kept ones beside them. A class of its own, as no start loads it.
 *
 * @param kept adds what matches a query of those that are kept
 */
record KeptSearch(LogStorage newest, BiConsumer<LogQuery, Merge> kept) {

    /** @throws SearchStopped with what there is of both, where the storage of newest lines was */
    List<LogEntry> find(LogQuery query) {
        Merge merge = new Merge(query.limit());
        try {
            addAll(newest.query(query), merge);
        } catch (SearchStopped stopped) {
            UUID to = stopped.searchedTo();
            if (to == null) {
                throw stopped;
            }
            addAll(stopped.found(), merge);
            kept.accept(query.withAfter(to), merge);
            if (merge.isFull()) {
                return merge.newestFirst();
            }
            throw stopped.with(merge.newestFirst(), to);
        }
        // Older ones would be beyond the limit.
        UUID oldest = merge.isFull() ? merge.oldest() : null;
        kept.accept(oldest == null ? query : query.withAfter(oldest), merge);
        return merge.newestFirst();
    }

    private static void addAll(Iterable<LogEntry> entries, Merge merge) {
        for (LogEntry entry : entries) {
            if (merge.isFull()) {
                break;
            }
            merge.add(entry);
        }
    }
}
