package dev.asyncz.agent.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is deleted, by whom and when. */
class PostgresRetentionTest extends PostgresSubject {
    @Test
    void should_keep_as_many_lines_as_retention_says() throws SQLException {
        IntStream.range(0, 13)
                .forEach(i -> storage.appendAll(IntStream.range(0, 1_000)
                        .mapToObj(j -> entry("line " + (i * 1_000 + j)))
                        .toList()));

        retention(0, 1_000).sweep();

        assertEquals("1000", value(database, "select count(*) from asyncz_logs"));
        assertEquals(List.of("line 12999"), messages(LogQuery.ALL.withLimit(1)));
        assertEquals(0, storage.query(LogQuery.ALL.withText("line 11999")).size());
    }

    @Test
    void should_delete_by_age_as_the_server_sees_it() throws SQLException {
        Instant now = Instant.now();
        storage.append(entry(now.minus(Duration.ofDays(8)), "old"));
        storage.append(entry(now.minus(Duration.ofDays(6)), "young"));
        storage.append(entry(now.plus(Duration.ofDays(900)), "from a clock that runs ahead"));
        OldRows retention = retention(7, 1_000);

        retention.sweep();

        assertEquals(List.of("from a clock that runs ahead", "young"), messages(LogQuery.ALL));
    }

    @Test
    void should_delete_nothing_and_keep_the_order_when_clocks_are_hours_apart() throws SQLException {
        long now = Instant.now().toEpochMilli();
        List<LogEntry> entries = new ArrayList<>();
        for (long hours : new long[] {0, 2, -2}) {
            long millis = now + Duration.ofHours(hours).toMillis();
            UUID id = new TimeOrderedIds(() -> millis).next();
            entries.add(new LogEntry(
                    id, Instant.ofEpochMilli(millis), LogLevel.INFO, "h" + hours, "", null, null, Map.of()));
        }
        storage.appendAll(entries);

        retention(1, 1_000).sweep();

        assertEquals(List.of("h2", "h0", "h-2"), messages(LogQuery.ALL));
    }

    @Test
    void should_keep_lines_of_any_age_when_retention_is_off() throws SQLException {
        storage.append(entry(Instant.EPOCH, "old"));

        retention(0, 1_000).sweep();

        assertEquals(List.of("old"), messages(LogQuery.ALL));
    }

    @Test
    void should_let_one_node_sweep_in_a_minute() throws SQLException {
        assertTrue(retention(7, 1_000).isMyTurn());
        assertFalse(retention(7, 1_000).isMyTurn());

        PostgresServer.sql(database, "update asyncz_schema set swept = now() - interval '1 minute'");
        assertTrue(retention(7, 1_000).isMyTurn());
        PostgresServer.sql(database, "update asyncz_schema set swept = now() + interval '1 day'");
        assertTrue(retention(7, 1_000).isMyTurn());
    }

    private OldRows retention(int days, int count) {
        return OldRowsTest.rows(connections, EntryKind.LOGS, new RetentionPolicy(days, 0, count));
    }
}
