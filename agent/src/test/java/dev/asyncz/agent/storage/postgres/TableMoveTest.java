package dev.asyncz.agent.storage.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.agent.storage.postgres.partition.TableMove;
import dev.asyncz.agent.storage.postgres.partition.TableMove.Step;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.postgres.server.ToldConnection;
import dev.asyncz.agent.storage.postgres.server.VersionBefore;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of the version before becomes a partition, while nodes of both versions write to it and read it. */
class TableMoveTest extends PostgresSubject {
    /** Two hours ahead: what comes after the step that is not the old table's any more. */
    private static final Duration AHEAD = Duration.ofHours(2);

    @BeforeEach
    void replaceTheTable() throws SQLException {
        PostgresServer.withoutPartitions(database);
        PostgresServer.sql(
                database,
                "drop role if exists plain; create role plain login;"
                        + " grant select, insert, delete on asyncz_logs to plain; grant select, update on asyncz_schema to plain");
    }

    @Test
    void should_make_a_partition_of_the_table_and_lose_nothing() throws SQLException {
        List<LogEntry> lines =
                IntStream.range(0, 300).mapToObj(i -> entry("line " + i)).toList();
        storage.appendAll(lines);

        upkeep().keepUp();

        Layout layout = connections.use(Layout::read);
        assertTrue(layout.isPartitioned());
        assertEquals("asyncz_logs_old", layout.parts().get(0).name());
        assertEquals(0, layout.parts().get(0).from());
        assertTrue(layout.parts().size() > 1, layout::toString);
        assertEquals("300", value(database, "select count(*) from asyncz_logs_old"));
        storage.appendAll(lines);
        assertEquals("300", value(database, "select count(*) from asyncz_logs"));
        assertEquals(List.of(), said);
        assertEquals("0", value(database, "select count(*) from pg_proc where proname = 'asyncz_logs_route'"));
        assertEquals("0", value(database, "select count(*) from pg_constraint where conname ~ '_(before|from)$'"));
        assertEquals(
                "asyncz_logs_run asyncz_logs_severe asyncz_logs_task asyncz_logs_ts",
                value(
                        database,
                        "select string_agg(regexp_replace(relname, '_[0-9a-f]{6,}$', ''), ' ' order by relname) from pg_index"
                                + " join pg_class on oid = indexrelid where indisvalid and not indisprimary"
                                + " and indrelid = 'asyncz_logs'::regclass"));
    }

    /** Whoever has left off after that many steps, with a fleet of the version before for days. */
    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void should_go_on_for_both_versions_wherever_it_is_left(int steps) throws SQLException {
        VersionBefore.insert(database, entry("before"));
        for (int i = 0; i < steps; i++) {
            take(step());
        }
        LogEntry now = entry("now");
        LogEntry later = at(AHEAD, "later");
        LogEntry muchLater = at(AHEAD.multipliedBy(5), "much later");
        for (int again = 0; again < 2; again++) {
            VersionBefore.insert(database, now);
            VersionBefore.insert(database, later);
            storage.appendAll(List.of(now, later, muchLater));
            assertEquals(List.of("much later", "later", "now", "before"), messages(LogQuery.ALL));
            assertEquals("4", value(database, "select count(*) from asyncz_logs"));
        }
        assertEquals(4, storage.stats().size());
        try (PostgresStorage plain =
                open(PostgresServer.configOf("storage.url=" + PostgresServer.url(database), "storage.user=plain"))) {
            plain.append(at(AHEAD, "by a user with no rights on tables"));
            assertEquals(5, plain.query(LogQuery.ALL).size());
        }

        upkeep().keepUp();

        assertEquals(Step.NONE, step());
        assertTrue(connections.use(Layout::read).isPartitioned());
        VersionBefore.insert(database, later);
        storage.append(muchLater);
        assertEquals("5", value(database, "select count(*) from asyncz_logs"));
        assertEquals(List.of(), said);
        PostgresServer.sql(database, "drop owned by plain");
    }

    @Test
    void should_look_through_no_table_while_it_is_locked() throws SQLException {
        storage.append(entry("line"));
        take(Step.ROUTE);
        storage.append(at(AHEAD, "later"));
        take(Step.CHECK);
        List<String> told = new ArrayList<>();
        connections.use(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local client_min_messages = debug1");
            }
            TableMove.take(
                    Step.ATTACH,
                    ToldConnection.of(connection, told),
                    statement -> TableIndexes.createAll(statement, Layout.TABLE));
            return true;
        });

        String all = String.join("\n", told);
        assertTrue(all.contains("partition constraint for table \"asyncz_logs_old\" is implied by existing"), all);
        assertTrue(all.contains("partition constraint for table \"asyncz_logs_rest\" is implied by existing"), all);
        assertFalse(all.contains("verifying table"), all);
    }

    @Test
    void should_change_nothing_while_somebody_is_in_the_way() throws SQLException {
        for (Step step : List.of(Step.ROUTE, Step.ATTACH)) {
            assertEquals(step, step());
            try (Connection other = PostgresServer.connect(database);
                    Statement reader = other.createStatement()) {
                other.setAutoCommit(false);
                reader.execute("select * from asyncz_logs");
                upkeep().keepUp();
                assertEquals(step, step());
                storage.append(at(AHEAD, "meanwhile"));
            }
            take(step);
            if (step == Step.ROUTE) {
                take(Step.CHECK);
            }
        }
        assertEquals(List.of("meanwhile", "meanwhile"), messages(LogQuery.ALL));
        assertEquals(List.of(), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "create view errors as select * from asyncz_logs where level = 'ERROR'; drop view errors",
                "create publication ours for table asyncz_logs; drop publication ours",
                "alter table asyncz_logs enable row level security; alter table asyncz_logs disable row level security",
                "insert into asyncz_logs (id) values ('0fffffff-0000-7000-8000-000000000000'); delete from asyncz_logs",
            })
    void should_leave_a_table_alone_that_something_depends_on(String tie, String without) throws SQLException {
        PostgresServer.sql(database, tie);
        upkeep().keepUp();
        assertEquals(Step.NONE, step());
        assertFalse(connections.use(Layout::read).isPartitioned());

        PostgresServer.sql(database, without);
        upkeep().keepUp();
        assertTrue(connections.use(Layout::read).isPartitioned());
        assertEquals(List.of(), said);
    }

    @Test
    void should_leave_it_to_its_owner() throws SQLException {
        try (Connections plain = new Connections(PostgresServer.address(database, "plain"), said::add)) {
            upkeep(plain).keepUp();
        }
        assertEquals(Step.ROUTE, step());
        assertEquals(List.of(), said);
        PostgresServer.sql(database, "drop owned by plain");
    }

    @Test
    void should_lose_double_and_hide_nothing_while_both_versions_write_and_read() throws Exception {
        storage.appendAll(
                IntStream.range(0, 5_000).mapToObj(i -> entry("old " + i)).toList());
        AtomicBoolean over = new AtomicBoolean();
        Set<LogEntry> written = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<String> hidden = new ConcurrentLinkedQueue<>();
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (boolean isOld : new boolean[] {true, false, true}) {
                all.add(nodes.submit(() -> {
                    TimeOrderedIds own = new TimeOrderedIds(System::currentTimeMillis);
                    while (!over.get()) {
                        LogEntry line = new LogEntry(
                                own.next(), Instant.now(), LogLevel.INFO, "new", "", "task", "run", Map.of());
                        if (isOld) {
                            VersionBefore.insert(database, line);
                            VersionBefore.insert(database, line);
                        } else {
                            storage.append(line);
                            storage.append(line);
                        }
                        written.add(line);
                        if (storage
                                .query(LogQuery.ALL.withAfter(new UUID(
                                        line.id().getMostSignificantBits(),
                                        line.id().getLeastSignificantBits() - 1)))
                                .stream()
                                .noneMatch(each -> each.id().equals(line.id()))) {
                            hidden.add(line.toString());
                        }
                    }
                    return null;
                }));
            }
            await().until(() -> written.size() > 100);
            await().until(() -> {
                upkeep().keepUp();
                return connections.use(Layout::read).parts().size() > 1;
            });
            int before = written.size();
            await().until(() -> written.size() > before + 100);
            over.set(true);
            for (Future<?> each : all) {
                assertNull(each.get());
            }
        } finally {
            over.set(true);
            nodes.shutdownNow();
        }
        assertEquals(List.of(), List.copyOf(hidden));
        String all = String.valueOf(5_000 + written.size());
        assertEquals(all + " " + all, value(database, "select count(*) || ' ' || count(distinct id) from asyncz_logs"));
    }

    /** The version before deletes as it always did, and makes no index that it should not. */
    @Test
    void should_let_the_version_before_delete_what_is_too_much() throws SQLException {
        storage.appendAll(
                IntStream.range(0, 300).mapToObj(i -> entry("line " + i)).toList());
        upkeep().keepUp();
        storage.append(at(AHEAD, "later"));

        String beyond = value(database, "select id from asyncz_logs order by id desc offset 100 limit 1");
        PostgresServer.sql(
                database,
                "delete from asyncz_logs where id = any(array(select id from asyncz_logs where id <= '" + beyond
                        + "' limit 5000))");

        assertEquals("100", value(database, "select count(*) from asyncz_logs"));
        assertEquals(List.of("later", "line 299"), messages(LogQuery.ALL.withLimit(2)));
    }

    private PartitionUpkeep upkeep() {
        return upkeep(connections);
    }

    private PartitionUpkeep upkeep(Connections by) {
        RetentionRequest request =
                new RetentionRequest(new RetentionPolicy(7, 0, 0), true, true, "test", Instant.now());
        return new PartitionUpkeep(EntryKind.LOGS, by, new RetentionColumn(by, request), said::add);
    }

    private Step step() {
        return connections.use(TableMove::next);
    }

    private void take(Step step) {
        connections.use(connection -> {
            TableMove.take(step, connection, statement -> TableIndexes.createAll(statement, Layout.TABLE));
            return true;
        });
    }

    private static LogEntry at(Duration ahead, String message) {
        Instant time = Instant.now().plus(ahead);
        return new LogEntry(
                new TimeOrderedIds(time::toEpochMilli).next(), time, LogLevel.INFO, message, "", null, null, Map.of());
    }
}
