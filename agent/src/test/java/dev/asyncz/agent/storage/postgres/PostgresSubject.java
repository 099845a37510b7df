package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty database with an open storage, and entries for it. */
@NeedsServer
abstract class PostgresSubject {
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456Z");
    final TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
    final List<String> said = new ArrayList<>();
    String database;
    PostgresStorage storage;
    Connections connections;

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

    PostgresStorage open(Config config) throws SQLException {
        return PostgresStorage.open(config, EntryKind.LOGS, said::add);
    }

    LogEntry entry(String message) {
        return entry(NOON, message);
    }

    LogEntry entry(Instant ts, String message) {
        return new LogEntry(ids.next(), ts, LogLevel.INFO, message, "com.acme.Jobs", null, null, Map.of());
    }

    LogEntry ofTask(String task) {
        return new LogEntry(ids.next(), NOON, LogLevel.INFO, task, "", task, task, Map.of());
    }

    List<String> messages(LogQuery query) {
        return storage.query(query).stream().map(LogEntry::message).toList();
    }

    static List<String> texts(LogEntry entry) {
        return List.of(entry.message(), entry.logger(), String.valueOf(entry.taskId()), String.valueOf(entry.runId()));
    }

    static String told(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    static String value(String database, String sql) throws SQLException {
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
