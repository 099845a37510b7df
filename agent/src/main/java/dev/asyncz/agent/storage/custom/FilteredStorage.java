package dev.asyncz.agent.storage.custom;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.util.ArrayList;
import java.util.List;

/** Believes nothing that a user's storage answers: every entry passes the query's filters once more. */
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
        List<LogEntry> matching = new ArrayList<>();
        for (LogEntry entry : storage.query(query)) {
            if (entry != null && query.matches(entry)) {
                matching.add(entry);
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return matching;
    }

    @Override
    public StorageStats stats() {
        return storage.stats();
    }

    @Override
    public void close() {
        storage.close();
    }
}
