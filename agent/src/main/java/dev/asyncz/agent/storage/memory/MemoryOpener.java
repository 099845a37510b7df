package dev.asyncz.agent.storage.memory;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.agent.storage.StorageOpener;
import dev.asyncz.agent.storage.StorageTrait;
import dev.asyncz.api.LogStorage;
import java.util.Set;
import java.util.function.Consumer;

/** Makes {@code storage=memory}, the ring on the heap. */
public final class MemoryOpener implements StorageOpener {
    @Override
    public Set<StorageTrait> traits() {
        return Set.of();
    }

    @Override
    public LogStorage open(Config config, EntryKind kind, Consumer<String> say) {
        return open(config);
    }

    public RingStorage open(Config config) {
        return new RingStorage(
                config.integer("storage.maxlen"), EntrySize.withinHeap(config.bytes("storage.maxbytes")));
    }
}
