package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.server.Entries.entries;
import static dev.asyncz.agent.storage.redis.server.Entries.entry;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.embedded.RedisShardedCluster;

/** A master of a cluster is gone, and its replica takes over: which takes seconds. */
@EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
@NeedsServer
final class RedisClusterFailoverTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void should_lose_nothing_when_the_replica_of_a_master_takes_over() throws Exception {
        List<Integer> ports = RedisServers.freePorts(4);
        RedisShardedCluster cluster = RedisServers.cluster(ports, "cluster-node-timeout 1000");
        try (RedisStorage storage = RedisServers.open(
                RedisServers.address(ports.stream().mapToInt(Integer::intValue).toArray()), 10_000)) {
            List<LogEntry> all = new ArrayList<>(entries(200, i -> entry("before " + i)));
            storage.appendAll(all);
            int master = RedisServers.masterWithReplica(ports);
            try (Jedis jedis = new Jedis("127.0.0.1", master)) {
                jedis.shutdown();
            }

            List<LogEntry> batch = entries(200, i -> entry("after " + i));
            all.addAll(batch);
            await().atMost(SOON).until(() -> took(storage, batch));

            assertEquals(new HashSet<>(all), new HashSet<>(storage.query(LogQuery.ALL.withLimit(1_000))));
            assertEquals(
                    all.size(), storage.query(LogQuery.ALL.withLimit(1_000)).size());

            ports.stream().filter(port -> port != master).forEach(port -> {
                try (Jedis jedis = new Jedis("127.0.0.1", port)) {
                    jedis.configSet("requirepass", "new");
                    jedis.clientKill(
                            new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
                }
            });
            StorageUnavailable failure =
                    assertThrows(StorageUnavailable.class, () -> storage.appendAll(entries(50, i -> entry("x"))));
            assertTrue(failure.toString().contains("set storage.password"), failure::toString);
        } finally {
            cluster.stop();
        }
    }

    private static boolean took(RedisStorage storage, List<LogEntry> batch) {
        try {
            storage.appendAll(batch);
            return true;
        } catch (StorageUnavailable notYet) {
            return false;
        }
    }
}
