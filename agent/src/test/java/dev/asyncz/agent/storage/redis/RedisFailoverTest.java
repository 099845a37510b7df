package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.server.Entries.entries;
import static dev.asyncz.agent.storage.redis.server.Entries.entry;
import static dev.asyncz.agent.storage.redis.server.Entries.messages;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.agent.storage.redis.server.CuttingProxy;
import dev.asyncz.agent.storage.redis.server.Entries;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.embedded.RedisServer;

/** A replica takes over while the old primary lives on, and what else changes behind connections that go on working. */
@NeedsServer
final class RedisFailoverTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final List<Integer> PORTS = RedisServers.freePorts(2);
    private static RedisServer one;
    private static RedisServer two;

    private final Jedis primary = new Jedis("127.0.0.1", PORTS.get(0));
    private final Jedis other = new Jedis("127.0.0.1", PORTS.get(1));

    @BeforeAll
    static void start() {
        one = RedisServers.start(PORTS.get(0), "repl-diskless-sync-delay 0", "repl-diskless-sync yes");
        two = RedisServers.start(PORTS.get(1), "repl-diskless-sync-delay 0", "repl-diskless-sync yes");
    }

    @AfterAll
    static void stop() throws IOException {
        one.stop();
        two.stop();
    }

    @BeforeEach
    void follow() {
        primary.replicaofNoOne();
        primary.flushAll();
        other.replicaof("127.0.0.1", PORTS.get(0));
        await().until(() -> other.info("replication").contains("master_link_status:up"));
    }

    /** The old primary hears of nobody: what is new is on the new one alone. */
    private void takeOver(CuttingProxy name) {
        await().until(() -> other.xlen("asyncz:logs") == primary.xlen("asyncz:logs"));
        other.replicaofNoOne();
        primary.replicaof("127.0.0.1", 1);
        name.leadTo(PORTS.get(1));
    }

    @Test
    void should_write_to_the_replica_that_has_taken_over_when_the_old_primary_lives_on() throws IOException {
        try (CuttingProxy name = new CuttingProxy(PORTS.get(0));
                RedisStorage storage = RedisServers.open(RedisServers.address(name.port()), 10_000)) {
            storage.appendAll(entries(10, i -> entry("before " + i)));
            takeOver(name);
            List<LogEntry> batch = entries(3, i -> entry("after " + i));

            storage.appendAll(batch);
            storage.appendAll(batch);

            assertEquals(13, other.xlen("asyncz:logs"));
            assertEquals(10, primary.xlen("asyncz:logs"));
            assertEquals(
                    List.of("after 2", "after 1", "after 0", "before 9"),
                    messages(storage.query(LogQuery.ALL.withLimit(4))));
        }
    }

    @Test
    void should_not_read_from_an_old_primary_that_lives_on_when_it_never_writes() throws IOException {
        try (CuttingProxy name = new CuttingProxy(PORTS.get(0));
                RedisStorage reader = RedisServers.open(RedisServers.address(name.port()), 10_000);
                RedisStorage writer = RedisServers.open(RedisServers.address(PORTS.get(1)), 10_000)) {
            assertEquals(List.of(), messages(reader.query(LogQuery.ALL)));
            takeOver(name);
            writer.append(entry("new"));

            await().atMost(SOON)
                    .until(() -> messages(reader.query(LogQuery.ALL)).equals(List.of("new")));
        }
    }

    @Test
    void should_read_from_a_replica_while_there_is_nothing_better_and_say_why_it_takes_no_line() throws Exception {
        primary.xadd("asyncz:logs", StreamEntryID.NEW_ENTRY, Map.of("a", "b"));
        try (RedisStorage writer = RedisServers.open(RedisServers.address(PORTS.get(0)), 10_000)) {
            writer.append(entry("on both"));
        }
        await().until(() -> other.xlen("asyncz:logs") == 2);
        try (RedisStorage storage = RedisServers.open(RedisServers.address(PORTS.get(1)), 10_000)) {
            await().during(Duration.ofMillis(2_500))
                    .atMost(SOON)
                    .until(() -> messages(storage.query(LogQuery.ALL)).equals(List.of("on both")));
            StorageUnavailable failure = assertThrows(StorageUnavailable.class, () -> storage.append(entry("nowhere")));
            assertTrue(failure.toString().contains("storage.url has to lead to the primary"), failure::toString);
        }
    }

    @Test
    void should_not_fail_when_the_server_has_closed_connections_that_lay_idle() {
        try (RedisStorage storage = RedisServers.open(RedisServers.address(PORTS.get(0)), 10_000)) {
            for (int i = 0; i < 5; i++) {
                storage.append(entry("line " + i));
                killOthers();
                assertEquals(i + 1, storage.query(LogQuery.ALL).size());
            }
        }
    }

    @Test
    void should_say_what_to_do_when_the_password_is_changed_and_go_on_when_it_is_put_back() {
        for (String url : List.of("redis://127.0.0.1:", "redis://:old@127.0.0.1:")) {
            primary.configSet("requirepass", url.contains("old") ? "old" : "");
            try (RedisStorage storage = RedisServers.open(RedisAddress.parse(url + PORTS.get(0)), 10_000)) {
                storage.append(entry("before"));
                primary.configSet("requirepass", "new-s3cret");
                killOthers();

                StorageUnavailable failure =
                        assertThrows(StorageUnavailable.class, () -> storage.append(entry("refused")));
                assertTrue(
                        failure.toString()
                                .contains(
                                        url.contains("old")
                                                ? "check storage.user and storage.password"
                                                : "set storage.password"),
                        failure::toString);
                primary.configSet("requirepass", url.contains("old") ? "old" : "");
                storage.append(entry("after"));
                assertEquals("after", messages(storage.query(LogQuery.ALL)).get(0));
            } finally {
                primary.configSet("requirepass", "");
            }
        }
    }

    @Test
    void should_go_on_when_somebody_deletes_the_stream_all_keys_or_the_scripts() {
        try (RedisStorage storage = RedisServers.open(RedisServers.address(PORTS.get(0)), 10_000)) {
            List<LogEntry> late = entries(2, i -> entry(Entries.IDS.next(), "late", "a"));
            storage.append(entry("first"));
            storage.appendAll(late);
            primary.del("asyncz:logs");
            storage.append(entry(Entries.IDS.next(), "after the stream", "a"));
            assertEquals(List.of("after the stream"), messages(storage.query(LogQuery.ALL)));
            assertEquals(List.of("after the stream"), messages(storage.query(LogQuery.ALL.withTask("a"))));
            primary.flushAll();
            storage.append(entry(Entries.IDS.next(), "after all keys", "a"));
            assertEquals(List.of("after all keys"), messages(storage.query(LogQuery.ALL.withTask("a"))));
            primary.scriptFlush();
            storage.append(entry("after the scripts"));
            assertEquals(List.of("after the scripts", "after all keys"), messages(storage.query(LogQuery.ALL)));
        }
    }

    private void killOthers() {
        primary.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
    }
}
