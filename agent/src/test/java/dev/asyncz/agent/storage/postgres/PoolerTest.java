package dev.asyncz.agent.storage.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.counts.CountUpkeep;
import dev.asyncz.agent.storage.postgres.driver.DriverSource;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.agent.storage.postgres.server.PgBouncer;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that the storage does is left on a connection that a pooler gives to the application next. */
@NeedsServer
class PoolerTest {
    /** What PgBouncer sets for each client, and what it leaves of a session. */
    private static final String LEFT = "select string_agg(left_over, ' ' order by left_over) from ("
            + "select name || '=' || setting from pg_settings where source in"
            + " ('client', 'session', 'interactive') and name not in"
            + " ('application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings')"
            + " union all select 'timeout ' || current_setting('statement_timeout')"
            + " union all select 'lock ' || locktype from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'"
            + " union all select 'prepared ' || name from pg_prepared_statements"
            + " union all select 'cursor ' || name from pg_cursors where is_holdable"
            + " union all select 'channel ' || c from pg_listening_channels() c"
            + " union all select 'temporary tables' where pg_my_temp_schema() <> 0) session(left_over)";

    private static final Pattern ALLOWED =
            Pattern.compile("(?i)(|begin|commit|rollback|(set local|select|insert into asyncz_\\w+|update asyncz_\\w+|"
                    + "delete from asyncz_\\w+|create table|create index|create extension|drop index|alter table|show|"
                    + "analyze|alter index|lock table|drop table|with (moved|keys|many) as|create or replace function|create trigger|drop trigger|drop function|"
                    + "/\\* asyncz \\*/ (create|drop) index concurrently)\\b.*)");

    private static final Pattern FORBIDDEN =
            Pattern.compile("(?i)\\b(pg_(try_)?advisory_(un)?lock\\w*|set_config(?!.*, true\\))|listen"
                    + "|discard|temp(orary)?|with hold|prepare|declare|session)\\b");

    /** The build of an index waits for this one. */
    private static final Duration LONG = Connections.STATEMENT_TIMEOUT.plusMillis(500);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"transaction, 2", "transaction, 1", "session, 12"})
    void should_leave_nothing_to_the_application_behind_pgbouncer(String mode, int size) throws Exception {
        String database = PostgresServer.newDatabase();
        try (PgBouncer pooler = PgBouncer.start(folder, mode, size)) {
            String url = pooler.url(database);
            String before = inTurn(url, size).iterator().next();

            CompletableFuture<Void> application = CompletableFuture.runAsync(() -> sleep(url));
            List<String> said = new EverythingOnce(url).run();

            application.join();
            assertEquals(new TreeSet<>(List.of(before)), inTurn(url, size));
            assertTrue(said.stream().allMatch(line -> line.contains("made anew")), said::toString);
            assertTrue(before.contains("timeout 0"), before);
            try (Connection direct = PostgresServer.connect(database)) {
                assertEquals("1", value(direct, "select count(*) from pg_class where relname ~ '^asyncz_logs_text_'"));
                assertEquals("0", value(direct, "select count(*) from pg_locks where locktype = 'advisory'"));
            }
        }
    }

    /** What reaches the server, the driver's own statements included. */
    @Test
    void should_send_no_statement_that_changes_a_session() throws Exception {
        try (EmbeddedPostgres server = PostgresServer.start(EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("log_statement", "all")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "statements.log")
                .setServerConfig("log_line_prefix", "%a~"))) {
            new EverythingOnce("jdbc:postgresql://localhost:" + server.getPort() + "/postgres").run();
        }

        List<String> ours = Files.readAllLines(folder.resolve("data/log/statements.log")).stream()
                .filter(line -> line.startsWith("asyncz ") && line.contains("~LOG:  "))
                .map(line -> line.replaceFirst("^[^~]*~LOG:  ", ""))
                .filter(line -> !line.startsWith("could not"))
                .toList();
        for (String line : ours) {
            assertTrue(line.startsWith("execute <unnamed>: ") || line.startsWith("statement: "), line);
            String sql = line.substring(line.indexOf(": ") + 2).strip();
            assertTrue(ALLOWED.matcher(sql).matches(), line);
            assertFalse(FORBIDDEN.matcher(sql).find(), line);
        }
        for (String each :
                List.of("set local", "create index concurrently", "alter table", "delete from asyncz_runs")) {
            assertTrue(ours.stream().anyMatch(line -> line.contains(each)), each);
        }
    }

    private static void sleep(String url) {
        try (Connection connection = connect(url)) {
            value(connection, "select pg_sleep(" + LONG.toMillis() / 1000.0 + ")");
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    /** What sessions of the application find on all of the server's connections. */
    private static TreeSet<String> inTurn(String url, int size) {
        TreeSet<String> found = new TreeSet<>();
        // An agent that has just gone gives back its connections in a moment.
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            List<Connection> sessions = new ArrayList<>();
            try {
                for (int i = 0; i < size; i++) {
                    Connection session = connect(url);
                    sessions.add(session);
                    session.setAutoCommit(false);
                    found.add(value(session, LEFT));
                }
            } finally {
                for (Connection session : sessions) {
                    session.close();
                }
            }
            return true;
        });
        return found;
    }

    private static Connection connect(String url) throws SQLException {
        return new DriverSource(PostgresAddress.of(url, "postgres", "", "application")).getConnection();
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Sends to a server whatever the storage may send. */
    private static final class EverythingOnce {
        private static final int LINES = 1_000;

        private final List<String> said = new ArrayList<>();
        private final Config config;
        private final String url;

        /** @param url where the storage finds the server */
        EverythingOnce(String url) {
            this.url = url;
            this.config = PostgresServer.configOf("storage.url=" + url, "storage.user=postgres");
        }

        /** @return what was said to the user */
        List<String> run() throws SQLException {
            try (PostgresStorage logs = PostgresStorage.open(config, EntryKind.LOGS, said::add);
                    PostgresStorage runs = PostgresStorage.open(config, EntryKind.RUNS, said::add);
                    Connections connections =
                            new Connections(PostgresAddress.of(url, "postgres", "", "asyncz test"), said::add)) {
                List<LogEntry> lines = lines();
                sql(PostgresServer.WITHOUT_PARTITIONS);
                logs.appendAll(lines);
                runs.append(lines.get(0));
                new TextIndexes(connections, LINES, Duration.ZERO, said::add).keepUp();
                ask(logs);
                sql("drop index asyncz_logs_task; delete from asyncz_logs where id = '"
                        + lines.get(0).id() + "'; drop table asyncz_runs; alter table asyncz_logs drop column node");
                logs.append(lines.get(0));
                assertEquals(0, runs.query(LogQuery.ALL).size());
                for (EntryKind kind : EntryKind.values()) {
                    new TableIndexes(kind, connections, said::add).keepUp();
                    OldRows retention = OldRowsTest.rows(connections, kind, new RetentionPolicy(1, 0, LINES));
                    retention.isMyTurn();
                    retention.sweep();
                }
                new TextIndexes(connections, LINES, Duration.ZERO, said::add).keepUp();
                assertEquals(LINES, logs.stats().size());
                RetentionRequest request =
                        new RetentionRequest(new RetentionPolicy(1, 0, LINES / 2), true, true, "test", Instant.now());
                RetentionColumn retention = new RetentionColumn(connections, request);
                retention.ask();
                PartitionUpkeep partitions = new PartitionUpkeep(EntryKind.LOGS, connections, retention, said::add);
                partitions.keepUp();
                assertTrue(partitions.arePartitions());
                new CountUpkeep(
                                connections.within(Connections.STATEMENT_TIMEOUT),
                                connections.within(CountUpkeep.A_RANGE),
                                said::add)
                        .keepUp();
                sql(
                        "do $$ begin execute (select 'drop index ' || relname from pg_index join pg_class on oid = indexrelid"
                                + " where indrelid = 'asyncz_logs'::regclass and relname like 'asyncz_logs_ts%'); end $$; create table asyncz_logs_past partition of asyncz_logs for values from"
                                + " ('0fff0000-0000-0000-0000-000000000000') to ('0fff1000-0000-0000-0000-000000000000')");
                new TableIndexes(EntryKind.LOGS, connections, said::add).keepUp();
                new ClosedIndexes(connections, Duration.ZERO, said::add).keepUp();
                OldRowsTest.rows(connections, EntryKind.LOGS, new RetentionPolicy(1, 0, LINES / 2))
                        .sweep();
                ask(logs);
                assertEquals(LINES / 2, logs.stats().size());
            }
            return said;
        }

        private static void ask(PostgresStorage logs) {
            LogQuery text = LogQuery.ALL.withText("line 7").withMinimumLevel(LogLevel.INFO);
            assertEquals(200, logs.query(LogQuery.ALL).size());
            logs.query(text);
            logs.query(text.withCondition(new LogCondition("message", Match.REGEX, "7 ", false)));
            logs.query(LogQuery.ALL.withTask("task").withRun("run").withText("Ä"));
            logs.histogram(text, Instant.now().minusSeconds(3_600), Instant.now(), 10);
            logs.stats();
        }

        private void sql(String sql) throws SQLException {
            try (Connection connection =
                            new DriverSource(PostgresAddress.of(url, "postgres", "", "somebody")).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        private static List<LogEntry> lines() {
            AtomicLong clock = new AtomicLong(
                    System.currentTimeMillis() - Duration.ofMinutes(30).toMillis());
            TimeOrderedIds ids = new TimeOrderedIds(clock::incrementAndGet);
            return IntStream.range(0, 3 * LINES / 2)
                    .mapToObj(i -> new LogEntry(
                            ids.next(), Instant.now(), LogLevel.INFO, "line " + i, "", "task", "run", Map.of()))
                    .toList();
        }
    }
}
