package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.EntriesRefused;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.FakeCluster.Answer;
import dev.asyncz.agent.storage.opensearch.FakeCluster.Asked;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cluster may say to a batch. */
class BulkOutcomesTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final TimeOrderedIds ids = new TimeOrderedIds(NOON::toEpochMilli);
    private final FakeCluster cluster = new FakeCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void should_create_each_entry_under_its_id_in_the_index_of_its_day_compressed() {
        try (OpenSearchStorage storage = cluster.open()) {
            LogEntry entry = entry("x".repeat(2_000));
            storage.append(entry);

            Asked bulk = cluster.asked("/_bulk").get(0);
            String action = bulk.body().lines().findFirst().orElseThrow();
            assertTrue(action.startsWith("{\"create\":{"), action);
            assertTrue(action.contains("\"_index\":\"asyncz-logs-2026.05.01\""), action);
            assertTrue(action.contains("\"_id\":\"" + entry.id() + "\""), action);
            assertEquals("gzip", bulk.encoding());
        }
    }

    @Test
    void should_take_an_entry_that_is_there_already_for_written() {
        cluster.bulk = count -> new Answer(200, FakeCluster.items(count, 409));
        try (OpenSearchStorage storage = cluster.open()) {
            storage.appendAll(entries(3));

            assertEquals(1, cluster.asked("/_bulk").size());
        }
    }

    @Test
    void should_name_why_an_entry_is_refused_and_take_the_others() {
        cluster.bulk = count -> new Answer(200, """
            {"items":[{"create":{"status":201}},
            {"create":{"status":400,"error":{"type":"mapper_parsing_exception","reason":"failed to parse",
            "caused_by":{"reason":"immense term"}}}},{"create":{"status":201}}]}\
            """);
        try (OpenSearchStorage storage = cluster.open()) {
            EntriesRefused refused = assertThrows(EntriesRefused.class, () -> storage.appendAll(entries(3)));

            assertEquals(1, refused.count());
            assertEquals("400, mapper_parsing_exception: failed to parse; immense term", refused.getMessage());
        }
    }

    @Test
    void should_not_take_a_refusal_of_all_for_one_of_some() {
        cluster.bulk = count -> new Answer(200, FakeCluster.items(count, 400));
        try (OpenSearchStorage storage = cluster.open()) {
            assertThrows(IllegalArgumentException.class, () -> storage.appendAll(entries(3)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | es_rejected_execution_exception | queue is full | queue is full",
                "503 | unavailable_shards_exception | primary shard is not active | primary shard is not active",
                "403 | cluster_block_exception | index [x] blocked by: [FORBIDDEN/12/index read-only] | disks may be"
                        + " too full",
                "429 | cluster_block_exception | index [x] blocked by: [TOO_MANY_REQUESTS/12/disk] | disks may be too"
                        + " full",
                "403 | security_exception | no permissions | the right to write to and to make its indices",
                "400 | validation_exception | this cluster currently has [1000]/[1000] maximum shards open | a new"
                        + " index needs room",
                "404 | index_not_found_exception | no such index | action.auto_create_index"
            })
    void should_wait_while_entries_cannot_be_taken(int status, String type, String reason, String told) {
        cluster.bulk = count -> new Answer(
                200,
                "{\"items\":[{\"create\":{\"status\":" + status + ",\"error\":{\"type\":\"" + type + "\",\"reason\":\""
                        + reason + "\"}}}]}");
        try (OpenSearchStorage storage = cluster.open()) {
            assertUnavailable(told, storage);
        }
    }

    /** As a policy of the cluster does with old ones. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | index_closed_exception | closed",
                "403 | cluster_block_exception | index [x] blocked by: [FORBIDDEN/8/index write (api)]",
                "403 | cluster_block_exception | index [x] blocked by: [FORBIDDEN/5/index read-only (api)]"
            })
    void should_refuse_a_late_line_whose_index_is_shut_and_wait_where_that_of_today_is(
            int status, String type, String reason) {
        cluster.bulk = count -> new Answer(
                200,
                "{\"items\":[{\"create\":{\"status\":" + status + ",\"error\":{\"type\":\"" + type + "\",\"reason\":\""
                        + reason + "\"}}},{\"create\":{\"status\":201}}]}");
        try (OpenSearchStorage storage = cluster.open()) {
            EntriesRefused refused = assertThrows(EntriesRefused.class, () -> storage.appendAll(entries(2)));
            assertTrue(String.valueOf(refused.getMessage()).contains("closed or read-only"), refused::toString);

            TimeOrderedIds now = new TimeOrderedIds(System::currentTimeMillis);
            List<LogEntry> ofToday = IntStream.range(0, 2)
                    .mapToObj(
                            i -> new LogEntry(now.next(), Instant.now(), LogLevel.INFO, "m", "l", null, null, Map.of()))
                    .toList();
            assertThrows(StorageUnavailable.class, () -> storage.appendAll(ofToday));
        }
    }

    /** One behind three characters of a text of type wildcard keeps a node busy for ever. */
    @Test
    void should_never_send_nul() {
        String nul = "abc\0d";
        try (OpenSearchStorage storage = cluster.open()) {
            storage.append(new LogEntry(
                    ids.next(),
                    NOON,
                    LogLevel.INFO,
                    nul,
                    nul,
                    nul,
                    nul,
                    Map.of(LogEntry.EXCEPTION, nul, nul, List.of(Map.of("k", nul)), "node", nul)));

            String sent = cluster.asked("/_bulk").get(0).body();
            assertFalse(sent.contains("u0000"), sent);
            assertTrue(sent.contains("abc\u2400d"), sent);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | it has too much to do",
                "503 | HTTP 503",
                "401 | the login is refused",
                "403 | the user needs the right to write"
            })
    void should_wait_while_the_whole_batch_cannot_be_taken(int status, String told) {
        cluster.bulk = count -> new Answer(status, "");
        try (OpenSearchStorage storage = cluster.open()) {
            assertUnavailable(told, storage);
        }
    }

    @Test
    void should_write_in_halves_what_is_too_large_at_once_and_refuse_what_is_too_large_alone() {
        cluster.bulk = count -> count > 1 ? new Answer(413, "") : new Answer(200, FakeCluster.items(count, 201));
        try (OpenSearchStorage storage = cluster.open()) {
            storage.appendAll(entries(5));

            assertEquals(
                    5,
                    cluster.asked("/_bulk").stream()
                            .filter(each -> each.body().lines().count() == 2)
                            .count());
            cluster.bulk = count -> new Answer(413, "");
            assertThrows(IllegalArgumentException.class, () -> storage.append(entry("large")));
        }
    }

    /** Or it would be doubled where a new index has begun meanwhile. */
    @Test
    void should_repeat_a_batch_in_the_index_where_it_was_tried() {
        cluster.bulk = count -> new Answer(503, "");
        try (OpenSearchStorage storage = cluster.open()) {
            List<LogEntry> batch = entries(2);
            assertThrows(StorageUnavailable.class, () -> storage.appendAll(batch));
            cluster.other = request ->
                    request.path().contains("/_alias") ? new Answer(200, "{\"asyncz-logs-2026.05.01-1100\":{}}") : null;
            cluster.bulk = count -> new Answer(200, FakeCluster.items(count, 201));
            storage.appendAll(batch);
            storage.append(entry("next"));

            List<Asked> bulks = cluster.asked("/_bulk");
            assertTrue(bulks.get(1).body().contains("\"asyncz-logs-2026.05.01\""), bulks.get(1)::body);
            assertTrue(bulks.get(2).body().contains("\"asyncz-logs-2026.05.01-1100\""), bulks.get(2)::body);
        }
    }

    private void assertUnavailable(String told, OpenSearchStorage storage) {
        String said = String.valueOf(assertThrows(StorageUnavailable.class, () -> storage.append(entry("waits")))
                .getMessage());
        assertTrue(said.contains(told), said);
    }

    private List<LogEntry> entries(int count) {
        return IntStream.range(0, count).mapToObj(i -> entry("message " + i)).toList();
    }

    private LogEntry entry(String message) {
        return new LogEntry(ids.next(), NOON, LogLevel.INFO, message, "com.acme", null, null, Map.of());
    }
}
