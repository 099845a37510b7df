package dev.asyncz.agent.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogQuery;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables, for whoever comes first and for whoever may not create them. */
class SchemaTest extends PostgresSubject {
    @Test
    void should_create_the_table_once_when_many_nodes_start_at_the_same_time() throws Exception {
        String fresh = PostgresServer.newDatabase();
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> starts = IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(node -> () -> {
                        try (PostgresStorage each = open(PostgresServer.config(fresh, "node=" + node))) {
                            each.append(entry("from " + node));
                        }
                        return null;
                    })
                    .toList();
            for (var start : nodes.invokeAll(starts)) {
                assertDoesNotThrow(() -> start.get());
            }
        } finally {
            nodes.shutdownNow();
        }
        assertEquals("1", value(fresh, "select count(*) from asyncz_schema"));
        assertEquals("8", value(fresh, "select count(*) from asyncz_logs"));
        assertEquals("8", value(fresh, "select count(distinct node) from asyncz_logs"));
    }

    @Test
    void should_do_with_a_user_who_may_not_create_tables_once_they_are_there() throws SQLException {
        PostgresServer.sql(
                database,
                "drop role if exists plain; create role plain login;"
                        + " grant select, insert, delete on asyncz_logs to plain; grant select, update on asyncz_schema to plain");
        try (PostgresStorage plain =
                open(PostgresServer.configOf("storage.url=" + PostgresServer.url(database), "storage.user=plain"))) {
            plain.append(entry("written without rights on the schema"));
            assertEquals(1, plain.query(LogQuery.ALL).size());
        }
        PostgresServer.sql(database, "drop owned by plain");
    }

    @Test
    void should_say_what_is_missing_when_the_table_may_not_be_created() throws SQLException {
        String fresh = PostgresServer.newDatabase();
        PostgresServer.sql(fresh, "drop role if exists poor; create role poor login");
        Config config = PostgresServer.configOf("storage.url=" + PostgresServer.url(fresh), "storage.user=poor");

        StorageUnavailable refused = assertThrows(StorageUnavailable.class, () -> open(config));

        assertTrue(told(refused).contains("permission denied for schema public"), told(refused));
    }

    @Test
    void should_filter_by_node_and_keep_runs_in_a_table_of_their_own() throws SQLException {
        Config there = PostgresServer.config(database, "node=there");
        try (PostgresStorage other = open(there);
                PostgresStorage runs = PostgresStorage.open(there, EntryKind.RUNS, said::add)) {
            storage.append(entry("line here"));
            other.append(entry("line there"));
            runs.append(entry("run"));

            assertEquals(List.of("line there"), messages(LogQuery.ALL.withNode("there")));
            assertEquals(
                    List.of("line here"),
                    messages(LogQuery.ALL.withCondition(new LogCondition("node", Match.CONTAINS, "THERE", true))));
            assertEquals(1, runs.query(LogQuery.ALL).size());
            assertEquals("1", value(database, "select count(*) from asyncz_runs"));
        }
    }

    @Test
    void should_migrate_the_tables_of_the_first_version() throws SQLException {
        storage.append(entry("kept"));
        PostgresServer.sql(
                database,
                "drop table asyncz_runs; alter table asyncz_schema drop runs_swept; update asyncz_schema set version = 1");

        try (PostgresStorage migrated = open(PostgresServer.config(database))) {
            assertEquals(1, migrated.query(LogQuery.ALL).size());
            assertEquals("0", value(database, "select count(*) from asyncz_runs"));
        }
    }

    /** A table becomes a partition once it has all indexes, and none is built while nobody else can use it. */
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
