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
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.agent.storage.redis.server.CuttingProxy;
import dev.asyncz.agent.storage.redis.server.Entries;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** Servers that are away, refuse, or leave us in doubt. */
@NeedsServer
final class RedisOutageTest {
    private static final String PASSWORD = "s3cret/p@ss,wörd";
    /** What docs/storages.md tells people to allow. */
    private static final String ACL = "user logs on >" + PASSWORD + " ~asyncz:* +ping +eval +evalsha +exists"
            + " +xadd +xlen +xrange +xrevrange +xtrim +xinfo +zadd +zrem +zrangebylex +zrevrangebylex"
            + " +hget +hmget +hset +time +memory|usage";

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        RedisServers.flush(List.of(RedisServers.Single.PORT));
    }

    @Test
    void should_not_double_a_batch_whose_acknowledgement_was_lost() throws IOException {
        List<LogEntry> late = entries(50, i -> entry("late " + i));
        List<LogEntry> first = entries(200, i -> entry("first " + i));
        List<LogEntry> batch = new ArrayList<>(entries(700, i -> entry("second " + i)));
        batch.addAll(late);
        try (CuttingProxy proxy = new CuttingProxy(RedisServers.Single.PORT);
                RedisStorage storage = RedisServers.open(RedisServers.address(proxy.port()), 10_000);
                Jedis direct = new Jedis("127.0.0.1", RedisServers.Single.PORT)) {
            storage.appendAll(first);
            proxy.cutAfterNextScript();

            storage.appendAll(batch);
            assertTrue(proxy.hasCut(), "the server took a part, and nobody knows");
            storage.appendAll(batch);

            assertEquals(200 + 750, direct.xlen("asyncz:logs"));
            List<LogEntry> all = new ArrayList<>(first);
            all.addAll(batch);
            all.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
            assertEquals(all, storage.query(LogQuery.ALL.withLimit(10_000)));
        }
    }

    @Test
    void should_be_unavailable_while_the_server_is_away_and_work_at_once_when_it_is_back() throws IOException {
        int port = RedisServers.freePorts(1).get(0);
        String[] settings = {"dir " + folder, "appendonly yes", "appendfsync always"};
        RedisServer server = RedisServers.start(port, settings);
        try (RedisStorage storage = RedisServers.open(RedisServers.address(port), 10_000)) {
            storage.append(entry("before"));
            server.stop();
            LogEntry waiting = entry("meanwhile");

            StorageUnavailable failure = assertThrows(StorageUnavailable.class, () -> storage.append(waiting));
            assertTrue(failure.toString().contains("redis 127.0.0.1:" + port + " ("), failure::toString);
            assertThrows(StorageUnavailable.class, () -> storage.query(LogQuery.ALL));
            assertEquals(-1, storage.stats().size());
            assertThrows(
                    StorageUnavailable.class,
                    () -> RedisServers.open(RedisServers.address(port), 10_000).close());

            server = RedisServers.start(port, settings);
            storage.append(waiting);
            assertEquals(List.of("meanwhile", "before"), messages(storage.query(LogQuery.ALL)));
        } finally {
            server.stop();
        }
    }

    @Test
    void should_need_no_more_rights_than_the_documented_ones() throws IOException {
        int port = RedisServers.freePorts(1).get(0);
        RedisServer server = RedisServers.start(port, ACL, "user default off");
        try {
            RedisAddress address = RedisServers.address(port).withLogin("logs", PASSWORD);
            List<LogEntry> entries = entries(20, i -> entry(Entries.IDS.next(), "" + i, "a"));
            try (RedisStorage storage = RedisServers.open(address, 10)) {
                storage.appendAll(entries.subList(10, 20));
                storage.appendAll(entries.subList(5, 10));
                assertEquals(10, storage.query(LogQuery.ALL.withTask("a")).size());
                assertEquals(
                        10,
                        storage.query(LogQuery.ALL.withRange(entries.get(0).ts(), null))
                                .size());
            }
            for (RedisAddress wrong : List.of(
                    RedisServers.address(port),
                    RedisServers.address(port).withLogin("logs", "wrong-" + PASSWORD),
                    RedisServers.address(port).withLogin("nobody", PASSWORD))) {
                assertSilent(assertThrows(
                        StorageUnavailable.class,
                        () -> RedisServers.open(wrong, 10).close()));
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void should_say_why_a_server_takes_nothing() throws IOException {
        int port = RedisServers.freePorts(1).get(0);
        RedisServer server = RedisServers.start(port);
        try (RedisStorage storage = RedisServers.open(RedisServers.address(port), 10);
                Jedis direct = new Jedis("127.0.0.1", port)) {
            direct.configSet("maxmemory", "1");
            assertReason("OOM", storage);
            assertReason("raise maxmemory", storage);
            direct.configSet("maxmemory", "0");
            direct.replicaof("127.0.0.1", 1);
            assertReason("READONLY", storage);
            assertReason("storage.url has to lead to the primary", storage);
            direct.replicaofNoOne();
            direct.set("asyncz:logs", "something else");
            assertReason("WRONGTYPE", storage);
            direct.del("asyncz:logs");
            storage.append(entry("at last"));
            assertEquals(List.of("at last"), messages(storage.query(LogQuery.ALL)));
        } finally {
            server.stop();
        }
    }

    @Test
    void should_not_repeat_the_password_that_a_server_quotes() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread quoting = new Thread(() -> {
                try (Socket client = door.accept()) {
                    client.getInputStream().read(new byte[1_000]);
                    client.getOutputStream()
                            .write(("-ERR unknown command `AUTH`, with args beginning with: `" + PASSWORD + "`\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
                    client.getInputStream().read();
                } catch (IOException e) {
                    // The client went away.
                }
            });
            quoting.setDaemon(true);
            quoting.start();
            RedisAddress address = RedisServers.address(door.getLocalPort()).withLogin("", PASSWORD);

            StorageUnavailable failure = assertThrows(
                    StorageUnavailable.class,
                    () -> RedisServers.open(address, 10).close());
            assertSilent(failure);
            assertTrue(failure.toString().contains("ERR unknown command `AUTH`"), failure::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://logs:s3cret%2Fp%40ss,w%C3%B6rd@127.0.0.1:1",
                "redis://logs:s3cret%2Fp%40ss,w%C3%B6rd@127.0.0.1:1,127.0.0.1:2",
                "rediss://logs:s3cret%2Fp%40ss,w%C3%B6rd@127.0.0.1:1",
                "redis://logs:s3cret/p@ss,wörd@nowhere.invalid",
                "redis://logs:s3cret/p@ss,wörd@127.0.0.1:port",
                "redis://logs:%zz-s3cret/p@ss,wörd@127.0.0.1:1",
                "http://logs:s3cret/p@ss,wörd@127.0.0.1:1",
                "logs:s3cret/p@ss,wörd@127.0.0.1:1",
            })
    void should_never_show_the_password_of_a_url(String url) {
        Config config = config(Map.of("storage.url", url));

        Exception failure = assertThrows(
                RuntimeException.class,
                () -> new RedisOpener().open(config, EntryKind.LOGS, line -> {}).close());
        assertSilent(failure);
        assertFalse(text(failure).contains("s3cret"), () -> text(failure));
    }

    @Test
    void should_ask_for_more_hosts_when_the_server_is_a_node_of_a_cluster() {
        List<String> failures = new ArrayList<>();
        for (int port : RedisServers.Cluster.PORTS) {
            try (RedisStorage storage = RedisServers.open(RedisServers.address(port), 10)) {
                // The one that has the slot of asyncz:logs.
                assertEquals(0, storage.query(LogQuery.ALL).size());
            } catch (StorageUnavailable e) {
                failures.add(e.toString());
            }
        }
        // The nodes that have not the slot of asyncz:logs, or not that of asyncz:retention.
        assertTrue(failures.size() >= 2, failures::toString);
        failures.forEach(each -> assertTrue(each.contains("one node of a cluster"), each));
    }

    @Test
    void should_open_what_the_configuration_says() throws Exception {
        try (Jedis direct = new Jedis("127.0.0.1", RedisServers.Single.PORT);
                var storage = new RedisOpener()
                        .open(
                                config(Map.of(
                                        "storage.url", "redis://127.0.0.1:" + RedisServers.Single.PORT + "/3",
                                        "storage.retention.count", "1000",
                                        "node", "n1")),
                                EntryKind.LOGS,
                                line -> {})) {
            storage.appendAll(entries(1_500, i -> entry("" + i)));
            direct.select(3);
            await().until(() -> direct.xlen("asyncz:logs") == 1_000);
        }
    }

    private static Config config(Map<String, String> options) {
        Properties properties = new Properties();
        options.forEach((key, value) -> properties.setProperty("asyncz." + key, value));
        return Config.read(null, properties, Map.of());
    }

    private static void assertReason(String reason, RedisStorage storage) {
        StorageUnavailable failure = assertThrows(StorageUnavailable.class, () -> storage.append(entry("x")));
        assertTrue(failure.toString().contains(reason), failure::toString);
    }

    private static void assertSilent(Exception failure) {
        assertFalse(text(failure).contains(PASSWORD), () -> text(failure));
    }

    private static String text(Exception failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
