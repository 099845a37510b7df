package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.api.LogStorage;
import java.time.Duration;

/** The contract of all storages, on a cluster of three masters. */
@NeedsServer
final class RedisClusterStorageTest extends StorageContract {

    @Override
    protected LogStorage open() {
        RedisServers.flush(RedisServers.Cluster.PORTS);
        return RedisStorage.open(
                RedisServers.clusterAddress(),
                RedisServers.STREAM,
                RedisServers.atMost(10_000, ""),
                Duration.ofSeconds(30));
    }

    @Override
    protected String kept(String text) {
        return EntryJson.wellFormed(text);
    }
}
