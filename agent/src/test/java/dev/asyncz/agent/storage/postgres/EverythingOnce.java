package dev.asyncz.agent.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.counts.CountUpkeep;
import dev.asyncz.agent.storage.postgres.driver.DriverSource;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Sends to a server whatever the storage may send. */
final class EverythingOnce {
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
            sql("do $$ begin execute (select 'drop index ' || relname from pg_index join pg_class on oid = indexrelid"
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
