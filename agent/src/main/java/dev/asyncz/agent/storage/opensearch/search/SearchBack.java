package dev.asyncz.agent.storage.opensearch.search;

import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.AnswerTooLarge;
import dev.asyncz.agent.storage.opensearch.index.Documents;
import dev.asyncz.agent.storage.opensearch.index.FieldNames;
import dev.asyncz.agent.storage.opensearch.index.Indices.Slot;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One search, back in time by steps: each asks for the ids of some time, page after page. Steps become longer while there
 * are too few matches, and shorter where one takes too long: what takes longer than there is time for has got somewhere
 * then. For one thread.
 */
final class SearchBack {
    private static final int FIRST_PAGE = 200;
    private static final int LARGEST_PAGE = 1_000;
    private static final long PAGE_BYTES = 8L << 20;

    /** For one answer: there is time for another try then. */
    private static final Duration PART = Duration.ofMillis(1_500);

    private static final Duration LEAST = Duration.ofMillis(300);

    private final SearchCall call;
    private final Documents documents;
    private final FieldNames names;
    private final boolean elasticsearch;
    private final LogQuery query;
    private final SearchSteps steps;
    private final List<LogEntry> found = new ArrayList<>();
    private final long end = System.nanoTime() + SearchCall.DEADLINE.toNanos();

    /** Down to which all entries were looked at; null while none were. */
    private @Nullable UUID searchedTo;

    SearchBack(SearchCall call, Documents documents, EntrySearch.Words words, LogQuery query, List<Slot> slots) {
        this.call = call;
        this.documents = documents;
        this.names = words.names();
        this.elasticsearch = words.elasticsearch();
        this.query = query;
        this.steps = new SearchSteps(query, slots, filter(query).isReading());
    }

    /** @throws SearchStopped with what was found, when there is no time for the rest */
    List<LogEntry> run() {
        try {
            for (SearchSteps.Step step = steps.first(); step != null && found.size() < query.limit(); ) {
                step = take(step);
            }
            return found;
        } catch (SearchStopped stopped) {
            UUID to = searchedTo;
            throw to == null ? stopped : stopped.with(found, to);
        }
    }

    /** Looks at a step; which one is next. */
    private SearchSteps.@Nullable Step take(SearchSteps.Step step) {
        long start = System.nanoTime();
        int before = found.size();
        try {
            read(step);
        } catch (SearchStopped stopped) {
            boolean mayTry = end - System.nanoTime() > LEAST.toNanos()
                    && !Thread.currentThread().isInterrupted();
            SearchSteps.Step shorter = mayTry ? steps.shorter(step, searchedTo) : null;
            if (shorter == null) {
                throw stopped;
            }
            return shorter;
        }
        if (found.size() < query.limit() && step.bottom() != null) {
            searchedTo = step.bottom();
        }
        return steps.after(step, found.size() == before, System.nanoTime() - start);
    }

    private void read(SearchSteps.Step step) {
        int wanted = query.limit() - found.size();
        EntryFilter filter = filter(query.withAfter(step.after()).withBefore(step.before()));
        int size = Math.min(filter.isExact() ? wanted : Math.max(wanted, FIRST_PAGE), LARGEST_PAGE);
        String cursor = step.top() == null ? null : step.top().toString();
        while (true) {
            Answer answer;
            try {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                Duration part = left.compareTo(PART) < 0 ? left : PART;
                answer = call.ask(step.slots(), body(filter, size, cursor), part, left);
            } catch (AnswerTooLarge e) {
                if (size == 1) {
                    throw e;
                }
                size = Math.max(1, size / 8);
                continue;
            }
            List<?> hits = answer.list("hits", "hits");
            for (Object hit : hits) {
                look(documents.read(Answer.at(hit, "_source")));
            }
            if (found.size() == query.limit() || hits.size() < size) {
                return;
            }
            cursor = Answer.cursor(hits.get(hits.size() - 1));
            long fit = PAGE_BYTES * hits.size() / Math.max(1, answer.bytes());
            size = (int) Math.max(10, Math.min(Math.min(LARGEST_PAGE, 4L * size), fit));
        }
    }

    private void look(@Nullable LogEntry entry) {
        // The same one may lie in two indices where it was written twice.
        if (entry == null
                || found.size() == query.limit()
                || !found.isEmpty() && last().id().equals(entry.id())) {
            return;
        }
        searchedTo = entry.id();
        if (query.matches(entry)) {
            found.add(entry);
        }
    }

    private LogEntry last() {
        return found.get(found.size() - 1);
    }

    private EntryFilter filter(LogQuery part) {
        return new EntryFilter(part, names, elasticsearch);
    }

    private Map<String, Object> body(EntryFilter filter, int size, @Nullable String cursor) {
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
