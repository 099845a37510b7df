package dev.asyncz.agent.storage.opensearch.search;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.AnswerTooLarge;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import dev.asyncz.agent.storage.opensearch.index.Indices.Slot;
import dev.asyncz.api.SearchStopped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One question to some indices. The engine stops it in time, and also where the connection is closed, as it is when nobody
 * waits for the answer any more. Any thread.
 */
final class SearchCall {
    /** What is asked for one answer may take altogether. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Their names stand in the address, which may have 4,096 characters. */
    static final int MOST_INDICES = 16;

    private static final String RIGHT =
            "the right to read its indices: indices:data/read/search (OpenSearch), read (Elasticsearch)";

    private final Cluster cluster;

    SearchCall(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Asks.
     *
     * @param part how long the engine may take
     * @param atMost how long all may take: a large answer is under way for a while
     * @throws SearchStopped when it takes longer, or nobody waits for it any more
     * @throws StorageUnavailable when it cannot be answered now
     * @throws AnswerTooLarge when less has to be asked for at once
     */
    Answer ask(List<Slot> slots, Map<String, Object> body, Duration part, Duration atMost) {
        if (part.toMillis() <= 0) {
            throw tooSlow();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw nobodyWaits();
        }
        Map<String, Object> timed = new LinkedHashMap<>(body);
        timed.put("timeout", part.toMillis() + "ms");
        String path = "/" + slots.stream().map(Slot::name).collect(Collectors.joining(","))
                + "/_search?ignore_unavailable=true&allow_no_indices=true&allow_partial_search_results=false";
        Answer answer = send(Request.of("POST", path, EntryJson.writeExtra(timed), RIGHT), atMost.plusSeconds(1));
        if (answer.isTooSlow() || Boolean.TRUE.equals(answer.at("timed_out"))) {
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

    private Answer send(Request request, Duration atMost) {
        try {
            return cluster.ask(request, atMost);
        } catch (StorageUnavailable e) {
            if (Thread.currentThread().isInterrupted()) {
                throw nobodyWaits();
            }
            throw e;
        }
    }

    private static SearchStopped tooSlow() {
        return new SearchStopped("The search was given up after " + DEADLINE.toSeconds()
                + " s. A task, a level or a time makes it faster.");
    }

    private static SearchStopped nobodyWaits() {
        return new SearchStopped("The search was given up: nobody waits for it any more.");
    }
}
