package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.storage.EntriesRefused;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import dev.asyncz.agent.storage.opensearch.index.Documents;
import dev.asyncz.agent.storage.opensearch.index.Indices;
import dev.asyncz.api.LogEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries by {@code _bulk}, each created under its id: one that is there already is as good as written. What the
 * cluster cannot take now is thrown as {@link StorageUnavailable}, what it will never take is passed over. Any thread.
 */
final class BulkWrite {
    private static final int MAX_ENTRIES = 1_000;
    private static final int MAX_CHARS = 4 << 20;

    /** A cluster that waits longer for a primary shard would say nothing before we hang up. */
    private static final String PATH = "/_bulk?timeout=5s&filter_path=items.*.status,items.*.error";

    private static final String RIGHT = "the right to write to and to make its indices: indices:data/write/bulk*,"
            + " indices:data/write/index and indices:admin/create (OpenSearch), create_doc and create_index"
            + " (Elasticsearch)";

    private final Cluster cluster;
    private final Indices indices;
    private final Documents documents;

    /** Where the entries of a batch went that failed: it is repeated, and then they must go there again. */
    private Map<UUID, String> tried = new HashMap<>();

    BulkWrite(Cluster cluster, Indices indices, Documents documents) {
        this.cluster = cluster;
        this.indices = indices;
        this.documents = documents;
    }

    /**
     * Writes a batch.
     *
     * @throws EntriesRefused when all were taken but some
     * @throws IllegalArgumentException when all were refused
     */
    synchronized void write(List<LogEntry> batch) {
        Map<UUID, String> places = new HashMap<>();
        for (LogEntry entry : batch) {
            String before = tried.get(entry.id());
            places.put(entry.id(), before == null ? indices.of(entry.id()) : before);
        }
        tried = places;
        Refusals refusals = new Refusals();
        for (int from = 0; from < batch.size(); ) {
            from = write(batch, from, refusals);
        }
        tried = new HashMap<>();
        refusals.tell(batch.size());
    }

    /** Writes as many as fit, and answers which is the next one. */
    private int write(List<LogEntry> batch, int from, Refusals refusals) {
        StringBuilder body = new StringBuilder();
        Set<String> used = new HashSet<>();
        int to = from;
        while (to < batch.size() && to - from < MAX_ENTRIES && body.length() < MAX_CHARS) {
            LogEntry entry = batch.get(to++);
            String index = String.valueOf(tried.get(entry.id()));
            used.add(index);
            body.append("{\"create\":")
                    .append(EntryJson.writeExtra(
                            Map.of("_index", index, "_id", entry.id().toString())))
                    .append("}\n")
                    .append(documents.write(entry))
                    .append('\n');
        }
        send(batch.subList(from, to), body.toString(), refusals);
        indices.wereUsed(used);
        return to;
    }

    private void send(List<LogEntry> entries, String body, Refusals refusals) {
        Answer answer = cluster.ask(Request.of("POST", PATH, body, RIGHT));
        if (answer.status() == 413 && entries.size() > 1) {
            int half = entries.size() / 2;
            int line = 0;
            int at = 0;
            while (line < 2 * half) {
                at = body.indexOf('\n', at) + 1;
                line++;
            }
            send(entries.subList(0, half), body.substring(0, at), refusals);
            send(entries.subList(half, entries.size()), body.substring(at), refusals);
        } else if (answer.status() == 413) {
            refusals.add("413: it is larger than http.max_content_length of the cluster");
        } else if (answer.status() == 400 && answer.at("error", "type") != null) {
            // The writer finds out whether it is of an entry.
            throw new IllegalStateException("a batch is refused: " + answer.reason());
        } else if (!answer.isOk()) {
            // Such as a redirection, or what a proxy says: nothing of the entries.
            throw new StorageUnavailable("a batch is answered with " + answer.reason(), null);
        } else if (answer.list("items").size() != entries.size()) {
            // What was done is known of no entry then; to repeat it does no harm.
            throw new StorageUnavailable(
                    "a batch of " + entries.size() + " lines is answered for "
                            + answer.list("items").size(),
                    null);
        } else {
            int i = 0;
            for (Object item : answer.list("items")) {
                judge(entries.get(i++), Answer.at(item, "create"), refusals);
            }
        }
    }

    private void judge(LogEntry entry, @Nullable Object result, Refusals refusals) {
        int status = Answer.at(result, "status") instanceof Number number ? number.intValue() : 500;
        if (status < 300 || status == 409) {
            return;
        }
        String reason = Answer.reason(Answer.at(result, "error"), status);
        Object type = Answer.at(result, "error", "type");
        boolean isShut = "index_closed_exception".equals(type)
                || reason.contains("FORBIDDEN/5/")
                || reason.contains("FORBIDDEN/8/");
        if (isShut && indices.isOver(String.valueOf(tried.get(entry.id())))) {
            // By whoever manages old indices: the lines of today do not wait for those.
            refusals.add(reason + "; the line belongs to an index that is closed or read-only");
            return;
        }
        if (isShut) {
            throw new StorageUnavailable(reason + "; lines wait until it is open and may be written to", null);
        }
        if ("validation_exception".equals(type)) {
            throw new StorageUnavailable(reason + "; a new index needs room for its shards", null);
        }
        if (reason.contains("cluster_block_exception")) {
            throw new StorageUnavailable(
                    reason + "; its disks may be too full: it takes lines again when there is space", null);
        }
        switch (status) {
            case 400, 413 -> refusals.add(reason);
            case 403 -> throw new StorageUnavailable(reason + "; the user needs " + RIGHT, null);
            case 404 ->
                throw new StorageUnavailable(
                        reason + "; action.auto_create_index of the cluster has to allow the indices", null);
            default -> throw new StorageUnavailable(reason, null);
        }
    }

    /** What was refused of a batch. */
    private static final class Refusals {
        private int count;
        private String first = "";

        void add(String reason) {
            first = count++ == 0 ? reason : first;
        }

        void tell(int batch) {
            if (count > 0 && count < batch) {
                throw new EntriesRefused(count, first);
            }
            if (count > 0) {
                throw new IllegalArgumentException(first);
            }
        }
    }
}
