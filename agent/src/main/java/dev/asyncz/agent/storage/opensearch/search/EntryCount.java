package dev.asyncz.agent.storage.opensearch.search;

import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.index.FieldNames;
import dev.asyncz.agent.storage.opensearch.index.Indices;
import dev.asyncz.agent.storage.opensearch.index.Indices.Slot;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what matches, by time and level, in the newest indices first. Any thread. */
final class EntryCount {
    private final SearchCall call;
    private final Indices indices;
    private final FieldNames names;

    EntryCount(SearchCall call, Indices indices, FieldNames names) {
        this.call = call;
        this.indices = indices;
        this.names = names;
    }

    LogHistogram count(LogQuery query, EntryFilter filter, LogHistogram.Counts counts) {
        long from = counts.bounds().get(0).toEpochMilli();
        long width = counts.bounds().get(1).toEpochMilli() - from;
        Map<String, Object> body = body(filter, from, width);
        List<Slot> slots = indices.between(query.after(), query.before());
        long end = System.nanoTime() + SearchCall.DEADLINE.toNanos();
        for (int start = 0; start < slots.size(); start += SearchCall.MOST_INDICES) {
            List<Slot> part = slots.subList(start, Math.min(slots.size(), start + SearchCall.MOST_INDICES));
            Answer answer;
            try {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                answer = call.ask(part, body, left, left);
            } catch (SearchStopped stopped) {
                if (start == 0) {
                    throw stopped;
                }
                return counts.histogram(false);
            }
            for (Object bucket : answer.list("aggregations", "times", "buckets")) {
                add((number(Answer.at(bucket, "key")) - from) / width, bucket, counts);
            }
        }
        return counts.histogram(true);
    }

    private Map<String, Object> body(EntryFilter filter, long from, long width) {
        Map<String, Object> buckets = new LinkedHashMap<>();
        buckets.put("field", names.ts);
        buckets.put("fixed_interval", width + "ms");
        buckets.put("offset", Math.floorMod(from, width) + "ms");
        buckets.put("min_doc_count", 1);
        Map<String, Object> levels = Map.of("levels", Map.of("terms", Map.of("field", names.level)));
        Map<String, Object> times = Map.of("times", Map.of("date_histogram", buckets, "aggs", levels));
        return Map.of("size", 0, "track_total_hits", false, "query", filter.json(), "aggs", times);
    }

    private static void add(long number, Object bucket, LogHistogram.Counts counts) {
        if (!(Answer.at(bucket, "levels", "buckets") instanceof List<?> levels)) {
            return;
        }
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

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
