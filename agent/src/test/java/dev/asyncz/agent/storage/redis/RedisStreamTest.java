package dev.asyncz.agent.storage.redis;

import static dev.asyncz.agent.storage.redis.server.Entries.entries;
import static dev.asyncz.agent.storage.redis.server.Entries.entry;
import static dev.asyncz.agent.storage.redis.server.Entries.messages;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.PartialAnswers;
import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.agent.storage.redis.server.Entries;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/** What lies on the server, and what is read of it. */
@NeedsServer
final class RedisStreamTest {
    private static final String KEY = "asyncz:logs";
    private static final RedisAddress ADDRESS = RedisServers.address(RedisServers.Single.PORT);

    private final Jedis jedis = new Jedis("127.0.0.1", RedisServers.Single.PORT);
    private RedisStorage storage = RedisServers.open(ADDRESS, 1_000_000);

    @BeforeEach
    void clear() {
        jedis.flushAll();
        jedis.configResetStat();
    }

    @AfterEach
    void close() {
        storage.close();
        jedis.close();
    }

    private void reopen(long capacity) {
        storage.close();
        storage = RedisServers.open(ADDRESS, capacity);
    }

    @Test
    void should_write_fields_that_people_can_read() {
        UUID id = UUID.fromString("01890a5d-ac96-774b-8cce-b302099a8057");
        Instant ts = Instant.parse("2026-05-01T12:00:00.5Z");
        storage.append(new LogEntry(id, ts, LogLevel.WARN, "grüße", "com.acme", "t", "r", Map.of("thread", "main")));

        StreamEntry found = onlyEntry();

        assertEquals(new StreamEntryID(0x01890a5dac96L, 0x74b8cceb30209L), found.getID());
        assertEquals(
                Map.of(
                        "id", id.toString(),
                        "ts", "2026-05-01T12:00:00.500Z",
                        "level", "WARN",
                        "message", "grüße",
                        "logger", "com.acme",
                        "task_id", "t",
                        "run_id", "r",
                        "node", "here",
                        "extra", "{\"thread\":\"main\"}"),
                found.getFields());
    }

    @Test
    void should_leave_out_what_is_null() {
        storage.append(new LogEntry(Entries.IDS.next(), Instant.EPOCH, LogLevel.INFO, "", "", null, null, Map.of()));

        assertEquals(
                Set.of("id", "ts", "level", "message", "logger", "node"),
                onlyEntry().getFields().keySet());
    }

    @Test
    void should_filter_by_node_and_keep_runs_in_a_stream_of_their_own() {
        try (RedisStorage runs =
                RedisStorage.open(ADDRESS, "asyncz:runs", RedisServers.atMost(10), Duration.ofSeconds(5))) {
            UUID id = Entries.IDS.next();
            storage.append(
                    new LogEntry(id, Instant.EPOCH, LogLevel.INFO, "there", "", null, null, Map.of("node", "n2")));
            storage.append(entry("line"));
            runs.append(entry("run"));

            assertEquals(List.of("there"), messages(storage.query(LogQuery.ALL.withNode("n2"))));
            assertEquals(List.of("run"), messages(runs.query(LogQuery.ALL)));
            assertEquals(1, jedis.xlen("asyncz:runs"));
        }
    }

    @Test
    void should_name_the_node_of_the_entry_or_its_own() {
        storage.append(new LogEntry(
                Entries.IDS.next(), Instant.EPOCH, LogLevel.INFO, "a", "", null, null, Map.of("node", "there")));
        storage.append(new LogEntry(Entries.IDS.next(), Instant.EPOCH, LogLevel.INFO, "b", "", null, null, Map.of()));

        assertEquals(
                List.of(Map.of("node", "here"), Map.of("node", "there")),
                storage.query(LogQuery.ALL).stream().map(LogEntry::extra).toList());
    }

    @Test
    void should_keep_no_more_than_its_capacity_nor_anything_of_what_left() {
        reopen(1_000);
        storage.appendAll(entries(300, i -> entry(Entries.IDS.next(), "old " + i, "old")));
        storage.appendAll(entries(4_000, i -> entry(Entries.IDS.next(), "new " + i, "new")));

        assertEquals(1_000, jedis.xlen(KEY));
        assertEquals(Set.of(KEY, KEY + ":task:new"), jedis.keys("*"));
        assertEquals(1_000, jedis.zcard(KEY + ":task:new"));
        assertEquals(
                "new 3000",
                storage.query(LogQuery.ALL.withLimit(1_000)).get(999).message());
        assertEquals(1_000, storage.stats().size());
        assertEquals(4_300, storage.stats().appended());
    }

    @Test
    void should_shrink_to_a_smaller_capacity_step_by_step() {
        storage.appendAll(entries(3_000, i -> entry("" + i)));
        reopen(1_000);
        for (int i = 0; i < 10; i++) {
            storage.append(entry("more " + i));
        }

        assertEquals(1_000, jedis.xlen(KEY));
    }

    @Test
    void should_find_a_task_after_someone_else_trimmed_the_stream() {
        storage.appendAll(entries(100, i -> entry(Entries.IDS.next(), "" + i, "a")));
        jedis.xtrim(KEY, 10, false);

        assertEquals(
                List.of("99", "98", "97", "96", "95", "94", "93", "92", "91", "90"),
                messages(storage.query(LogQuery.ALL.withTask("a"))));
    }

    @Test
    void should_count_matches_towards_the_limit_over_several_pages() {
        storage.appendAll(entries(6_000, i -> entry((i % 1_000 == 0 ? "rare " : "common ") + i)));

        assertEquals(
                List.of("rare 5000", "rare 4000", "rare 3000", "rare 2000", "rare 1000"),
                messages(storage.query(LogQuery.ALL.withText("RARE").withLimit(5))));
        assertTrue(RedisServers.calls(jedis, "xrevrange") > 3, "one page is no test of several");
    }

    @Test
    void should_read_no_more_than_a_few_pages_for_the_newest() {
        storage.appendAll(entries(6_000, i -> entry("" + i)));
        storage.query(LogQuery.ALL);

        assertTrue(RedisServers.calls(jedis, "xrevrange") <= 3);
    }

    @Test
    void should_not_read_the_stream_for_a_task() {
        storage.appendAll(entries(5_000, i -> entry(Entries.IDS.next(), "" + i, i % 100 == 0 ? "rare" : "common")));
        jedis.configResetStat();

        assertEquals(50, storage.query(LogQuery.ALL.withTask("rare")).size());
        assertEquals(1, RedisServers.calls(jedis, "xrevrange"), "for the newest entry");
        assertEquals(50, RedisServers.calls(jedis, "xrange"));
    }

    @Test
    void should_read_only_the_part_that_a_time_or_a_cursor_asks_for() {
        long noon = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();
        List<LogEntry> all = entries(
                10_000, i -> entry(new UUID(noon + i * 1_000L << 16 | 0x7000, Long.MIN_VALUE + i), "" + i, null));
        storage.appendAll(all);
        jedis.configResetStat();

        assertEquals(
                List.of("2001", "2000"),
                messages(storage.query(LogQuery.ALL.withRange(
                        all.get(2_000).ts(), all.get(2_002).ts()))));
        assertEquals(
                List.of("2001"),
                messages(storage.query(LogQuery.ALL
                        .withAfter(all.get(2_000).id())
                        .withBefore(all.get(2_002).id()))));
        assertEquals(4, RedisServers.calls(jedis, "xrevrange"), "the newest entry and one page, each");
    }

    @Test
    void should_pass_over_what_others_put_into_the_stream() {
        storage.append(entry("ours"));
        jedis.xadd(KEY, StreamEntryID.NEW_ENTRY, Map.of("hello", "world"));
        jedis.xadd(KEY, StreamEntryID.NEW_ENTRY, Map.of("id", "x", "ts", "y", "level", "z"));
        storage.append(entry("ours too"));

        assertEquals(List.of("ours too", "ours"), messages(storage.query(LogQuery.ALL)));
    }

    @Test
    void should_stop_a_query_at_its_deadline() {
        storage.appendAll(entries(10, i -> entry("" + i)));
        try (RedisStorage hasty =
                RedisStorage.open(ADDRESS, RedisServers.STREAM, RedisServers.atMost(1_000), Duration.ZERO)) {
            SearchStopped stopped = assertThrows(SearchStopped.class, () -> hasty.query(LogQuery.ALL));
            assertTrue(stopped.toString().contains("A task or a time makes it faster"), stopped::toString);
        }
    }

    @Test
    void should_find_all_once_when_it_goes_on_where_its_deadline_has_stopped_it() {
        AtomicLong clock = new AtomicLong(System.currentTimeMillis());
        TimeOrderedIds spread = new TimeOrderedIds(clock::incrementAndGet);
        storage.appendAll(entries(
                20_000, i -> entry(spread.next(), (i % 9 == 0 ? "rare " : "usual ") + i, i % 2 == 0 ? "t" : null)));
        try (RedisStorage hasty =
                RedisStorage.open(ADDRESS, RedisServers.STREAM, RedisServers.atMost(100_000), Duration.ofMillis(40))) {
            for (LogQuery query : List.of(
                    LogQuery.ALL.withText("rare"), LogQuery.ALL.withText("rare").withTask("t"))) {
                LogQuery all = query.withLimit(100_000);
                assertEquals(
                        storage.query(all), PartialAnswers.of(hasty::query, all).found());
            }
        }
    }

    @Test
    void should_write_every_part_of_a_large_batch() {
        storage.appendAll(entries(12, i -> entry(i + "x".repeat(1 << 20))));

        assertEquals(
                List.of("11x", "10x", "9xx"),
                storage.query(LogQuery.ALL.withLimit(3)).stream()
                        .map(each -> each.message().substring(0, 3))
                        .toList());
        assertEquals(12, storage.query(LogQuery.ALL).size());
    }

    @Test
    void should_bring_neither_threads_nor_management_beans() throws Exception {
        storage.append(entry("a"));

        assertEquals(
                Set.of(), ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("*.pool2:*"), null));
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .anyMatch(name -> name.contains("pool") || name.contains("edis")),
                () -> Thread.getAllStackTraces().keySet().toString());
    }

    private StreamEntry onlyEntry() {
        List<StreamEntry> found = jedis.xrange(KEY, (StreamEntryID) null, null, 10);
        assertEquals(1, found.size());
        return found.get(0);
    }
}
