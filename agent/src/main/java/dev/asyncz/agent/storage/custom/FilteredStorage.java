package dev.asyncz.agent.storage.custom;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.api.StorageStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Believes nothing that a user's storage answers: filters, order and limit are applied once more. */
record FilteredStorage(LogStorage storage) implements LogStorage {

    @Override
    public void append(LogEntry entry) {
        storage.append(entry);
    }

    @Override
    public void appendAll(List<LogEntry> batch) {
        storage.appendAll(batch);
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        PriorityQueue<LogEntry> newest = new PriorityQueue<>((a, b) -> LogEntry.compareIds(a.id(), b.id()));
        for (LogEntry entry : asked(query)) {
            if (entry != null && query.matches(entry)) {
                newest.add(entry);
            }
            if (newest.size() > query.limit()) {
                newest.remove();
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        List<LogEntry> found = new ArrayList<>(newest);
        found.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
        return found;
    }

    private Iterable<LogEntry> asked(LogQuery query) {
        try {
            return storage.query(query);
        } catch (SearchStopped stopped) {
            UUID to = stopped.searchedTo();
            if (to == null) {
                throw stopped;
            }
            throw stopped.with(stopped.found().stream().filter(query::matches).toList(), to);
        }
    }

    @Override
    public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        return storage.histogram(query, from, to, buckets);
    }

    @Override
    public StorageStats stats() {
        return storage.stats();
    }

    @Override
    public String retention() {
        return storage.retention();
    }

    @Override
    public @Nullable LogEntry oldest() {
        return storage.oldest();
    }

    @Override
    public void close() {
        storage.close();
    }
}
