package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.agent.storage.WithoutNode;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.api.LogStorage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
}
