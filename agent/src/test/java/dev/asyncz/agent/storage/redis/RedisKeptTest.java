package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.keep.KeptContract;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.api.LogStorage;
import java.time.Duration;
import java.util.List;

@NeedsServer
final class RedisKeptTest extends KeptContract {
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
    protected KeptPlace keptBeside(LogStorage opened) {
        return new RedisOpener().keptBeside(opened);
    }
}
