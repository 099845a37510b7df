package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An entry may lie in the index before its own, where its node had not heard of the new one. */
class StrayEntriesTest {
    private static final String BASE = "asyncz-logs-2026.05.01";

    private final FakeCluster cluster = new FakeCluster();
    private final FakeCluster.Indices indices = new FakeCluster.Indices();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void should_find_in_order_and_once_what_lies_in_the_index_before_its_own() {
        put("-1300", "13:10");
        put("-1200", "12:10");
        // Of the index that begins at noon.
        put("-1100", "12:20", "11:10");
        put("-1000", "11:20", "10:10");
        put("-0900", "10:20", "09:10");
        cluster.other = indices::answer;
        try (OpenSearchStorage storage = cluster.open()) {
            List<String> all = List.of("13:10", "12:20", "12:10", "11:20", "11:10", "10:20", "10:10", "09:10");
            assertEquals(all, messages(storage, LogQuery.ALL));
            for (int limit = 1; limit < all.size(); limit++) {
                assertEquals(all.subList(0, limit), messages(storage, LogQuery.ALL.withLimit(limit)));
            }
        }
    }

    /** As the engine would refuse more than 1,024 parts of a question. */
    @Test
    void should_look_itself_at_an_expression_of_very_many_branches() {
        put("-1200", "12:10", "12:20");
        cluster.other = indices::answer;
        String many = "q|".repeat(450) + "12.2";
        try (OpenSearchStorage storage = cluster.open()) {
            assertEquals(
                    List.of("12:20"),
                    messages(
                            storage,
                            LogQuery.ALL.withCondition(new LogCondition("", LogCondition.Match.REGEX, many, false))));
            assertFalse(cluster.asked.get(cluster.asked.size() - 1).body().contains("*q*"));
        }
    }

    /** An index of another name stands in for one, where somebody has reindexed it. */
    @Test
    void should_find_what_was_reindexed_behind_an_alias() {
        put("-1200", "12:10");
        cluster.other = request -> request.path().contains("/_alias")
                ? new FakeCluster.Answer(200, "{\"shrunk-1\":{\"aliases\":{\"other\":{},\"" + BASE + "-1200\":{}}}}")
                : indices.answer(request);
        try (OpenSearchStorage storage = cluster.open()) {
            storage.query(LogQuery.ALL);

            assertEquals(1, cluster.asked("/shrunk-1/_search").size());
        }
    }

    private static List<String> messages(OpenSearchStorage storage, LogQuery query) {
        return storage.query(query).stream().map(LogEntry::message).toList();
    }

    private void put(String index, String... times) {
        List<LogEntry> entries = new ArrayList<>();
        for (String time : times) {
            Instant at = Instant.parse("2026-05-01T" + time + ":00Z");
            entries.add(new LogEntry(
                    new TimeOrderedIds(at::toEpochMilli).next(), at, LogLevel.INFO, time, "l", null, null, Map.of()));
        }
        indices.put(BASE + index, entries);
    }
}
