package dev.asyncz.agent.storage.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that stays without partitions: of 3,500 lines that are over, each index takes 1,000. */
@NeedsServer
class TextIndexesTest {
    private static final int LINES = 1_000;
    private static final int ALL_LINES = 3_500;
    private static final String INDEXES =
            "select relname, indisvalid from pg_index join pg_class on oid = indexrelid where relname like 'asyncz_logs_text%'";

    private final List<String> said = new ArrayList<>();
    /** A line a millisecond, an hour ago. */
    private final AtomicLong now =
            new AtomicLong(Instant.now().minus(Duration.ofHours(1)).toEpochMilli());

    private final TimeOrderedIds ids = new TimeOrderedIds(now::incrementAndGet);
    private String database;
    private PostgresStorage storage;
    private Connections connections;

    @BeforeEach
    void open() throws SQLException {
        database = PostgresServer.emptyDatabase();
        storage = PostgresStorage.open(PostgresServer.config(database), EntryKind.LOGS, said::add);
        PostgresServer.withoutPartitions(database);
        connections = connections("postgres");
        storage.appendAll(IntStream.range(0, ALL_LINES).mapToObj(this::entry).toList());
    }

    @AfterEach
    void close() {
        connections.close();
        storage.close();
    }

    @Test
    void should_answer_as_without_indexes() throws SQLException {
        LogEntry middle = storage.query(LogQuery.ALL.withText("line 1700 ")).get(0);
        List<LogQuery> queries = new ArrayList<>();
        for (String text : List.of("line", "LINE 17", "boom 2", "needle", "ne", "Ä", "100%", "---", "nowhere")) {
            for (LogQuery query : List.of(
                    LogQuery.ALL.withText(text),
                    LogQuery.ALL.withCondition(new LogCondition("message", Match.CONTAINS, text, false)),
                    LogQuery.ALL.withCondition(new LogCondition("", Match.CONTAINS, text, true)),
                    LogQuery.ALL.withText(text).withCondition(new LogCondition("message", Match.REGEX, "7 ", false)))) {
                queries.addAll(List.of(
                        query,
                        query.withLimit(1_000),
                        query.withBefore(middle.id()),
                        query.withAfter(middle.id()).withMinimumLevel(LogLevel.WARN)));
            }
        }
        List<Object> expected = answers(queries);

        keepUp();

        assertEquals(3, indexes().size());
        assertEquals(expected, answers(queries));
    }

    @Test
    void should_let_the_server_use_each_index_for_its_lines() throws SQLException {
        keepUp();

        String found =
                "where message collate \"C\" ilike '%rare%' or (extra ->> 'exception') collate \"C\" ilike '%rare%'";
        try (Connection connection = PostgresServer.connect(database);
                Statement statement = connection.createStatement()) {
            // Of so few lines the index of ids takes less; it comes back with the end of the transaction.
            connection.setAutoCommit(false);
            statement.execute("set enable_seqscan = off; alter table asyncz_logs drop constraint asyncz_logs_pkey");
            List<IdRange> ranges = TextIndexes.ranges(connection);
            assertEquals(
                    List.of(false, true, true, true, false),
                    ranges.stream().map(IdRange::indexed).toList());
            for (IdRange range : ranges) {
                try (ResultSet plan = statement.executeQuery("explain (format json) select * from asyncz_logs "
                        + found.replace("where ", "where (") + ")" + range.condition())) {
                    plan.next();
                    assertEquals(range.indexed(), plan.getString(1).contains("asyncz_logs_text_"), plan.getString(1));
                }
            }
        }
    }

    @Test
    void should_leave_lines_alone_that_are_still_written() throws SQLException {
        new TextIndexes(connections, 10, Duration.ofHours(2), said::add).keepUp();

        assertEquals(List.of(), indexes());
    }

    @Test
    void should_drop_an_index_when_its_lines_are_gone() throws SQLException {
        keepUp();
        List<String> all = indexes();
        OldRowsTest.rows(connections, EntryKind.LOGS, new RetentionPolicy(0, 0, 2_000))
                .sweep();

        keepUp();

        assertEquals(all.subList(1, 3), indexes());
        assertEquals(10, storage.query(LogQuery.ALL.withText("line 234")).size());
    }

    @Test
    void should_go_on_where_the_last_index_ends_and_take_lines_that_come_late() throws SQLException {
        LogEntry late = entry(-1);
        now.addAndGet(1_000);
        keepUp();
        storage.appendAll(IntStream.range(ALL_LINES, ALL_LINES + 500)
                .mapToObj(this::entry)
                .toList());
        storage.append(late);

        keepUp();

        assertEquals(4, indexes().size());
        assertEquals(
                List.of(late.id()),
                storage.query(LogQuery.ALL.withText("line -1 ")).stream()
                        .map(LogEntry::id)
                        .toList());
    }

    @Test
    void should_replace_what_a_killed_build_and_earlier_versions_have_left() throws SQLException {
        keepUp();
        List<String> all = indexes();
        PostgresServer.sql(
                database,
                "update pg_index set indisvalid = false where indexrelid = '"
                        + all.get(2).split(" ")[0] + "'::regclass;"
                        + " create index asyncz_logs_text on asyncz_logs using gin (message gin_trgm_ops)");

        keepUp();

        assertEquals(all, indexes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void should_build_again_what_somebody_has_dropped(int dropped) throws SQLException {
        keepUp();
        List<String> all = indexes();
        PostgresServer.sql(database, "drop index " + all.get(dropped).split(" ")[0]);

        keepUp();

        assertEquals(all, indexes());
    }

    @Test
    void should_hold_up_nobody_while_a_build_waits() throws Exception {
        CompletableFuture<Void> build;
        try (Connection other = PostgresServer.connect(database);
                Statement old = other.createStatement()) {
            other.setAutoCommit(false);
            old.execute("lock table asyncz_logs in row exclusive mode");
            build = CompletableFuture.runAsync(this::keepUp);
            await().until(() -> !indexes().isEmpty());

            storage.append(entry(ALL_LINES));
            assertEquals(1, storage.query(LogQuery.ALL.withText("line 3500 ")).size());
            keepUp();
            assertEquals(1, indexes().size());
        }

        build.join();
        assertEquals(3, indexes().size());
        assertEquals(List.of(), said);
    }

    @Test
    void should_do_without_and_say_nothing_when_the_user_has_no_right_to_it() throws SQLException {
        PostgresServer.sql(
                database,
                "drop role if exists reader; create role reader login;"
                        + " grant select, insert, delete on asyncz_logs to reader; grant select, update on asyncz_schema to reader");
        try (Connections reader = connections("reader")) {
            new TextIndexes(reader, LINES, Duration.ZERO, said::add).keepUp();
        } finally {
            PostgresServer.sql(database, "drop owned by reader; drop role reader");
        }

        assertEquals(List.of(), indexes());
        assertEquals(List.of(), said);
    }

    @Test
    void should_say_once_why_there_is_no_new_index() throws SQLException {
        keepUp();
        String name = indexes().get(2).split(" ")[0];
        PostgresServer.sql(database, "drop index " + name + "; create table " + name + " ()");

        TextIndexes texts = new TextIndexes(connections, LINES, Duration.ZERO, said::add);
        texts.keepUp();
        texts.keepUp();
        PostgresServer.sql(database, "drop table " + name);

        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("texts are searched without a new index for an hour: postgres"), said.get(0));
    }

    private void keepUp() {
        new TextIndexes(connections, LINES, Duration.ZERO, said::add).keepUp();
    }

    private List<Object> answers(List<LogQuery> queries) {
        List<Object> answers = new ArrayList<>();
        for (LogQuery query : queries) {
            answers.add(storage.query(query));
            LogHistogram histogram =
                    storage.histogram(query, Instant.ofEpochMilli(0), Instant.ofEpochMilli(10L * ALL_LINES), 10);
            answers.add(histogram);
        }
        return answers;
    }

    private List<String> indexes() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = PostgresServer.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(INDEXES + " order by relname")) {
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return found;
    }

    private Connections connections(String user) throws SQLException {
        return new Connections(PostgresAddress.of(PostgresServer.url(database), user, "", "test"), said::add);
    }

    private LogEntry entry(int i) {
        return new LogEntry(
                ids.next(),
                Instant.ofEpochMilli(10L * i),
                i % 10 == 0 ? LogLevel.ERROR : LogLevel.INFO,
                i == 0 ? "needle --- 100% Äpfel" : "line " + i + " of many",
                "com.acme.Jobs",
                null,
                null,
                i % 10 == 0 ? Map.of(LogEntry.EXCEPTION, "boom " + i) : Map.of());
    }
}
