package dev.asyncz.agent.storage.opensearch;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.keep.KeptContract;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.time.Instant;
import java.util.List;

@NeedsServer
class OpenSearchKeptTest extends KeptContract {
    @Override
    protected LogStorage open() {
        String url = OpenSearchServer.url();
        return new Refreshed(OpenSearchServer.open(url), url);
    }

    @Override
    protected KeptPlace keptBeside(LogStorage opened) {
        return new OpenSearchOpener().keptBeside(((Refreshed) opened).storage);
    }

    /** Finds at once what was written: lines are found after a second otherwise. */
    private record Refreshed(OpenSearchStorage storage, String url) implements LogStorage {
        @Override
        public void append(LogEntry entry) {
            storage.append(entry);
        }

        @Override
        public void appendAll(List<LogEntry> batch) {
            storage.appendAll(batch);
        }

        @Override
        public Iterable<LogEntry> query(LogQuery query) {
            OpenSearchServer.refresh(url);
            return storage.query(query);
        }

        @Override
        public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
            OpenSearchServer.refresh(url);
            return storage.histogram(query, from, to, buckets);
        }

        @Override
        public void close() {
            storage.close();
        }
    }
}
