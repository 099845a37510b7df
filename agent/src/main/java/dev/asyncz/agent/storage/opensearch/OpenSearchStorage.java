package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.storage.EntriesRefused;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.TellerLease;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import dev.asyncz.agent.storage.opensearch.index.Documents;
import dev.asyncz.agent.storage.opensearch.index.FieldNames;
import dev.asyncz.agent.storage.opensearch.index.Indices;
import dev.asyncz.agent.storage.opensearch.index.Templates;
import dev.asyncz.agent.storage.opensearch.search.EntrySearch;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries in OpenSearch or Elasticsearch, shared by many nodes. A line is found within about a second. Idempotent by id: a
 * batch whose acknowledgement was lost may be appended again.
 *
 * <p>What changes on the way: a lone surrogate becomes U+FFFD, and {@code extra} gains {@code node}, the JVM that wrote the
 * line.
 */
final class OpenSearchStorage implements LogStorage, TellerLease.Holder {
    /** Of lines or of runs, with their indexes, once. */
    static final long DEFAULT_BYTES = 50L << 30;

    private static final String SEE =
            "the right to ask for its version: cluster:monitor/main (OpenSearch), monitor" + " (Elasticsearch)";

    private final Cluster cluster;
    private final Indices indices;
    private final BulkWrite writes;
    private final EntrySearch search;
    private final RetentionDocument retention;
    private final TellerDocument teller;
    private final OldIndices oldIndices;
    private final LongAdder appended = new LongAdder();

    /**
     * What is opened.
     *
     * @param kind of entries, as it stands in the names of indices
     * @param policy of the cluster, that drops indices; empty for our own
     */
    record Settings(String kind, FieldNames names, String policy, RetentionRequest request) {}

    private OpenSearchStorage(Cluster cluster, Settings settings, boolean elasticsearch, Consumer<String> say) {
        String base = cluster.prefix() + "-" + settings.names().ofIndices + settings.kind() + "-";
        StateDocuments state = new StateDocuments(cluster, cluster.prefix() + "-state");
        Templates templates = new Templates(cluster, elasticsearch);
        templates.ofEntries(base, settings.names(), settings.policy());
        templates.ofState(List.of(cluster.prefix() + "-state", cluster.prefix() + "-kept"));
        Documents documents = new Documents(settings.names(), settings.request().node());
        this.cluster = cluster;
        this.indices = new Indices(cluster, base);
        this.writes = new BulkWrite(cluster, indices, documents);
        this.search =
                new EntrySearch(cluster, indices, documents, new EntrySearch.Words(settings.names(), elasticsearch));
        this.retention = new RetentionDocument(state, settings.request());
        this.teller = new TellerDocument(state, System::nanoTime);
        this.oldIndices = new OldIndices(
                cluster, indices, retention, new OldIndices.Policy(settings.policy(), elasticsearch), say);
    }

    /**
     * Connects, and makes the templates of indices.
     *
     * @param cluster closed with the storage, and where it is not opened
     * @throws StorageUnavailable when that is not possible now
     */
    static OpenSearchStorage open(Cluster cluster, Settings settings, Consumer<String> say) {
        try {
            Answer root = cluster.ask(Request.get("/", SEE));
            if (!root.isOk() || root.at("version") == null) {
                throw new StorageUnavailable("no OpenSearch and no Elasticsearch is there: " + root.reason(), null);
            }
            // Elasticsearch names no distribution.
            boolean elasticsearch = !"opensearch".equals(root.at("version", "distribution"));
            OpenSearchStorage storage = new OpenSearchStorage(cluster, settings, elasticsearch, say);
            storage.retention.ask();
            storage.oldIndices.start();
            return storage;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    @Override
    public void append(LogEntry entry) {
        appendAll(List.of(entry));
    }

    @Override
    public void appendAll(List<LogEntry> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            writes.write(batch);
            appended.add(batch.size());
        } catch (EntriesRefused refused) {
            appended.add(batch.size() - refused.count());
            throw refused;
        }
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        return search.find(query);
    }

    @Override
    public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        LogHistogram.Counts counts = new LogHistogram.Counts(from, to, buckets);
        LogHistogram counted = search.count(counts.within(query), counts);
        return counted == null ? LogStorage.super.histogram(query, from, to, buckets) : counted;
    }

    @Override
    public @Nullable LogEntry oldest() {
        return search.oldest();
    }

    /** Where runs that matter are kept. */
    KeptPlace kept() {
        return new KeptIndex(cluster, cluster.prefix() + "-kept");
    }

    /** The size counts lines of all nodes, as of a second ago; dropped is what this node has dropped. */
    @Override
    public StorageStats stats() {
        Answer answer = cluster.ask(Request.get(
                "/" + indices.pattern() + "/_count?allow_no_indices=true&ignore_unavailable=true",
                "the right to read its indices"));
        if (!(answer.at("count") instanceof Number count)) {
            throw new StorageUnavailable("lines are not counted: " + answer.reason(), null);
        }
        return new StorageStats(count.longValue(), appended.sum(), oldIndices.droppedLines());
    }

    @Override
    public TellerLease tellerLease() {
        return teller;
    }

    OldIndices oldIndices() {
        return oldIndices;
    }

    @Override
    public String retention() {
        return retention.inForce().words();
    }

    @Override
    public void close() {
        oldIndices.close();
        cluster.close();
    }
}
