package dev.asyncz.agent.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table becomes a partition once it has all indexes, and none is built while nobody else can use it. */
class MissingIndexTest extends PostgresSubject {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop index asyncz_logs_task; create index asyncz_logs_task on asyncz_logs (left(task_id, 200), id)"
                        + " where task_id is not null",
                "alter table asyncz_logs drop constraint asyncz_logs_pkey; create unique index ids on asyncz_logs (id);"
                        + " alter table asyncz_logs add primary key using index ids"
            })
    void should_wait_for_an_index_that_is_missing(String dropAndBuild) throws SQLException {
        PostgresServer.withoutPartitions(database);
        int build = dropAndBuild.lastIndexOf(';');
        PostgresServer.sql(database, dropAndBuild.substring(0, build));

        upkeep().keepUp();
        assertFalse(connections.use(Layout::read).isPartitioned());

        PostgresServer.sql(database, dropAndBuild.substring(build + 1));
        upkeep().keepUp();
        assertTrue(connections.use(Layout::read).isPartitioned());
        assertEquals(List.of(), said);
    }

    private PartitionUpkeep upkeep() {
        RetentionRequest request =
                new RetentionRequest(new RetentionPolicy(7, 0, 0), true, true, "test", Instant.now());
        return new PartitionUpkeep(EntryKind.LOGS, connections, new RetentionColumn(connections, request), said::add);
    }
}
