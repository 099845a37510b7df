package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.kept.KeptRun;
import dev.asyncz.agent.storage.kept.KeptText;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.AnswerTooLarge;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import dev.asyncz.api.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs that matter in the index {@code asyncz-kept}, a document each: what is known of it and its lines, as JSON. */
final class KeptIndex implements KeptPlace {
    private static final int PAGE = 1_000;

    /** Runs whose lines are asked for at once: some megabytes. */
    private static final int MANY = 20;

    private static final String KEY = "key";
    private static final String FACTS = "facts";
    private static final String LINES = "lines";
    private static final String RIGHT = "the right to read and write the index of kept runs: read and write"
            + " (OpenSearch: indices:data/read/*, indices:data/write/*, indices:admin/refresh)";

    private final Cluster cluster;
    private final String index;

    KeptIndex(Cluster cluster, String index) {
        this.cluster = cluster;
        this.index = index;
    }

    @Override
    public List<KeptRun> runs() {
        List<KeptRun> runs = new ArrayList<>();
        Object cursor = null;
        List<?> hits;
        do {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("size", PAGE);
            body.put("_source", List.of(FACTS));
            body.put("sort", List.of(Map.of(KEY, Map.of("order", "asc", "unmapped_type", "keyword"))));
            if (cursor != null) {
                body.put("search_after", List.of(cursor));
            }
            Request search = Request.of(
                    "POST",
                    "/" + index + "/_search?ignore_unavailable=true&allow_partial_search_results=false",
                    EntryJson.writeExtra(body),
                    RIGHT);
            hits = ask(search, "hits").list("hits", "hits");
            for (Object hit : hits) {
                cursor = Answer.cursor(hit);
                KeptRun run = Answer.at(hit, "_source", FACTS) instanceof String facts ? KeptText.run(facts) : null;
                if (run != null) {
                    runs.add(run);
                }
            }
        } while (hits.size() == PAGE);
        return runs;
    }

    @Override
    public List<LogEntry> lines(Collection<String> runs) {
        List<LogEntry> lines = new ArrayList<>();
        List<String> keys = runs.stream().sorted().map(KeptIndex::key).toList();
        int many = MANY;
        for (int from = 0; from < keys.size(); ) {
            int to = Math.min(keys.size(), from + many);
            Request request = Request.of(
                    "POST",
                    "/" + index + "/_mget?_source=" + LINES,
                    EntryJson.writeExtra(Map.of("ids", keys.subList(from, to))),
                    RIGHT);
            Answer answer;
            try {
                answer = cluster.ask(request);
            } catch (AnswerTooLarge e) {
                if (many == 1) {
                    throw e;
                }
                many = Math.max(1, many / 4);
                continue;
            }
            if (!answer.isOk() && answer.status() != 404) {
                throw failed(answer.reason());
            }
            from = to;
            for (Object document : answer.list("docs")) {
                Object error = Answer.at(document, "error");
                // Nothing is kept before there is an index.
                if (error != null && !"index_not_found_exception".equals(Answer.at(error, "type"))) {
                    throw failed(Answer.reason(error, answer.status()));
                }
                if (Answer.at(document, "_source", LINES) instanceof String text) {
                    lines.addAll(KeptText.entries(text));
                }
            }
        }
        return lines;
    }

    @Override
    public void put(KeptRun run, List<LogEntry> lines) {
        String text = KeptText.lines(lines);
        KeptRun sized = run.withBytes(text.getBytes(StandardCharsets.UTF_8).length);
        String key = key(run.run());
        ask(
                Request.of(
                        "PUT",
                        "/" + index + "/_doc/" + key + "?refresh=true",
                        EntryJson.writeExtra(Map.of(KEY, key, FACTS, KeptText.facts(sized), LINES, text)),
                        RIGHT),
                "result");
    }

    @Override
    public void remove(Collection<String> runs) {
        if (runs.isEmpty()) {
            return;
        }
        StringBuilder body = new StringBuilder();
        for (String run : runs) {
            body.append("{\"delete\":{\"_id\":\"").append(key(run)).append("\"}}\n");
        }
        ask(
                Request.of("POST", "/" + index + "/_bulk?refresh=true&filter_path=errors", body.toString(), RIGHT),
                "errors");
    }

    /** A run_id may be longer than an id can be. */
    private static String key(String run) {
        return UUID.nameUUIDFromBytes(run.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** @param expected what stands in the answer where it was done */
    private Answer ask(Request request, String expected) {
        Answer answer = cluster.ask(request);
        if (!answer.isOk() || answer.at(expected) == null || Boolean.TRUE.equals(answer.at("errors"))) {
            throw failed(answer.reason());
        }
        return answer;
    }

    private StorageUnavailable failed(String reason) {
        return new StorageUnavailable("the index " + index + " does not do it: " + reason, null);
    }
}
