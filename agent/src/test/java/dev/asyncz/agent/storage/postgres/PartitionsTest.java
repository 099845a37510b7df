package dev.asyncz.agent.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.agent.storage.postgres.partition.NextPartitions;
import dev.asyncz.agent.storage.postgres.partition.Partition;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Lines lie in partitions, made ahead and dropped as a whole. */
class PartitionsTest extends PostgresSubject {
    private static final String TABLES = "select count(*) from pg_inherits where inhparent = 'asyncz_logs'::regclass";
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Test
    void should_have_partitions_for_now_and_later_when_a_node_starts() {
        Layout layout = layout();

        assertTrue(layout.isPartitioned());
        assertEquals("asyncz_logs_rest", layout.rest());
        assertTrue(layout.parts().get(0).from() <= layout.now() - HOUR, layout::toString);
        assertTrue(last(layout).from() > layout.now() && last(layout).from() <= layout.now() + HOUR, layout::toString);
        for (int i = 1; i < layout.parts().size(); i++) {
            assertEquals(layout.parts().get(i - 1).to(), layout.parts().get(i).from());
        }
    }

    @Test
    void should_make_none_twice_whichever_node_comes_first() throws SQLException {
        Layout before = layout();
        for (String node : List.of("one", "two")) {
            try (PostgresStorage other = open(PostgresServer.config(database, "node=" + node))) {
                other.append(entry("from " + node));
            }
        }

        assertEquals(before.parts(), layout().parts());
        assertEquals(2, storage.query(LogQuery.ALL).size());
    }

    @Test
    void should_move_lines_of_a_time_for_which_there_was_none() throws SQLException {
        long later = last(layout()).to() + 1;
        LogEntry ahead = at(later, "from a clock that is ahead");
        LogEntry far = at(later + 1_000 * HOUR, "from a clock that is far ahead");
        storage.appendAll(List.of(ahead, far, at(0, "late"), entry("now")));
        assertEquals("3", value(database, "select count(*) from asyncz_logs_rest"));

        makeAhead(Duration.ofMillis(later - layout().now()).plusHours(3));

        assertEquals("2", value(database, "select count(*) from asyncz_logs_rest"));
        storage.appendAll(List.of(ahead, far));
        assertEquals(
                List.of("from a clock that is far ahead", "from a clock that is ahead", "now", "late"),
                messages(LogQuery.ALL));
    }

    @Test
    void should_lose_and_double_nothing_when_somebody_is_in_the_way() throws SQLException {
        LogEntry ahead = at(last(layout()).to() + 1, "ahead");
        storage.append(ahead);
        Layout before = layout();
        try (Connection other = PostgresServer.connect(database);
                Statement reader = other.createStatement()) {
            other.setAutoCommit(false);
            reader.execute("select * from asyncz_logs");

            keepUpFarAhead();
            assertEquals(before.parts(), layout().parts());
            storage.append(ahead);
        }

        keepUpFarAhead();
        assertTrue(layout().parts().size() > before.parts().size());
        storage.append(ahead);
        assertEquals(List.of("ahead"), messages(LogQuery.ALL));
        assertEquals(List.of(), said);
    }

    @Test
    void should_drop_partitions_that_are_over_and_give_the_disk_back() throws SQLException {
        long start = layout().parts().get(0).from();
        for (int i = 1; i <= 5; i++) {
            part(start - i * HOUR, start - (i - 1) * HOUR);
        }
        for (int i = 5; i >= 1; i--) {
            List<LogEntry> lines = new ArrayList<>();
            for (int j = 0; j < 1_000; j++) {
                lines.add(at(start - i * HOUR + j, "hour " + i + " line " + j));
            }
            storage.appendAll(lines);
        }
        PostgresServer.sql(database, "analyze asyncz_logs");
        String tables = value(database, TABLES);
        OldRows rows = OldRowsTest.rows(connections, EntryKind.LOGS, new RetentionPolicy(0, 0, 2_000));

        rows.sweep();

        assertEquals(Integer.parseInt(tables) - 3, Integer.parseInt(value(database, TABLES)));
        assertEquals(3_000, rows.deleted());
        assertEquals(2_000, storage.stats().size());
        assertEquals(List.of("hour 2 line 0"), messages(LogQuery.ALL.withText("hour 2 line 0")));
        assertEquals(List.of(), messages(LogQuery.ALL.withText("hour 3")));
    }

    @Test
    void should_drop_by_age_only_what_is_old_as_a_whole() throws SQLException {
        long now = layout().now();
        long day = 24 * HOUR;
        part(now - 9 * day, now - 8 * day);
        part(now - 8 * day, now - 6 * day);
        storage.appendAll(List.of(at(now - 8 * day - HOUR, "gone"), at(now - 7 * day - HOUR, "stays a little")));

        OldRowsTest.rows(connections, EntryKind.LOGS, new RetentionPolicy(7, 0, 0))
                .sweep();

        assertEquals(List.of("stays a little"), messages(LogQuery.ALL));
    }

    @Test
    void should_drop_later_when_somebody_reads() throws SQLException {
        long start = layout().parts().get(0).from();
        part(start - 800 * HOUR, start - 799 * HOUR);
        storage.append(at(start - 800 * HOUR, "old"));
        OldRows rows = OldRowsTest.rows(connections, EntryKind.LOGS, new RetentionPolicy(30, 0, 0));
        try (Connection other = PostgresServer.connect(database);
                Statement reader = other.createStatement()) {
            other.setAutoCommit(false);
            reader.execute("select * from asyncz_logs");
            rows.sweep();
        }
        rows.sweep();

        assertEquals(List.of(), messages(LogQuery.ALL));
        assertEquals(List.of(), said);
    }

    @Test
    void should_find_lines_in_order_wherever_they_lie() throws SQLException {
        long start = layout().parts().get(0).from();
        part(start - 2 * HOUR, start - HOUR);
        part(start - 6 * HOUR, start - 5 * HOUR);
        List<LogEntry> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lines.add(at(start - 7 * HOUR + i * HOUR / 10, "line " + i));
        }
        storage.appendAll(lines);

        List<LogEntry> newestFirst = new ArrayList<>(lines);
        java.util.Collections.reverse(newestFirst);
        assertEquals(ids(newestFirst), ids(storage.query(LogQuery.ALL)));
        assertEquals(ids(newestFirst), ids(storage.query(LogQuery.ALL.withText("LINE"))));
        for (int i = 1; i < 100; i += 7) {
            LogQuery between = LogQuery.ALL.withBefore(newestFirst.get(i).id());
            assertEquals(
                    ids(newestFirst.subList(i + 1, Math.min(100, i + 11))), ids(storage.query(between.withLimit(10))));
        }
        assertEquals(
                100,
                storage.histogram(
                                LogQuery.ALL,
                                Instant.ofEpochMilli(start - 8 * HOUR),
                                Instant.now().plusSeconds(36_000),
                                10)
                        .matches());
        assertEquals(
                lines.get(0).id(),
                java.util.Objects.requireNonNull(storage.oldest()).id());
    }

    @Test
    void should_give_what_newer_partitions_have_when_one_does_not_answer_in_time() throws SQLException {
        long start = layout().parts().get(0).from();
        part(start - 2 * HOUR, start - HOUR);
        LogEntry old = at(start - 2 * HOUR, "line long ago");
        LogEntry now = entry("line now");
        storage.appendAll(List.of(old, now));
        LogQuery query = LogQuery.ALL.withText("line");
        EntrySelect select = new EntrySelect(Layout.TABLE, query, "\"und-x-icu\"");
        String slow = IdRange.id(start - 2 * HOUR).toString();

        assertThrows(
                RuntimeException.class,
                () -> connections.useOnce(connection -> {
                    select.run(without(slow, connection));
                    return true;
                }));

        SearchStopped stopped = select.tooSlow();
        assertEquals(ids(List.of(now)), ids(stopped.found()));
        assertEquals(ids(List.of(old)), ids(storage.query(query.withBefore(stopped.searchedTo()))));
    }

    /** The same connection, whose statements with some text are cancelled. */
    private static Connection without(String text, Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                PartitionsTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && ((String) arguments[0]).contains(text)) {
                        throw new SQLException("canceling statement due to statement timeout", "57014");
                    }
                    return method.invoke(connection, arguments);
                });
    }

    private void part(long from, long to) throws SQLException {
        PostgresServer.sql(
                database,
                String.format(
                        "create table asyncz_logs_%012x partition of asyncz_logs for values from ('%s') to ('%s')",
                        from, IdRange.id(from), IdRange.id(to)));
    }

    private void keepUpFarAhead() {
        try {
            makeAhead(Duration.ofHours(8));
        } catch (dev.asyncz.agent.storage.StorageUnavailable e) {
            assertTrue(told(e).contains("lock timeout"), told(e));
        }
    }

    private void makeAhead(Duration width) {
        connections.use(connection -> {
            // As if most of the time of the last one had passed.
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = 300");
            }
            Layout layout = Layout.read(connection);
            return new NextPartitions(EntryRows.COLUMNS)
                    .make(connection, layout, last(layout).to(), width.toMillis());
        });
    }

    private Layout layout() {
        return connections.use(Layout::read);
    }

    private static Partition last(Layout layout) {
        return layout.parts().get(layout.parts().size() - 1);
    }

    private static List<UUID> ids(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::id).toList();
    }

    private static LogEntry at(long millis, String message) {
        UUID id = new TimeOrderedIds(() -> millis).next();
        return new LogEntry(
                id, Instant.ofEpochMilli(millis), LogLevel.INFO, message, "", null, null, Map.of("thread", "t"));
    }
}
