package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.opensearch.FakeCluster.Answer;
import dev.asyncz.agent.storage.opensearch.FakeCluster.Asked;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An entry may lie in the index before its own, where its node had not heard of the new one. */
class StrayEntriesTest {
    private static final String BASE = "asyncz-logs-2026.05.01";

    private final FakeCluster cluster = new FakeCluster();
    private final Documents documents = new Documents(FieldNames.PLAIN, "node");
    private final Map<String, List<LogEntry>> indices = new java.util.TreeMap<>();

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
        cluster.other = this::answer;
        try (OpenSearchStorage storage = cluster.open()) {
            List<String> all = List.of("13:10", "12:20", "12:10", "11:20", "11:10", "10:20", "10:10", "09:10");
            assertEquals(all, messages(storage, LogQuery.ALL));
            for (int limit = 1; limit < all.size(); limit++) {
                assertEquals(all.subList(0, limit), messages(storage, LogQuery.ALL.withLimit(limit)));
            }
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

    /** As the engine does: what is asked for by id, the newest first, behind a cursor. */
    private @Nullable Answer answer(Asked request) {
        if (request.path().contains("_settings")) {
            return new Answer(
                    200,
                    indices.keySet().stream()
                            .map(each -> "\"" + each + "\":{}")
                            .collect(Collectors.joining(",", "{", "}")));
        }
        if (!request.path().contains("_search")) {
            return null;
        }
        try {
            Map<String, Object> body = EntryJson.readExtra(request.body());
            String below = body.get("search_after") instanceof List<?> after ? String.valueOf(after.get(0)) : "g";
            String text = request.body();
            int gt = text.indexOf("\"gt\":\"");
            String above = gt < 0 ? "" : text.substring(gt + 6, gt + 42);
            List<String> names = List.of(
                    request.path().substring(1, request.path().indexOf('/', 1)).split(","));
            return new Answer(
                    200,
                    names.stream()
                            .flatMap(each -> indices.getOrDefault(each, List.of()).stream())
                            .filter(each -> each.id().toString().compareTo(below) < 0
                                    && each.id().toString().compareTo(above) > 0)
                            .sorted(Comparator.comparing(
                                            (LogEntry each) -> each.id().toString())
                                    .reversed())
                            .limit(Long.parseLong(String.valueOf(body.get("size"))))
                            .map(each -> "{\"_source\":" + documents.write(each) + ",\"sort\":[\"" + each.id() + "\"]}")
                            .collect(Collectors.joining(",", "{\"hits\":{\"hits\":[", "]}}")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
