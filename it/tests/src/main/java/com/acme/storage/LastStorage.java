package com.acme.storage;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Keeps the last thousand lines of this process on the heap: as simple as a storage gets. */
public final class LastStorage implements LogStorage {
    private final ConcurrentLinkedDeque<LogEntry> newestFirst = new ConcurrentLinkedDeque<>();

    @Override
    public void append(LogEntry entry) {
        newestFirst.addFirst(entry);
        if (newestFirst.size() > 1_000) {
            newestFirst.removeLast();
        }
    }

    @Override
    public Iterable<LogEntry> query(LogQuery query) {
        return List.copyOf(newestFirst).stream().filter(query::matches).limit(query.limit())::iterator;
    }
}
