package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all nodes know of their storage: documents that one of them changes at a time. Any thread. */
final class StateDocuments {
    private static final String RIGHT = "the right to read and write the index of its state: indices:data/read/get and"
            + " indices:data/write/index (OpenSearch), read and index (Elasticsearch)";

    private final Cluster cluster;
    private final String index;

    StateDocuments(Cluster cluster, String index) {
        this.cluster = cluster;
        this.index = index;
    }

    /**
     * A document as it was at a moment.
     *
     * @param source its parts; empty for one that is not there
     * @param version what tells whether it has changed; empty for one that is not there
     */
    record State(Map<?, ?> source, String version) {
        String text(String name) {
            return source.get(name) instanceof String text ? text : "";
        }
    }

    State get(String id) {
        Answer answer = cluster.ask(Request.get("/" + index + "/_doc/" + id, RIGHT));
        if (answer.status() == 404) {
            return new State(Map.of(), "");
        }
        if (!answer.isOk() || !(answer.at("_source") instanceof Map<?, ?> source)) {
            throw new StorageUnavailable(index + " does not say its " + id + ": " + answer.reason(), null);
        }
        return new State(
                source, "if_seq_no=" + answer.at("_seq_no") + "&if_primary_term=" + answer.at("_primary_term"));
    }

    /**
     * Replaces a document, if nobody has changed it since.
     *
     * @return what it is now; null where somebody was faster
     */
    @Nullable
    State replace(String id, State before, Map<String, Object> source) {
        String condition = before.version.isEmpty() ? "op_type=create" : before.version;
        Answer answer = cluster.ask(
                Request.of("PUT", "/" + index + "/_doc/" + id + "?" + condition, EntryJson.writeExtra(source), RIGHT));
        if (answer.status() == 409) {
            return null;
        }
        if (!answer.isOk()) {
            throw new StorageUnavailable(index + " does not take its " + id + ": " + answer.reason(), null);
        }
        return new State(
                source, "if_seq_no=" + answer.at("_seq_no") + "&if_primary_term=" + answer.at("_primary_term"));
    }
}
