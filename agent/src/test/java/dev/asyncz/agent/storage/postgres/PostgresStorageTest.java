package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@NeedsServer
class PostgresStorageTest extends StorageContract {
    @Override
    protected LogStorage open() throws Exception {
        return new WithoutNode(PostgresStorage.open(
                PostgresServer.config(PostgresServer.emptyDatabase()), EntryKind.LOGS, line -> {}));
    }

    @Override
    protected String kept(String text) {
        return EntryJson.wellFormed(text.replace('\0', '\u2400'));
    }

    @Override
    protected Instant kept(Instant ts) {
        return ts.truncatedTo(ChronoUnit.MICROS);
    }

    /** The contract compares what was appended: it knows nothing of the node that a shared storage adds. */
    private record WithoutNode(PostgresStorage storage) implements LogStorage {
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
