package dev.asyncz.agent.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.agent.storage.postgres.partition.TableMove;
import dev.asyncz.agent.storage.postgres.partition.TableMove.Step;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What belongs to a table lies in its schema, also where new tables of its user would lie in another one. */
class OtherSchemaTest extends PostgresSubject {
    private static final String SCHEMAS = "select string_agg(distinct relnamespace::regnamespace::text, ' ')"
            + " from pg_class where relname ~ '^asyncz_logs'";

    private PostgresStorage owners;

    @BeforeEach
    void moveTheOwner() throws SQLException {
        PostgresServer.withoutPartitions(database);
        PostgresServer.sql(
                database,
                "drop schema if exists owner cascade; drop role if exists owner; create role owner login;"
                        + " alter table asyncz_logs owner to owner; alter table asyncz_runs owner to owner;"
                        + " alter table asyncz_schema owner to owner; grant create on schema public to owner;"
                        + " create schema owner authorization owner");
        connections.close();
        connections = new Connections(PostgresAddress.of(PostgresServer.url(database), "owner", "", "test"), said::add);
        owners = open(PostgresServer.configOf("storage.url=" + PostgresServer.url(database), "storage.user=owner"));
    }

    @AfterEach
    void dropTheOwner() throws SQLException {
        owners.close();
        connections.close();
        PostgresServer.sql(database, "drop owned by owner cascade; drop role owner");
    }

    @Test
    void should_take_lines_of_later_before_the_table_is_a_partition() {
        connections.use(connection -> {
            TableMove.take(Step.ROUTE, connection, statement -> "");
            return true;
        });
        TimeOrderedIds later = new TimeOrderedIds(
                () -> System.currentTimeMillis() + Duration.ofHours(2).toMillis());

        owners.append(new LogEntry(later.next(), NOON, LogLevel.INFO, "later", "", null, null, Map.of()));

        assertEquals(List.of("later"), messages(LogQuery.ALL));
    }

    @Test
    void should_make_partitions_where_the_table_is() throws SQLException {
        owners.append(entry("line"));

        new PartitionUpkeep(EntryKind.LOGS, connections, retention(), said::add).keepUp();

        assertTrue(connections.use(Layout::read).isPartitioned());
        assertEquals("public", value(database, SCHEMAS));
        assertEquals(List.of("line"), messages(LogQuery.ALL));
        assertEquals(List.of(), said);

        PostgresServer.sql(database, "drop table asyncz_logs_rest");
        connections.completeSchema(false);

        assertEquals("public", value(database, SCHEMAS));
    }

    private RetentionColumn retention() {
        return new RetentionColumn(
                connections, new RetentionRequest(new RetentionPolicy(7, 0, 0), true, true, "test", Instant.now()));
    }
}
