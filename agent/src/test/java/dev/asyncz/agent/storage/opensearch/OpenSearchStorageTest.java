package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@NeedsServer
final class OpenSearchStorageTest extends StorageContract {
    private String url = "";

    @Override
    protected LogStorage open() {
        url = OpenSearchServer.url();
        return new WithoutNode(OpenSearchServer.open(url));
    }

    @Override
    protected String kept(String text) {
        return StorableText.of(text);
    }

    @Override
    protected void settle(LogStorage storage) {
        OpenSearchServer.refresh(url);
    }

    /** The contract compares what was appended: it knows nothing of the node that a shared storage adds. */
    record WithoutNode(OpenSearchStorage storage) implements LogStorage {
        @Override
        public void append(LogEntry entry) {
            storage.append(entry);
        }

        @Override
        public void appendAll(List<LogEntry> batch) {
            storage.appendAll(batch);
        }

        @Override
        public List<LogEntry> query(LogQuery query) {
            return storage.query(query).stream().map(WithoutNode::withoutNode).toList();
        }

        @Override
        public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
            return storage.histogram(query, from, to, buckets);
        }

        @Override
        public StorageStats stats() {
            return storage.stats();
        }

        @Override
        public void close() {
            storage.close();
        }

        private static LogEntry withoutNode(LogEntry entry) {
            Map<String, Object> extra = new HashMap<>(entry.extra());
            extra.remove("node");
            return new LogEntry(
                    entry.id(),
                    entry.ts(),
                    entry.level(),
                    entry.message(),
                    entry.logger(),
                    entry.taskId(),
                    entry.runId(),
                    extra);
        }
    }
}
