package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.server.Entries.entries;
import static dev.asyncz.agent.storage.redis.server.Entries.entry;
import static dev.asyncz.agent.storage.redis.server.Entries.messages;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.api.LogQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.embedded.Redis;
import redis.embedded.RedisSentinel;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisSentinelBuilder;

/** {@code redis-sentinel://}, with real sentinels. */
@NeedsServer
final class RedisSentinelTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = "s3cret";

    @TempDir
    static Path folder;

    private static final List<Integer> PORTS = RedisServers.freePorts(3);
    private static final int SENTINEL = PORTS.get(2);
    private static final List<Redis> servers = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        servers.add(RedisServers.start(PORTS.get(0), "repl-diskless-sync yes", "repl-diskless-sync-delay 0"));
        servers.add(RedisServers.start(
                PORTS.get(1),
                "repl-diskless-sync yes",
                "repl-diskless-sync-delay 0",
                "replicaof 127.0.0.1 " + PORTS.get(0)));
        RedisSentinelBuilder builder = RedisSentinel.newRedisSentinel()
                .bind("127.0.0.1")
                .port(SENTINEL)
                .masterName("mymaster")
                .masterPort(PORTS.get(0))
                .quorumSize(1)
                .downAfterMilliseconds(500)
                .failOverTimeout(3_000)
                .setting("dir " + folder)
                .setting("requirepass " + PASSWORD);
        builder.addDefaultReplicationGroup();
        RedisSentinel sentinel = builder.build();
        sentinel.start();
        servers.add(sentinel);
        try (Jedis asked = new Jedis("127.0.0.1", SENTINEL)) {
            asked.auth(PASSWORD);
            await().atMost(SOON)
                    .until(() -> !asked.sentinelReplicas("mymaster").isEmpty()
                            && "ok"
                                    .equals(asked.sentinelReplicas("mymaster")
                                            .get(0)
                                            .get("master-link-status")));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        for (Redis each : servers) {
            each.stop();
        }
    }

    @Test
    void should_write_to_whom_the_sentinels_make_the_primary_when_the_old_one_is_killed() throws IOException {
        // The first one is not there.
        String url =
                "redis-sentinel://127.0.0.1:1,127.0.0.1:" + SENTINEL + "/mymaster?db=2&sentinelPassword=" + PASSWORD;
        try (RedisStorage storage = RedisServers.open(RedisAddress.parse(url), 10_000);
                Jedis replica = new Jedis("127.0.0.1", PORTS.get(1))) {
            storage.appendAll(entries(10, i -> entry("before " + i)));
            replica.select(2);
            await().until(() -> replica.xlen("asyncz:logs") == 10);
            ((RedisServer) servers.get(0)).stop();

            await().atMost(SOON).until(() -> took(storage, "after"));

            assertEquals(List.of("after", "before 9"), messages(storage.query(LogQuery.ALL.withLimit(2))));
        }
    }

    @Test
    void should_say_what_each_sentinel_answers() {
        String before = "redis-sentinel://127.0.0.1:1,127.0.0.1:" + SENTINEL;
        assertSaid(before + "/mymaster", "127.0.0.1:" + SENTINEL + ": NOAUTH", "set sentinelPassword in storage.url");
        assertSaid(before + "/mymaster?sentinelPassword=wr0ng", "WRONGPASS", "127.0.0.1:1: ");
        assertSaid(
                before + "/other?sentinelPassword=" + PASSWORD, "knows no master called other", "Connection refused");
    }

    private static void assertSaid(String url, String... words) {
        StorageUnavailable failure = assertThrows(
                StorageUnavailable.class,
                () -> RedisServers.open(RedisAddress.parse(url), 10).close());
        for (String each : words) {
            assertTrue(failure.toString().contains(each), failure::toString);
        }
        assertFalse(failure.toString().contains(PASSWORD) || failure.toString().contains("wr0ng"));
    }

    private static boolean took(RedisStorage storage, String message) {
        try {
            storage.append(entry(message));
            return true;
        } catch (StorageUnavailable notYet) {
            return false;
        }
    }
}
