package dev.asyncz.agent.storage.memory;

import dev.asyncz.agent.keep.KeptContract;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.api.LogStorage;
import org.jspecify.annotations.Nullable;

class RingKeptTest extends KeptContract {
    @Override
    protected LogStorage open() {
        return new RingStorage(10_000, 64 << 20);
    }

    @Override
    protected @Nullable KeptPlace keptBeside(LogStorage opened) {
        return null;
    }
}
