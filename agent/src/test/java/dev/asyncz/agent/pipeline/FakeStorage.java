package dev.asyncz.agent.pipeline;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Keeps entries in a map, idempotent by id, and does to a batch first whatever the test wants. */
final class FakeStorage implements LogStorage {
    private final Map<UUID, LogEntry> kept = new LinkedHashMap<>();
    private volatile Consumer<List<LogEntry>> before = batch -> {};

    void before(Consumer<List<LogEntry>> action) {
        before = action;
    }

    synchronized List<String> messages() {
        return kept.values().stream().map(LogEntry::message).toList();
    }

    @Override
    public void append(LogEntry entry) {
        appendAll(List.of(entry));
    }

    @Override
    public void appendAll(List<LogEntry> batch) {
        before.accept(batch);
        synchronized (this) {
            batch.forEach(entry -> kept.putIfAbsent(entry.id(), entry));
        }
    }

    @Override
    public synchronized List<LogEntry> query(LogQuery query) {
        return kept.values().stream().filter(query::matches).toList();
    }
}
