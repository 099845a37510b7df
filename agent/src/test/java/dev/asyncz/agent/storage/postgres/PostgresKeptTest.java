package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.keep.KeptContract;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.api.LogStorage;

@NeedsServer
class PostgresKeptTest extends KeptContract {
    @Override
    protected LogStorage open() throws Exception {
        return PostgresStorage.open(PostgresServer.config(PostgresServer.emptyDatabase()), EntryKind.LOGS, line -> {});
    }

    @Override
    protected KeptPlace keptBeside(LogStorage opened) {
        return new PostgresOpener().keptBeside(opened);
    }
}
