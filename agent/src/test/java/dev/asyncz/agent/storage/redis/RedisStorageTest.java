package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.util.List;

/** The contract of all storages, on one server. */
@NeedsServer
final class RedisStorageTest extends StorageContract {

    @Override
    protected LogStorage open() {
        RedisServers.flush(List.of(RedisServers.Single.PORT));
        return RedisStorage.open(
                RedisServers.address(RedisServers.Single.PORT),
                RedisServers.STREAM,
                RedisServers.atMost(10_000, ""),
                Duration.ofSeconds(30));
    }

    @Override
    protected String kept(String text) {
        return EntryJson.wellFormed(text);
    }
}
