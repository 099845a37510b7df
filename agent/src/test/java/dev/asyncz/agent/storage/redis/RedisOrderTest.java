package dev.asyncz.agent.storage.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.agent.storage.redis.server.Entries;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the order of arrival, answers are those of a plain sorted list. */
@NeedsServer
final class RedisOrderTest {
    private static final long NOW = 1_900_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void should_answer_as_a_sorted_list_would_from_one_server(long seed) {
        RedisServers.flush(List.of(RedisServers.Single.PORT));
        compare(RedisServers.address(RedisServers.Single.PORT), new Random(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void should_answer_as_a_sorted_list_would_from_a_cluster(long seed) {
        RedisServers.flush(RedisServers.Cluster.PORTS);
        compare(RedisServers.clusterAddress(), new Random(seed));
    }

    @Test
    void should_keep_every_visible_entry_reachable_when_a_clock_ran_ahead_and_the_oldest_leave() {
        RedisServers.flush(List.of(RedisServers.Single.PORT));
        try (RedisStorage storage = RedisServers.open(RedisServers.address(RedisServers.Single.PORT), 100)) {
            storage.append(Entries.entry(id(NOW + 7_200_000, 0, new Random(1)), "from the future", null));
            for (int i = 0; i < 250; i++) {
                storage.append(Entries.entry(id(NOW + i, 0, new Random(i)), "now " + i, "a"));
            }
            List<LogEntry> found = List.copyOf(storage.query(LogQuery.ALL));
            assertEquals(100, found.size());
            assertEquals("now 249", found.get(0).message());
            assertEquals("now 150", found.get(99).message());
            assertEquals(found, storage.query(LogQuery.ALL.withTask("a")));
        }
    }

    private static void compare(RedisAddress address, Random random) {
        List<LogEntry> all = entries(random, 3_000);
        try (RedisStorage storage = RedisServers.open(address, 1_000_000)) {
            for (int from = 0; from < all.size(); ) {
                int to = Math.min(all.size(), from + 1 + random.nextInt(400));
                storage.appendAll(all.subList(from, to));
                // Some arrive twice: what has been written is written again after a failure.
                storage.appendAll(all.subList(random.nextInt(to), to));
                from = to;
            }
            all.sort((a, b) -> LogEntry.compareIds(b.id(), a.id()));
            for (int i = 0; i < 60; i++) {
                LogQuery query = query(random, all);
                List<LogEntry> expected =
                        all.stream().filter(query::matches).limit(query.limit()).toList();
                List<LogEntry> found = storage.query(query);
                assertEquals(Entries.messages(expected), Entries.messages(found), query::toString);
                assertEquals(expected, found);
            }
            assertEquals(all.size(), storage.stats().size());
            assertEquals(all.size(), storage.stats().appended());
        }
    }

    private static LogQuery query(Random random, List<LogEntry> all) {
        LogQuery query = LogQuery.ALL.withLimit(1 + random.nextInt(random.nextBoolean() ? 20 : 4_000));
        query = random.nextBoolean() ? query : query.withTask("task " + random.nextInt(4));
        query = random.nextBoolean() ? query : query.withBefore(any(random, all).id());
        query = random.nextBoolean() ? query : query.withAfter(any(random, all).id());
        query = random.nextBoolean() ? query : query.withLevels(Set.of(LogLevel.ERROR, LogLevel.DEBUG));
        Instant since = any(random, all).ts();
        Instant until = any(random, all).ts();
        return random.nextBoolean()
                ? query
                : query.withRange(random.nextBoolean() ? null : since, random.nextBoolean() ? null : until);
    }

    private static LogEntry any(Random random, List<LogEntry> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Of nodes whose clocks differ, of other kinds of id, with a ts that is a moment or hours off: shuffled here and there. */
    private static List<LogEntry> entries(Random random, int count) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long millis = NOW + i / 3 + (i % 7 == 0 ? -3_600_000 : 0);
            UUID id = i % 50 == 0 ? new UUID(random.nextLong(), random.nextLong()) : id(millis, i % 3, random);
            Instant ts =
                    Instant.ofEpochMilli(millis + random.nextInt(2_000) - 1_500).plusNanos(random.nextInt(1_000_000));
            String task = i % 5 == 0 ? null : "task " + random.nextInt(4);
            LogLevel level = LogLevel.values()[random.nextInt(LogLevel.values().length)];
            entries.add(new LogEntry(id, ts, level, "message " + i, "logger", task, null, Map.of("node", "n" + i % 3)));
        }
        for (int from = 0; from + 300 < count; from += 1_000) {
            Collections.shuffle(entries.subList(from, from + 300), random);
        }
        return entries;
    }

    private static UUID id(long millis, int counter, Random random) {
        return new UUID(millis << 16 | 0x7000L | counter, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }
}
