package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.TellerContract;
import dev.asyncz.agent.storage.TellerLease;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

@NeedsServer
final class RedisTellerTest implements TellerContract {
    private RedisStorage storage;

    @BeforeEach
    void open() {
        RedisServers.flush(List.of(RedisServers.Single.PORT));
        storage = RedisServers.open(RedisServers.address(RedisServers.Single.PORT), 100);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Override
    public TellerLease lease() {
        return storage.tellerLease();
    }
}
