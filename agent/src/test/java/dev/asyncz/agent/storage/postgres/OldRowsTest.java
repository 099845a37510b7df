package dev.asyncz.agent.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that want different things share a table. */
@NeedsServer
class OldRowsTest {
    private final TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
    private String database;
    private Connections connections;
    private PostgresStorage writer;

    @BeforeEach
    void open() throws SQLException {
        database = PostgresServer.newDatabase();
        writer = node("wide", "storage.retention.days=30", "storage.retention.bytes=0");
        connections =
                new Connections(PostgresAddress.of(PostgresServer.url(database), "postgres", "", "test"), line -> {});
    }

    @AfterEach
    void close() {
        connections.close();
        writer.close();
    }

    @Test
    void should_delete_nothing_that_an_absent_node_keeps_when_others_start_with_less_or_with_nothing()
            throws Exception {
        writer.append(entry(Duration.ofDays(20), "twenty days old"));
        writer.append(entry(Duration.ofDays(40), "forty days old"));
        writer.close();

        try (PostgresStorage plain = node("plain");
                PostgresStorage narrow = node("narrow", "storage.retention.days=1")) {
            sweepAs(plain);
            sweepAs(narrow);

            assertEquals(List.of("twenty days old"), messages(plain));
            String set = "30 days, at most 10 GiB (set by wide on " + today() + ")";
            assertEquals(set, plain.retention());
            assertEquals(set, narrow.retention());
        }
    }

    @Test
    void should_delete_what_is_too_old_for_all_when_a_node_narrows_it_by_force() throws Exception {
        writer.append(entry(Duration.ofDays(20), "twenty days old"));
        writer.append(entry(Duration.ofHours(1), "young"));

        try (PostgresStorage forced = node("ops", "storage.retention.days=2", "storage.retention.force=true")) {
            sweepAs(forced);

            assertEquals(List.of("young"), messages(forced));
            assertTrue(writer.retention().startsWith("2 days, at most 10 GiB (set by ops on "), writer::retention);
        }
    }

    @Test
    void should_keep_what_either_of_two_keeps_when_neither_is_wider() throws Exception {
        IntStream.range(0, 3_000).forEach(i -> writer.append(entry(Duration.ofDays(20), "old " + i)));
        try (PostgresStorage counts = node("counts", "storage.retention.days=0", "storage.retention.count=1000")) {
            assertTrue(counts.retention().contains("), or at most 10 GiB and 1,000 lines (set by counts on "));
            writer.append(entry(Duration.ofDays(40), "last, and as old as can be"));

            sweepAs(counts);

            assertEquals(3_001, counts.stats().size());
            PostgresServer.sql(database, "update asyncz_logs set ts = ts - interval '30 days'");

            sweepAs(counts);

            assertEquals(1_000, counts.stats().size());
        }
    }

    @Test
    void should_keep_about_as_many_bytes_as_are_set() throws Exception {
        String message = "x".repeat(1_000);
        IntStream.range(0, 30)
                .forEach(i -> writer.appendAll(IntStream.range(0, 100)
                        .mapToObj(each -> entry(Duration.ZERO, message))
                        .toList()));

        rows(connections, EntryKind.LOGS, new RetentionPolicy(0, 2_000_000, 0)).sweep();

        long left = writer.stats().size();
        assertTrue(left > 500 && left < 1_500, left + " lines of 1,000 characters in 2 MB");
    }

    /** Sweeps for this policy alone, whatever the nodes of the table have asked for. */
    static OldRows rows(Connections connections, EntryKind kind, RetentionPolicy policy) {
        RetentionColumn alone =
                new RetentionColumn(connections, new RetentionRequest(policy, true, true, "test", Instant.now()));
        alone.ask();
        return new OldRows(
                connections,
                kind,
                alone,
                new PartitionUpkeep(kind, connections, alone, line -> {}),
                () -> {},
                line -> {});
    }

    private void sweepAs(PostgresStorage node) {
        RetentionColumn retention = node.retentionColumn();
        PartitionUpkeep partitions = new PartitionUpkeep(EntryKind.LOGS, connections, retention, line -> {});
        new OldRows(connections, EntryKind.LOGS, retention, partitions, () -> {}, line -> {}).sweep();
    }

    private PostgresStorage node(String name, String... options) throws SQLException {
        String[] all = java.util.stream.Stream.concat(java.util.stream.Stream.of("node=" + name), Stream.of(options))
                .toArray(String[]::new);
        return PostgresStorage.open(PostgresServer.config(database, all), EntryKind.LOGS, line -> {});
    }

    private static List<String> messages(PostgresStorage storage) {
        return storage.query(LogQuery.ALL).stream().map(LogEntry::message).toList();
    }

    private static String today() {
        return Instant.now().toString().substring(0, 10);
    }

    private LogEntry entry(Duration age, String message) {
        return new LogEntry(ids.next(), Instant.now().minus(age), LogLevel.INFO, message, "", null, null, Map.of());
    }
}
