package dev.asyncz.agent.storage.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.Kept;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.bootstrap.TimeOrderedIds;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract of all storages does not ask for. */
class PostgresStorageOwnTest {
    private static final String PASSWORD = "s3cr3t-pass/w@rd";
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456Z");

    private final TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
    private final List<String> said = new ArrayList<>();
    private String database;
    private PostgresStorage storage;
    private Connections connections;

    @BeforeEach
    void open() throws SQLException {
        database = PostgresServer.emptyDatabase();
        storage = open(PostgresServer.config(database, "node=here"));
        connections =
                new Connections(PostgresAddress.of(PostgresServer.url(database), "postgres", "", "test"), said::add);
    }

    @AfterEach
    void close() {
        connections.close();
        storage.close();
    }

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
    void should_store_a_repeated_batch_once() {
        List<LogEntry> batch = List.of(entry("a"), entry("b"), entry("c"));
        storage.appendAll(batch.subList(0, 2));

        storage.appendAll(batch);
        storage.appendAll(List.of(batch.get(0), batch.get(0)));

        assertEquals(List.of("c", "b", "a"), messages(LogQuery.ALL));
    }

    @Test
    void should_split_a_batch_that_is_large_in_bytes_or_in_number() {
        List<LogEntry> batch = new ArrayList<>(List.of(entry("x".repeat(9 << 20)), entry("y".repeat(9 << 20))));
        IntStream.range(0, 2_500).forEach(i -> batch.add(entry("line " + i)));

        storage.appendAll(batch);

        assertEquals(2_502, storage.stats().size());
        assertEquals(
                9 << 20,
                storage.query(LogQuery.ALL.withText("xxx")).get(0).message().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "a_b", "c\\d", "\\", "it's", "\"quoted\"", "%_%", "{1,2}"})
    void should_take_wildcards_and_quotes_of_a_search_as_text(String text) {
        storage.append(entry("nothing of that: 1000 aXb cd its"));
        storage.append(entry("here it is, " + text + ", in a line"));

        assertEquals(List.of("here it is, " + text + ", in a line"), messages(LogQuery.ALL.withText(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAUSED BY", "über", "ÜBER den", "naïve Ж", "ж", "größe"})
    void should_find_text_in_any_case_in_message_and_exception(String text) {
        storage.append(entry("nothing"));
        storage.append(entry("ÜbER den caused by Größe: NAÏVE ж"));
        storage.append(new LogEntry(
                ids.next(),
                NOON,
                LogLevel.ERROR,
                "failed",
                "",
                null,
                null,
                Map.of("exception", "java.lang.Error\n caused BY über DEN GRÖßE naïve Ж")));

        assertEquals(2, messages(LogQuery.ALL.withText(text)).size());
    }

    @Test
    void should_replace_what_the_server_cannot_hold_and_find_it_again() {
        String hostile = "nul \0 lone \uD800 low \uDC00 emoji 🐘 esc \u001b[31m \\u0000";
        String kept = "nul \u2400 lone \uFFFD low \uFFFD emoji 🐘 esc \u001b[31m \\u0000";
        storage.append(new LogEntry(
                ids.next(),
                NOON,
                LogLevel.INFO,
                hostile,
                hostile,
                hostile,
                hostile,
                Map.of(hostile, List.of(hostile))));

        LogEntry found = storage.query(
                        LogQuery.ALL.withTask(hostile).withRun(hostile).withText("NUL \0 LONE"))
                .get(0);

        assertEquals(List.of(kept, kept, kept, kept), texts(found));
        assertEquals(Map.of(kept, List.of(kept), "node", "here"), found.extra());
    }

    @Test
    void should_keep_microseconds_and_take_any_time() {
        List<Instant> times = List.of(Instant.MIN, Instant.EPOCH, NOON, NOON.plusNanos(789), Instant.MAX);
        times.forEach(ts -> storage.append(entry(ts, "at " + ts)));

        assertEquals(
                List.of(
                        "9999-12-31T23:59:59.999999Z",
                        NOON.toString(),
                        NOON.toString(),
                        "1970-01-01T00:00:00Z",
                        "0001-01-01T00:00:00Z"),
                storage.query(LogQuery.ALL).stream().map(e -> e.ts().toString()).toList());
        assertEquals(
                2, messages(LogQuery.ALL.withRange(NOON, NOON.plusNanos(1))).size());
        assertEquals(
                0,
                messages(LogQuery.ALL.withRange(NOON.plusNanos(1), NOON.plusNanos(2)))
                        .size());
        assertEquals(5, messages(LogQuery.ALL.withRange(Instant.MIN, null)).size());
    }

    @Test
    void should_take_ids_longer_than_an_index_does() {
        String head = IntStream.range(0, 20_000)
                .mapToObj(i -> Integer.toHexString(i * 7919))
                .reduce("", String::concat);
        storage.append(ofTask(head + "1"));
        storage.append(ofTask(head + "2"));

        assertEquals(List.of(head + "2"), messages(LogQuery.ALL.withTask(head + "2")));
    }

    @Test
    void should_filter_by_node_and_keep_runs_in_a_table_of_their_own() throws SQLException {
        Config there = PostgresServer.config(database, "node=there");
        try (PostgresStorage other = open(there);
                PostgresStorage runs = PostgresStorage.open(there, Kept.RUNS, said::add)) {
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

    @Test
    void should_name_the_node_that_wrote_a_line() {
        storage.append(entry("a"));
        storage.append(new LogEntry(ids.next(), NOON, LogLevel.INFO, "b", "", null, null, Map.of("node", "elsewhere")));

        assertEquals(
                List.of("elsewhere", "here"),
                storage.query(LogQuery.ALL).stream()
                        .map(e -> e.extra().get("node"))
                        .toList());
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://nobody:%s@localhost:1/logs",
                "postgres://nobody:%s@localhost:1/logs?sslpassword=%s",
                "jdbc:postgresql://localhost:1/logs?user=nobody&password=%s",
                "jdbc:postgresql://does-not-exist.invalid:5432/logs?password=%s",
                "jdbc:postgresql://localhost:99999/logs?password=%s",
                "jdbc:mysql://nobody:%s@localhost/logs",
                "localhost:%s",
                "jdbc:postgresql://localhost:1/logs?password=%s&socketTimeout=soon",
                "jdbc:postgresql://localhost:1/logs?password=%s&sslmode=perhaps"
            })
    void should_never_tell_the_password_when_it_cannot_connect(String url) {
        Config config = PostgresServer.configOf("storage.url=" + url.replace("%s", PASSWORD));
        Config encoded = PostgresServer.configOf(
                "storage.url=" + url.replace("%s", "s3cr3t-pass%2Fw%40rd"), "storage.password=" + PASSWORD);

        for (Config each : List.of(config, encoded)) {
            String told = stackTrace(assertThrows(Exception.class, () -> open(each)));
            assertFalse(told.contains("s3cr3t"), told);
            assertFalse(told.contains("w@rd"), told);
        }
    }

    @Test
    void should_be_unavailable_with_the_reason_when_the_server_does_not_let_us_in() throws SQLException {
        int port = Integer.parseInt(PostgresServer.url("").replaceAll(".*:(\\d+)/", "$1"));
        String place = "localhost:" + port + "/";

        assertUnavailable(
                "postgres localhost:1/logs (Connection to localhost:1 refused", "localhost:1/logs", "postgres");
        assertUnavailable(
                "postgres " + place + "none (FATAL: database \"none\" does not exist)", place + "none", "postgres");
        assertUnavailable(
                "postgres " + place + database + " (FATAL: role \"nobody\" does not exist)",
                place + database,
                "nobody");
    }

    @Test
    void should_be_unavailable_while_the_server_is_down_and_work_when_it_is_back(@TempDir Path folder)
            throws Exception {
        EmbeddedPostgres server = server(folder, 0);
        int port = server.getPort();
        try (PostgresStorage own = open(PostgresServer.configOf(
                "storage.url=postgres://postgres@localhost:" + port + "/postgres", "node=here"))) {
            own.append(entry("before"));
            server.close();
            LogEntry meanwhile = entry("meanwhile");
            assertThrows(StorageUnavailable.class, () -> own.append(meanwhile));
            assertThrows(StorageUnavailable.class, () -> own.query(LogQuery.ALL));

            server = server(folder, port);

            await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> {
                own.append(meanwhile);
                return true;
            });
            assertEquals(
                    List.of("meanwhile", "before"),
                    own.query(LogQuery.ALL).stream().map(LogEntry::message).toList());
        } finally {
            server.close();
        }
    }

    @Test
    void should_give_up_a_query_that_takes_too_long() throws SQLException {
        try (Connection other = PostgresServer.connect(database);
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table asyncz_logs in access exclusive mode");

            SearchStopped slow = assertThrows(SearchStopped.class, () -> storage.query(LogQuery.ALL.withText("x")));

            assertTrue(told(slow).startsWith("The search was given up after 5 s"), told(slow));
        }
    }

    @Test
    void should_refuse_data_that_the_server_refuses_and_take_the_next() {
        // A number that has more digits than the server's numeric.
        LogEntry odd = new LogEntry(
                ids.next(),
                NOON,
                LogLevel.INFO,
                "odd",
                "",
                null,
                null,
                Map.of("n", new java.math.BigDecimal("1E+200000")));

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> storage.appendAll(List.of(entry("a"), odd)));
        storage.append(entry("next"));

        assertTrue(told(refused).contains("overflow"), told(refused));
        assertEquals(List.of("next"), messages(LogQuery.ALL));
    }

    @Test
    void should_leave_the_drivers_of_the_application_alone() {
        assertFalse(
                DriverManager.drivers().anyMatch(driver -> driver instanceof org.postgresql.Driver),
                "the driver is to be seen in DriverManager");
    }

    @Test
    void should_run_daemon_threads_with_names_of_its_own_only() {
        connections.close();
        storage.append(entry("a"));
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("asyncz-postgres"))
                .toList();

        assertFalse(threads.isEmpty());
        assertTrue(threads.stream().allMatch(Thread::isDaemon));
        assertTrue(threads.stream().allMatch(thread -> thread.getContextClassLoader() == null));
        storage.close();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    private void assertUnavailable(String start, String place, String user) {
        Config config = PostgresServer.configOf("storage.url=jdbc:postgresql://" + place, "storage.user=" + user);
        StorageUnavailable down = assertThrows(StorageUnavailable.class, () -> open(config));
        assertTrue(told(down).startsWith(start), told(down));
    }

    private PostgresStorage open(Config config) throws SQLException {
        return PostgresStorage.open(config, Kept.LOGS, said::add);
    }

    private OldRows retention(int days, int count) {
        return OldRowsTest.rows(connections, Kept.LOGS, new RetentionPolicy(days, 0, count));
    }

    private static EmbeddedPostgres server(Path folder, int port) {
        return PostgresServer.start(EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port));
    }

    private LogEntry entry(String message) {
        return entry(NOON, message);
    }

    private LogEntry entry(Instant ts, String message) {
        return new LogEntry(ids.next(), ts, LogLevel.INFO, message, "com.acme.Jobs", null, null, Map.of());
    }

    private LogEntry ofTask(String task) {
        return new LogEntry(ids.next(), NOON, LogLevel.INFO, task, "", task, task, Map.of());
    }

    private List<String> messages(LogQuery query) {
        return storage.query(query).stream().map(LogEntry::message).toList();
    }

    private static List<String> texts(LogEntry entry) {
        return List.of(entry.message(), entry.logger(), String.valueOf(entry.taskId()), String.valueOf(entry.runId()));
    }

    private static String told(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String value(String database, String sql) throws SQLException {
        try (Connection connection = PostgresServer.connect(database);
                Statement statement = connection.createStatement()) {
            boolean isResult = statement.execute(sql);
            while (!isResult) {
                isResult = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
