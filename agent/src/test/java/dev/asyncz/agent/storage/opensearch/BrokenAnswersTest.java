package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.FakeCluster.Answer;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from something between, from a node that is ill, or from nobody: it is never taken for a success. */
class BrokenAnswersTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final TimeOrderedIds ids = new TimeOrderedIds(NOON::toEpochMilli);
    private final FakeCluster cluster = new FakeCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{}",
                "{\"items\":[{\"create\":{\"status\":201}}",
                "{\"items\":[{\"create\":{\"status\":201}}]}",
                "{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}"
            })
    void should_repeat_a_batch_whose_answer_is_not_one_for_each_entry(String body) {
        cluster.bulk = count -> new Answer(200, body);
        try (OpenSearchStorage storage = cluster.open()) {
            assertThrows(StorageUnavailable.class, () -> storage.appendAll(entries(2)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"hits\":{\"hits\":[", "{}"})
    void should_not_take_for_no_lines_what_is_no_answer_to_a_search(String body) {
        cluster.other = request -> request.path().contains("/_alias")
                ? new Answer(200, "{\"asyncz-logs-2026.05.01\":{}}")
                : request.path().contains("_search") ? new Answer(200, body) : null;
        try (OpenSearchStorage storage = cluster.open()) {
            assertThrows(StorageUnavailable.class, () -> storage.query(LogQuery.ALL));
            assertThrows(StorageUnavailable.class, storage::oldest);
            assertThrows(StorageUnavailable.class, () -> storage.kept().runs());
        }
    }

    @Test
    void should_not_take_for_removed_what_is_no_answer() {
        cluster.other = request -> request.path().contains("-kept") ? new Answer(200, "<html>") : null;
        try (OpenSearchStorage storage = cluster.open()) {
            assertThrows(StorageUnavailable.class, () -> storage.kept().remove(List.of("run")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"302 | ''", "404 | <html>", "405 | {}", "400 | <html>", "403 | ''", "400 | {}"})
    void should_lose_nothing_where_a_proxy_answers(int status, String body) {
        cluster.bulk = count -> new Answer(status, body);
        try (OpenSearchStorage storage = cluster.open()) {
            assertThrows(StorageUnavailable.class, () -> storage.append(entry("waits")));
        }
    }

    @Test
    void should_wait_while_the_indices_are_not_told() {
        cluster.other = request -> request.path().contains("/_alias") ? new Answer(302, "") : null;
        try (OpenSearchStorage storage = cluster.open()) {
            assertThrows(StorageUnavailable.class, () -> storage.append(entry("waits")));
        }
    }

    @Test
    void should_keep_the_batch_of_a_writer_that_is_interrupted_and_stop_a_search() {
        cluster.other = request ->
                request.path().contains("/_alias") ? new Answer(200, "{\"asyncz-logs-2026.05.01\":{}}") : null;
        try (OpenSearchStorage storage = cluster.open()) {
            storage.append(entry("before"));
            Thread.currentThread().interrupt();
            assertThrows(StorageUnavailable.class, () -> storage.append(entry("waits")));
            assertTrue(Thread.currentThread().isInterrupted());
            assertThrows(SearchStopped.class, () -> storage.oldest());
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void should_give_up_where_somebody_is_always_faster_to_change_the_retention() {
        cluster.other = request ->
                request.path().contains("_doc/retention") && request.method().equals("PUT")
                        ? new Answer(409, "{}")
                        : null;
        StorageUnavailable failure = assertThrows(
                StorageUnavailable.class,
                () -> cluster.open("storage.retention.days=2").close());

        assertTrue(String.valueOf(failure.getMessage()).contains("retention"), failure::toString);
    }

    @Test
    void should_say_that_kept_lines_cannot_be_read() {
        try (OpenSearchStorage storage = cluster.open()) {
            cluster.other = request -> new Answer(400, "{}");
            assertThrows(StorageUnavailable.class, () -> storage.kept().lines(List.of("run")));
            cluster.other = request -> new Answer(200, """
                {"docs":[{"error":{"type":"no_shard_available_action_exception","reason":"none"}}]}\
                """);
            assertThrows(StorageUnavailable.class, () -> storage.kept().lines(List.of("run")));
            cluster.other = request -> new Answer(200, """
                {"docs":[{"error":{"type":"index_not_found_exception","reason":"no such index"}}]}\
                """);
            assertEquals(List.of(), storage.kept().lines(List.of("run")));
            cluster.other = request -> new Answer(404, "{}");
            assertEquals(List.of(), storage.kept().lines(List.of("run")));
        }
    }

    @Test
    void should_count_past_a_level_of_somebody_else() {
        cluster.other = request -> request.path().contains("/_alias")
                ? new Answer(200, "{\"asyncz-logs-2026.05.01\":{}}")
                : request.path().contains("_search") ? new Answer(200, """
                    {"hits":{"hits":[]},"aggregations":{"times":{"buckets":[{"key":%d,"levels":{"buckets":[
                    {"key":"FATAL","doc_count":3},{"key":"INFO","doc_count":2}]}}]}}}\
                    """.formatted(NOON.toEpochMilli())) : null;
        try (OpenSearchStorage storage = cluster.open()) {
            assertEquals(
                    2,
                    storage.histogram(LogQuery.ALL, NOON, NOON.plusSeconds(60), 1)
                            .matches());
        }
    }

    @Test
    void should_ask_for_fewer_lines_and_runs_where_an_answer_is_too_large() {
        String large = "{\"x\":\"" + "y".repeat(33 << 20) + "\"}";
        cluster.other = request -> {
            if (request.path().contains("/_alias")) {
                return new Answer(200, "{\"asyncz-logs-2026.05.01\":{}}");
            }
            if (request.path().contains("_search")) {
                boolean small = request.body().contains("\"size\":25,")
                        || request.body().contains("\"size\":15,");
                return new Answer(200, small ? "{\"hits\":{\"hits\":[]}}" : large);
            }
            return request.path().contains("_mget")
                    ? new Answer(200, request.body().length() < 300 ? "{\"docs\":[]}" : large)
                    : null;
        };
        try (OpenSearchStorage storage = cluster.open()) {
            assertEquals(List.of(), storage.query(LogQuery.ALL.withLimit(200)));
            List<String> runs = IntStream.range(0, 20).mapToObj(String::valueOf).toList();
            assertEquals(List.of(), storage.kept().lines(runs));
        }
    }

    @Test
    void should_note_what_was_told_where_the_document_has_changed_meanwhile() {
        AtomicInteger puts = new AtomicInteger();
        cluster.other = request -> !request.path().contains("_doc/teller")
                ? null
                : request.method().equals("GET")
                        ? new Answer(200, "{\"_seq_no\":1,\"_primary_term\":1,\"_source\":{\"holder\":\"one shop\"}}")
                        : puts.incrementAndGet() == 1 ? new Answer(409, "{}") : new Answer(200, "{}");
        try (OpenSearchStorage storage = cluster.open()) {
            storage.tellerLease().told("shop", "what");

            assertEquals(2, puts.get());
        }
    }

    private List<LogEntry> entries(int count) {
        return IntStream.range(0, count).mapToObj(i -> entry("message " + i)).toList();
    }

    private LogEntry entry(String message) {
        return new LogEntry(ids.next(), NOON, LogLevel.INFO, message, "com.acme", null, null, Map.of());
    }
}
