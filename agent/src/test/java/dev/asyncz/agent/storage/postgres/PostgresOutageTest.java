package dev.asyncz.agent.storage.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is not there, that does not let us in, that takes too long; and a password that nobody is told. */
class PostgresOutageTest extends PostgresSubject {
    private static final String PASSWORD = "s3cr3t-pass/w@rd";

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

    private void assertUnavailable(String start, String place, String user) {
        Config config = PostgresServer.configOf("storage.url=jdbc:postgresql://" + place, "storage.user=" + user);
        StorageUnavailable down = assertThrows(StorageUnavailable.class, () -> open(config));
        assertTrue(told(down).startsWith(start), told(down));
    }

    private static EmbeddedPostgres server(Path folder, int port) {
        return PostgresServer.start(EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
