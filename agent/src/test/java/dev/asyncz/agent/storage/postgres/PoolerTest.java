package dev.asyncz.agent.storage.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.postgres.driver.DriverSource;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.agent.storage.postgres.server.PgBouncer;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
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
}
