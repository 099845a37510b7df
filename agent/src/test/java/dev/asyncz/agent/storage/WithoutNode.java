package dev.asyncz.agent.storage;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The contract compares what was appended: it knows nothing of the node that a shared storage adds. */
public record WithoutNode(LogStorage storage) implements LogStorage {
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
        List<LogEntry> found = new ArrayList<>();
        storage.query(query).forEach(entry -> found.add(withoutNode(entry)));
        return found;
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
    public void close() {
        storage.close();
    }

    private static LogEntry withoutNode(LogEntry entry) {
        Map<String, Object> extra = new HashMap<>(entry.extra());
        extra.remove("node");
        return new LogEntry(
                entry.id(),
                entry.ts(),
                entry.level(),
                entry.message(),
                entry.logger(),
                entry.taskId(),
                entry.runId(),
                extra);
    }
}
