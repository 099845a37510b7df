package dev.asyncz.agent.pipeline;

import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.util.Map;

/** Straight into a storage on the heap, which never blocks. What its ring has overwritten counts as dropped. */
public final class DirectTarget implements EntryTarget {
    private final String name;
    private final LogStorage storage;

    /** @param storage one that neither blocks nor does I/O, and counts */
    public DirectTarget(String name, LogStorage storage) {
        this.name = name;
        this.storage = storage;
    }

    @Override
    public void put(LogEntry entry) {
        storage.append(entry);
    }

    @Override
    public StorageFigures figures() {
        StorageStats stats = storage.stats();
        return new StorageFigures(
                name, stats.appended(), stats.size(), 0, Map.of("overwritten", stats.dropped()), null);
    }
}
