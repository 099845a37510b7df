package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.server.Entries.entries;
import static dev.asyncz.agent.storage.redis.server.Entries.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Nodes that want different things share a stream. */
@NeedsServer
class RedisRetentionTest {
    private static final RedisAddress ADDRESS = RedisServers.address(RedisServers.Single.PORT);

    private final Jedis jedis = new Jedis("127.0.0.1", RedisServers.Single.PORT);

    @BeforeEach
    void clear() {
        jedis.flushAll();
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    @Test
    void should_delete_nothing_that_an_absent_node_keeps_when_others_start_with_less_or_with_nothing() {
        try (RedisStorage wide = node("wide", new RetentionPolicy(30, 0, 5_000), true, false)) {
            wide.appendAll(entries(4_000, i -> entry("" + i)));
        }
        try (RedisStorage plain = node("plain", new RetentionPolicy(7, 0, 100), false, false);
                RedisStorage narrow = node("narrow", new RetentionPolicy(1, 0, 1_000), true, false)) {
            plain.appendAll(entries(500, i -> entry("plain " + i)));
            narrow.appendAll(entries(500, i -> entry("narrow " + i)));

            assertEquals(5_000, plain.stats().size());
            String today = Instant.now().toString().substring(0, 10);
            assertEquals("30 days, at most 5,000 lines (set by wide on " + today + ")", plain.retention());
        }
    }

    @Test
    void should_narrow_for_all_when_it_is_forced() {
        try (RedisStorage wide = node("wide", new RetentionPolicy(30, 0, 5_000), true, false)) {
            wide.appendAll(entries(2_000, i -> entry("" + i)));
            try (RedisStorage forced = node("ops", new RetentionPolicy(0, 0, 1_000), true, true)) {
                // What a batch cuts off is bounded.
                forced.appendAll(entries(2_000, i -> entry("" + i)));

                assertEquals(1_000, forced.stats().size());
                assertTrue(wide.retention().startsWith("at most 1,000 lines (set by ops on "), wide::retention);
            }
        }
    }

    @Test
    void should_let_lines_go_that_are_too_old_by_the_clock_of_the_server() {
        TimeOrderedIds old = new TimeOrderedIds(
                () -> System.currentTimeMillis() - Duration.ofDays(3).toMillis());
        try (RedisStorage storage = node("here", new RetentionPolicy(2, 0, 0), true, false)) {
            storage.appendAll(entries(300, i -> entry(old.next(), "old " + i, "task")));

            storage.append(entry("young"));

            assertEquals(
                    List.of("young"),
                    storage.query(LogQuery.ALL).stream().map(LogEntry::message).toList());
            assertEquals(0, jedis.zcard("asyncz:logs:task:task"));
        }
    }

    @Test
    void should_keep_about_as_many_bytes_as_are_set() {
        try (RedisStorage storage = node("here", new RetentionPolicy(0, 0, 0), false, false)) {
            storage.appendAll(entries(3_000, i -> entry("x".repeat(1_000))));
        }
        try (RedisStorage storage = node("here", new RetentionPolicy(0, 1_300_000, 0), true, false)) {
            storage.appendAll(entries(2_500, i -> entry("x".repeat(1_000))));

            long left = storage.stats().size();
            assertTrue(left > 700 && left < 1_300, left + " lines of 1,000 characters in 1.3 MB");
        }
    }

    private static RedisStorage node(String name, RetentionPolicy policy, boolean isSet, boolean force) {
        return RedisStorage.open(
                ADDRESS,
                "asyncz:logs",
                new RetentionRequest(policy, isSet, force, name, Instant.now()),
                Duration.ofSeconds(5));
    }
}
