package dev.asyncz.agent.storage.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else has been at the tables. */
@NeedsServer
class DroppedTablesTest {
    private static final String INDEXES = "select string_agg(relname, ' ' order by relname) from pg_index"
            + " join pg_class on oid = indexrelid where indisvalid and indrelid = 'asyncz_logs'::regclass";

    private final TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
    private final List<String> said = new CopyOnWriteArrayList<>();
    private String database;
    private PostgresStorage storage;
    private Connections connections;

    @BeforeEach
    void open() throws SQLException {
        database = PostgresServer.newDatabase();
        storage = open(EntryKind.LOGS);
        connections =
                new Connections(PostgresAddress.of(PostgresServer.url(database), "postgres", "", "test"), said::add);
    }

    @AfterEach
    void close() {
        connections.close();
        storage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table asyncz_logs",
                "drop table asyncz_runs",
                "drop table asyncz_schema",
                "drop table asyncz_logs, asyncz_runs, asyncz_schema",
                "drop schema public cascade; create schema public",
                "truncate asyncz_logs, asyncz_runs",
                "truncate asyncz_schema",
                "alter table asyncz_logs rename to asyncz_logs_2025",
                "alter table asyncz_logs drop constraint asyncz_logs_pkey",
                "alter table asyncz_runs drop column id",
                "alter table asyncz_logs drop column ts",
                "alter table asyncz_logs drop column node, drop column level, drop column extra",
                "alter table asyncz_runs drop column id, drop column ts, drop column message",
                "alter table asyncz_schema drop column swept, drop column runs_swept",
                "alter table asyncz_schema drop column retention",
                "alter table asyncz_schema drop column if exists version",
                "drop index asyncz_logs_ts, asyncz_logs_task, asyncz_logs_run, asyncz_logs_severe"
            })
    void should_go_on_and_start_whatever_is_gone(String loss) throws SQLException {
        PostgresServer.sql(database, "drop table if exists asyncz_logs_2025");
        storage.append(entry("before"));
        try (PostgresStorage runs = open(EntryKind.RUNS)) {
            runs.append(entry("run before"));
            PostgresServer.sql(database, loss);

            checkAll(storage, runs);
            assertTrue(said.stream().allMatch(line -> line.endsWith("is gone")), said::toString);
            boolean isMissed =
                    !loss.contains("index") && !loss.startsWith("truncate asyncz_logs") && !loss.endsWith(" version");
            assertEquals(isMissed ? 1 : 0, said.size(), said::toString);

            PostgresServer.sql(database, "drop table if exists asyncz_logs_2025; " + loss);
        }
        try (PostgresStorage logs = open(EntryKind.LOGS);
                PostgresStorage runs = open(EntryKind.RUNS)) {
            checkAll(logs, runs);
            assertEquals("1", value("select count(*) from asyncz_schema where version = 3"));
        }
        PostgresServer.sql(database, "drop table if exists asyncz_logs_2025");
    }

    private void checkAll(PostgresStorage logs, PostgresStorage runs) throws SQLException {
        for (EntryKind kind : EntryKind.values()) {
            OldRowsTest.rows(connections, kind, new RetentionPolicy(7, 0, 1_000))
                    .sweep();
            OldRowsTest.rows(connections, kind, new RetentionPolicy(7, 0, 1_000))
                    .isMyTurn();
        }
        for (PostgresStorage each : List.of(logs, runs)) {
            assertDoesNotThrow(() -> each.query(LogQuery.ALL.withText("nowhere")));
            assertDoesNotThrow(() -> each.histogram(LogQuery.ALL, Instant.EPOCH, Instant.now(), 3));
            each.appendAll(List.of(entry("a"), entry("b")));
            List<LogEntry> found = each.query(LogQuery.ALL);
            assertEquals(
                    List.of("b", "a"),
                    found.stream().limit(2).map(LogEntry::message).toList());
            each.appendAll(found);
            assertEquals(found.size(), each.stats().size());
        }
        for (EntryKind kind : EntryKind.values()) {
            new TableIndexes(kind, connections, said::add).keepUp();
        }
        assertEquals(4, value(INDEXES).split("asyncz_logs_(?:ts|task|run|severe)", -1).length - 1);
    }

    @Test
    void should_take_lines_of_any_id_when_the_partition_for_the_rest_is_gone() throws SQLException {
        LogEntry late = new LogEntry(
                new TimeOrderedIds(() -> 1).next(), Instant.now(), LogLevel.INFO, "late", "", null, null, Map.of());
        PostgresServer.sql(database, "drop table asyncz_logs_rest");

        storage.appendAll(List.of(entry("now"), late));

        assertEquals(
                List.of("now", "late"),
                storage.query(LogQuery.ALL).stream().map(LogEntry::message).toList());
        assertEquals(1, said.size(), said::toString);
    }

    @Test
    void should_answer_questions_first_when_the_table_is_gone() throws SQLException {
        PostgresServer.sql(database, "drop table asyncz_logs");
        assertEquals(List.of(), storage.query(LogQuery.ALL.withText("text")));
        PostgresServer.sql(database, "drop table asyncz_logs");
        assertEquals(
                0,
                storage.histogram(LogQuery.ALL, Instant.EPOCH, Instant.now(), 3).matches());
        PostgresServer.sql(database, "drop table asyncz_logs");
        assertEquals(0, storage.stats().size());
    }

    @Test
    void should_make_it_once_when_many_nodes_miss_it() throws Exception {
        PostgresServer.sql(database, "drop table asyncz_logs");
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> appends = IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        try (Connections node = new Connections(
                                PostgresAddress.of(PostgresServer.url(database), "postgres", "", "n"), said::add)) {
                            EntryRows rows = new EntryRows("asyncz_logs", "n");
                            node.use(connection -> rows.insert(connection, List.of(entry("line " + i))));
                        }
                        return null;
                    })
                    .toList();
            for (var append : nodes.invokeAll(appends)) {
                assertDoesNotThrow(() -> append.get());
            }
        } finally {
            nodes.shutdownNow();
        }
        assertEquals(8, storage.query(LogQuery.ALL).size());
        assertEquals(1, said.size(), said::toString);
    }

    @Test
    void should_say_what_helps_when_schema_or_right_is_gone_and_go_on_when_it_is_back() throws SQLException {
        PostgresServer.sql(database, "drop schema public cascade");
        assertRefused(
                "no schema has been selected to create in; create the schema, with usage and create for the user");
        PostgresServer.sql(database, "create schema public; grant usage on schema public to public");
        storage.append(entry("back"));
        assertEquals(1, storage.query(LogQuery.ALL).size());

        PostgresServer.sql(
                database,
                "drop role if exists poorer; create role poorer login;"
                        + " grant select, insert, delete on asyncz_logs to poorer; grant select, update on asyncz_schema to poorer");
        storage.close();
        storage = PostgresStorage.open(
                PostgresServer.configOf("storage.url=" + PostgresServer.url(database), "storage.user=poorer"),
                EntryKind.LOGS,
                said::add);
        PostgresServer.sql(database, "revoke all on asyncz_logs from poorer");
        assertRefused("permission denied for table asyncz_logs; grant the user select, insert, delete on asyncz_logs");
        PostgresServer.sql(database, "drop table asyncz_logs");
        assertRefused("permission denied for schema public; grant the user select, insert, delete on asyncz_logs");
        PostgresServer.sql(database, "grant create on schema public to poorer; grant usage on schema public to poorer");
        storage.append(entry("made by itself"));
        assertEquals(1, storage.query(LogQuery.ALL).size());
        storage.close();
        PostgresServer.sql(database, "drop owned by poorer; drop role poorer");
    }

    @Test
    void should_leave_a_server_that_has_become_read_only() throws SQLException {
        PostgresServer.sql("postgres", "alter database " + database + " set default_transaction_read_only = on");
        try (Connections standby =
                new Connections(PostgresAddress.of(PostgresServer.url(database), "postgres", "", "test"), said::add)) {
            EntryRows rows = new EntryRows("asyncz_logs", "n");
            List<LogEntry> line = List.of(entry("line"));
            StorageUnavailable refused =
                    assertThrows(StorageUnavailable.class, () -> standby.use(c -> rows.insert(c, line)));
            assertTrue(String.valueOf(refused.getMessage()).contains("storage.url has to lead to the primary"));
            PostgresServer.sql(
                    "postgres",
                    "set default_transaction_read_only = off; alter database " + database
                            + " reset default_transaction_read_only");

            int inserted = standby.use(c -> rows.insert(c, line));
            assertEquals(1, inserted);
        } finally {
            PostgresServer.sql("postgres", "alter database " + database + " reset default_transaction_read_only");
        }
    }

    @Test
    void should_build_half_built_indexes_again() throws SQLException {
        PostgresServer.sql(
                database, "update pg_index set indisvalid = false where indexrelid = 'asyncz_logs_ts'::regclass");
        new TableIndexes(EntryKind.LOGS, connections, said::add).keepUp();

        assertEquals(
                "asyncz_logs_pkey asyncz_logs_run asyncz_logs_severe asyncz_logs_task asyncz_logs_ts", value(INDEXES));
    }

    @Test
    void should_cancel_what_takes_too_long_and_what_another_node_has_left_running() throws Exception {
        IndexBuilds builds = new IndexBuilds("asyncz_logs", connections, "no index", said::add);
        String build = "create index concurrently asyncz_logs_ts_2 on asyncz_logs_rest (ts)";
        try (Connection other = PostgresServer.connect(database);
                Statement old = other.createStatement()) {
            other.setAutoCommit(false);
            old.execute("lock table asyncz_logs_rest in row exclusive mode");
            builds.takeTurn(() -> builds.run(build, Duration.ofMillis(700)));
            assertEquals(1, said.size(), said::toString);
            assertTrue(said.get(0).contains("nothing within 0 s, cancelled"), said.get(0));
            awaitNoBuild();

            assertThrows(
                    SQLException.class,
                    () -> connections.runAlone("/* asyncz */ " + build.replace("_2", "_3"), Duration.ofMillis(700)));
            new IndexBuilds("asyncz_logs", connections, "no index", said::add).takeTurn(this::awaitNoBuild);
        }
        assertEquals(1, said.size(), said::toString);
    }

    private void awaitNoBuild() {
        await().until(() -> value("select count(*) from pg_stat_activity where state = 'active'"
                        + " and query like '/* asyncz */%' and datname = current_database()")
                .equals("0"));
    }

    private void assertRefused(String why) {
        for (Callable<?> each : List.<Callable<?>>of(
                () -> {
                    storage.append(entry("refused"));
                    return 0;
                },
                () -> storage.query(LogQuery.ALL))) {
            StorageUnavailable refused = assertThrows(StorageUnavailable.class, each::call);
            assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
        }
    }

    private PostgresStorage open(EntryKind kind) throws SQLException {
        return PostgresStorage.open(PostgresServer.config(database), kind, said::add);
    }

    private LogEntry entry(String message) {
        return new LogEntry(ids.next(), Instant.now(), LogLevel.INFO, message, "", "task", "run", Map.of());
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
