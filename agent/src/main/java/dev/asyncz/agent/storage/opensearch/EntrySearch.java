package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.Indices.Slot;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.AnswerTooLarge;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries: in the newest indices first, in more and more of them while there are too few matches, page after page
 * behind the last id. Any thread.
 */
final class EntrySearch {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int FIRST_INDICES = 2;

    /** Their names stand in the address, which may have 4,096 characters. */
    private static final int MOST_INDICES = 16;

    private static final int FIRST_PAGE = 200;
    private static final int LARGEST_PAGE = 1_000;
    private static final long PAGE_BYTES = 8L << 20;
    private static final String RIGHT =
            "the right to read its indices: indices:data/read/search (OpenSearch), read (Elasticsearch)";

    private final Cluster cluster;
    private final Indices indices;
    private final Documents documents;
    private final FieldNames names;
    private final boolean elasticsearch;

    EntrySearch(Cluster cluster, Indices indices, Documents documents, FieldNames names, boolean elasticsearch) {
        this.cluster = cluster;
        this.indices = indices;
        this.documents = documents;
        this.names = names;
        this.elasticsearch = elasticsearch;
    }

    /** @throws SearchStopped when it takes longer than 5 s */
    List<LogEntry> find(LogQuery asked) {
        LogQuery query = asked.taskId() == null ? asked : asked.withTask(EntryJson.wellFormed(asked.taskId()));
        EntryFilter filter = new EntryFilter(query, names, elasticsearch);
        long end = System.nanoTime() + DEADLINE.toNanos();
        List<LogEntry> found = new ArrayList<>();
        List<Slot> slots = indices.between(query.after(), query.before());
        int many = FIRST_INDICES;
        for (int from = 0; from < slots.size() && found.size() < query.limit(); ) {
            int to = Math.min(slots.size(), from + many);
            if (to < slots.size() && Indices.mayShare(slots.get(to - 1), slots.get(to))) {
                // Nobody goes on behind an id before that is looked for in both.
                LogQuery part = query.withAfter(Indices.later(query.after(), slots.get(to - 1)));
                EntryFilter above = new EntryFilter(part, names, elasticsearch);
                new Reading(part, above, slots.subList(from, to + 1), end, found).run();
            } else {
                new Reading(query, filter, slots.subList(from, to), end, found).run();
            }
            from = to;
            many = Math.min(MOST_INDICES, 2 * many);
        }
        return found;
    }

    /** Whether the engine can count what matches. */
    boolean isExact(LogQuery query) {
        return new EntryFilter(query, names, elasticsearch).isExact();
    }

    /** Counts what matches. */
    LogHistogram count(LogQuery query, LogHistogram.Counts counts) {
        long from = counts.bounds().get(0).toEpochMilli();
        long width = counts.bounds().get(1).toEpochMilli() - from;
        Map<String, Object> buckets = new LinkedHashMap<>();
        buckets.put("field", names.ts);
        buckets.put("fixed_interval", width + "ms");
        buckets.put("offset", Math.floorMod(from, width) + "ms");
        buckets.put("min_doc_count", 1);
        Map<String, Object> body = Map.of(
                "size",
                0,
                "track_total_hits",
                false,
                "query",
                new EntryFilter(query, names, elasticsearch).json(),
                "aggs",
                Map.of(
                        "times",
                        Map.of(
                                "date_histogram",
                                buckets,
                                "aggs",
                                Map.of("levels", Map.of("terms", Map.of("field", names.level))))));
        boolean complete = true;
        List<Slot> slots = indices.between(query.after(), query.before());
        long end = System.nanoTime() + DEADLINE.toNanos();
        for (int start = 0; start < slots.size(); start += MOST_INDICES) {
            List<Slot> part = slots.subList(start, Math.min(slots.size(), start + MOST_INDICES));
            Answer answer = search(part, body, end);
            complete &= !Boolean.TRUE.equals(answer.at("timed_out"));
            for (Object bucket : answer.list("aggregations", "times", "buckets")) {
                long number = (number(Answer.at(bucket, "key")) - from) / width;
                if (Answer.at(bucket, "levels", "buckets") instanceof List<?> levels) {
                    for (Object level : levels) {
                        String name = String.valueOf(Answer.at(level, "key"));
                        for (LogLevel each : LogLevel.values()) {
                            // Others may write there too, by other names: these are not found either.
                            if (each.name().equals(name)) {
                                counts.add(number, each, number(Answer.at(level, "doc_count")));
                            }
                        }
                    }
                }
            }
        }
        return counts.histogram(complete);
    }

    /** The entry of the lowest id; null where there is none. */
    @Nullable
    LogEntry oldest() {
        List<Slot> slots = indices.all();
        for (int i = slots.size() - 1; i >= 0; i--) {
            Map<String, Object> body = Map.of(
                    "size", 1, "track_total_hits", false, "sort", List.of(Map.of(names.id, Map.of("order", "asc"))));
            Answer answer = search(slots.subList(i, i + 1), body, System.nanoTime() + DEADLINE.toNanos());
            for (Object hit : answer.list("hits", "hits")) {
                LogEntry entry = documents.read(Answer.at(hit, "_source"));
                if (entry != null) {
                    return entry;
                }
            }
        }
        return null;
    }

    private Answer search(List<Slot> slots, Map<String, Object> body, long end) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            throw tooSlow();
        }
        Map<String, Object> timed = new LinkedHashMap<>(body);
        timed.put("timeout", left + "ms");
        String path = "/" + slots.stream().map(Slot::name).collect(Collectors.joining(","))
                + "/_search?ignore_unavailable=true&allow_no_indices=true&allow_partial_search_results=false";
        Answer answer = ask(Request.of("POST", path, EntryJson.writeExtra(timed), RIGHT), left + 1_000);
        if (answer.isTooSlow()) {
            throw tooSlow();
        }
        if (!answer.isOk()) {
            throw new StorageUnavailable("a search is refused: " + answer.reason(), null);
        }
        if (!(answer.at("hits", "hits") instanceof List)) {
            throw new StorageUnavailable("a search is answered without saying what was found", null);
        }
        return answer;
    }

    private Answer ask(Request request, long atMostMillis) {
        try {
            return cluster.ask(request, Duration.ofMillis(atMostMillis));
        } catch (StorageUnavailable e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new SearchStopped("The search was given up: nobody waits for it any more.");
            }
            throw e;
        }
    }

    static SearchStopped tooSlow() {
        return new SearchStopped("The search was given up after " + DEADLINE.toSeconds()
                + " s. A task, a level or a time makes it faster.");
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** Reads some indices, page by page. */
    private final class Reading {
        private final LogQuery query;
        private final EntryFilter filter;
        private final List<Slot> slots;
        private final long end;
        private final List<LogEntry> found;

        Reading(LogQuery query, EntryFilter filter, List<Slot> slots, long end, List<LogEntry> found) {
            this.query = query;
            this.filter = filter;
            this.slots = slots;
            this.end = end;
            this.found = found;
        }

        void run() {
            int wanted = query.limit() - found.size();
            int size = Math.min(filter.isExact() ? wanted : Math.max(wanted, FIRST_PAGE), LARGEST_PAGE);
            String cursor = found.isEmpty() ? null : last().id().toString();
            while (true) {
                Answer answer;
                try {
                    answer = search(slots, body(size, cursor), end);
                } catch (AnswerTooLarge e) {
                    if (size == 1) {
                        throw e;
                    }
                    size = Math.max(1, size / 8);
                    continue;
                }
                List<?> hits = answer.list("hits", "hits");
                for (Object hit : hits) {
                    LogEntry entry = documents.read(Answer.at(hit, "_source"));
                    // The same one may lie in two indices where it was written twice.
                    if (entry == null || !found.isEmpty() && last().id().equals(entry.id())) {
                        continue;
                    }
                    if (query.matches(entry)) {
                        found.add(entry);
                        if (found.size() == query.limit()) {
                            return;
                        }
                    }
                }
                if (Boolean.TRUE.equals(answer.at("timed_out"))) {
                    throw tooSlow();
                }
                if (hits.size() < size) {
                    return;
                }
                cursor = Answer.cursor(hits.get(hits.size() - 1));
                long fit = PAGE_BYTES * hits.size() / Math.max(1, answer.bytes());
                size = (int) Math.max(10, Math.min(Math.min(LARGEST_PAGE, 4L * size), fit));
            }
        }

        private LogEntry last() {
            return found.get(found.size() - 1);
        }

        private Map<String, Object> body(int size, @Nullable String cursor) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("size", size);
            body.put("track_total_hits", false);
            body.put("query", filter.json());
            body.put("sort", List.of(Map.of(names.id, Map.of("order", "desc"))));
            if (cursor != null) {
                body.put("search_after", List.of(cursor));
            }
            return body;
        }
    }
}
