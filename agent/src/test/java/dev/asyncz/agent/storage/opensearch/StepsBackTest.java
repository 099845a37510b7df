package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.PartialAnswers;
import dev.asyncz.agent.storage.opensearch.FakeCluster.Asked;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is looked for in the last minute first, then further back; what takes too long in smaller parts. */
class StepsBackTest {
    private static final Instant FIRST = Instant.parse("2026-04-28T00:00:00Z");
    private static final int DAYS = 4;
    private static final int A_DAY = 60;

    private final FakeCluster cluster = new FakeCluster();
    private final FakeCluster.Indices indices = new FakeCluster.Indices();
    private final List<LogEntry> newestFirst = new ArrayList<>();

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1_000})
    void should_find_in_order_whatever_there_is(int limit) {
        fill();
        try (OpenSearchStorage storage = cluster.open()) {
            for (String text : List.of("e 7", "line", "nowhere")) {
                LogQuery query = LogQuery.ALL.withText(text).withLimit(limit);

                assertEquals(
                        expected(query),
                        storage.query(query).stream().map(LogEntry::message).toList(),
                        text);
                LogQuery older = query.withBefore(newestFirst.get(90).id());
                assertEquals(
                        expected(older),
                        storage.query(older).stream().map(LogEntry::message).toList(),
                        text);
                LogQuery some = older.withAfter(newestFirst.get(180).id());
                assertEquals(
                        expected(some),
                        storage.query(some).stream().map(LogEntry::message).toList(),
                        text);
            }
        }
    }

    @Test
    void should_ask_for_a_text_of_the_last_minute_first_and_for_all_that_an_index_finds_by_itself_at_once() {
        fill();
        try (OpenSearchStorage storage = cluster.open()) {
            assertEquals(
                    1, storage.query(LogQuery.ALL.withText("line").withLimit(1)).size());
            assertTrue(searches().get(0).body().contains("\"gt\":"), searches().get(0)::body);

            cluster.asked.clear();
            storage.query(LogQuery.ALL.withTask("t").withLimit(1));
            assertFalse(searches().get(0).body().contains("\"gt\":"), searches().get(0)::body);
            assertTrue(searches().get(0).path().contains(","), searches().get(0)::path);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 70})
    void should_find_all_in_smaller_parts_where_large_ones_take_too_long(int most) {
        fill();
        indices.most = most;
        try (OpenSearchStorage storage = cluster.open()) {
            for (LogQuery query : List.of(LogQuery.ALL.withText("e 7"), LogQuery.ALL.withLimit(1_000))) {
                List<String> found = PartialAnswers.of(storage::query, query).found().stream()
                        .map(LogEntry::message)
                        .toList();

                assertEquals(expected(query.withLimit(1_000)).get(0), found.get(0));
                assertEquals(found, expected(query.withLimit(found.size())));
                assertTrue(
                        found.size() >= Math.min(query.limit(), expected(query).size()), found::toString);
            }
        }
    }

    @Test
    void should_give_what_it_has_found_and_down_to_where_when_there_is_no_time_for_the_rest() {
        fill();
        indices.never = newestFirst.get(100).id().toString();
        try (OpenSearchStorage storage = cluster.open()) {
            LogQuery query = LogQuery.ALL.withText("line").withLimit(1_000);
            SearchStopped stopped = assertThrows(SearchStopped.class, () -> storage.query(query));

            assertNotNull(stopped.searchedTo());
            assertTrue(
                    stopped.found().size() > 80,
                    () -> "found: " + stopped.found().size());
            assertEquals(
                    expected(query.withLimit(stopped.found().size())),
                    stopped.found().stream().map(LogEntry::message).toList());
            assertTrue(String.valueOf(stopped.getMessage()).startsWith("The search was given up after 5 s"));
        }
    }

    private List<String> expected(LogQuery query) {
        return newestFirst.stream()
                .filter(query::matches)
                .limit(query.limit())
                .map(LogEntry::message)
                .toList();
    }

    private List<Asked> searches() {
        return cluster.asked.stream()
                .filter(each -> each.path().contains("_search"))
                .toList();
    }

    private void fill() {
        AtomicLong now = new AtomicLong();
        TimeOrderedIds ids = new TimeOrderedIds(now::get);
        for (int day = 0; day < DAYS; day++) {
            List<LogEntry> entries = new ArrayList<>();
            for (int i = 0; i < A_DAY; i++) {
                Instant at = FIRST.plusSeconds(86_400L * day + 1_400L * i);
                now.set(at.toEpochMilli());
                entries.add(new LogEntry(
                        ids.next(),
                        at,
                        LogLevel.INFO,
                        "line " + (day * A_DAY + i),
                        "com.acme",
                        "t",
                        null,
                        Map.of("node", "node")));
            }
            indices.put("asyncz-logs-2026." + (day < 3 ? "04." + (28 + day) : "05.01"), entries);
            newestFirst.addAll(entries);
        }
        java.util.Collections.reverse(newestFirst);
        cluster.other = indices::answer;
    }
}
