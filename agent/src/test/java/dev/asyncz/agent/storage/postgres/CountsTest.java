package dev.asyncz.agent.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.counts.CountTables;
import dev.asyncz.agent.storage.postgres.counts.CountUpkeep;
import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.agent.storage.postgres.server.VersionBefore;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines are counted with what writes them, and histograms are made of the counts: they say what counting lines would. */
class CountsTest extends PostgresSubject {
    private static final Duration SPAN = Duration.ofHours(20);
    private static final int LINES = 2_000;

    private final Random random = new Random(7);
    private final List<LogEntry> lines = new ArrayList<>();
    private Instant start;

    @BeforeEach
    void fill() {
        start = Instant.now().minus(SPAN);
        for (int i = 0; i < LINES; i++) {
            lines.add(at(start.plusMillis(random.nextLong(SPAN.toMillis())), i));
        }
        for (int i = 0; i < LINES; i += 100) {
            storage.appendAll(lines.subList(i, i + 100));
        }
    }

    @Test
    void should_count_as_the_lines_say_whatever_is_asked() {
        List<Duration> bars = List.of(Duration.ofMinutes(20), Duration.ofMinutes(17), Duration.ofSeconds(1_111));
        assertCounted(queries(start), bars);
        keepUp();
        assertCounted(queries(start), bars);
    }

    @Test
    void should_count_a_batch_once_that_is_written_again() {
        storage.appendAll(lines);
        storage.appendAll(lines.subList(0, 500));
        keepUp();
        storage.appendAll(lines);

        assertCounted();
        assertEquals(LINES, storage.stats().size());
    }

    @Test
    void should_count_lines_of_the_version_before_while_both_write() throws SQLException {
        for (int i = 0; i < 20; i++) {
            LogEntry line = new LogEntry(
                    ids.next(), start.plusSeconds(i * 1_000), LogLevel.WARN, "old", "", null, null, Map.of());
            VersionBefore.insert(database, line);
            VersionBefore.insert(database, line);
        }

        assertCounted();
        PostgresServer.sql(database, "delete from asyncz_logs where node = 'old' and ts < now() - interval '18 hours'");
        keepUp();
        assertCounted();
    }

    @Test
    void should_count_what_an_older_table_has_beside_those_who_write() throws SQLException {
        PostgresServer.sql(database, CountTables.REMOVE);
        assertFalse(isComplete());
        assertCounted();
        List<LogEntry> late = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            late.add(at(start.plusMillis(random.nextLong(SPAN.toMillis())), i));
        }
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < late.size(); i += 10) {
                storage.appendAll(late.subList(i, i + 10));
            }
        });
        keepUp();
        written.join();
        while (!isComplete()) {
            keepUp();
        }
        assertCounted();
        keepUp();
        assertCounted();
    }

    @Test
    void should_forget_what_goes_with_a_partition() throws SQLException {
        fillPast(30);

        OldRowsTest.rows(connections, EntryKind.LOGS, new RetentionPolicy(1, 0, 0))
                .sweep();

        assertEquals("0", of("select count(*) from pg_class where relname = 'asyncz_logs_past'"));
        assertTrue(isComplete());
        assertCounted();
    }

    @Test
    void should_not_lie_when_somebody_drops_a_partition() throws SQLException {
        fillPast(3);

        PostgresServer.sql(database, "drop table asyncz_logs_past");
        assertFalse(isComplete());
        assertCounted();

        keepUp();
        assertTrue(isComplete());
        assertCounted();
    }

    @Test
    void should_go_on_when_somebody_has_been_at_the_counts() throws SQLException {
        for (String damage : List.of(
                "drop table asyncz_counts",
                "drop table asyncz_counted",
                "truncate asyncz_counted",
                "alter table asyncz_counts drop column name",
                "drop function asyncz_count() cascade",
                "drop trigger asyncz_counts_removed on asyncz_logs")) {
            PostgresServer.sql(database, damage);
            storage.append(at(start.plusSeconds(60), 0));
            assertCounted();
            keepUp();
            assertTrue(isComplete(), damage);
            assertCounted();
        }
        PostgresServer.sql(database, "update asyncz_logs set level = 'WARN' where level = 'ERROR'");
        assertCounted();
        PostgresServer.sql(database, "truncate asyncz_logs");
        assertCounted();
        assertEquals(0, storage.stats().size());
    }

    @Test
    void should_ask_the_lines_when_there_are_more_tasks_than_are_counted() {
        List<LogEntry> many = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            Instant time = start.plusSeconds(i % 60);
            many.add(new LogEntry(ids.next(), time, LogLevel.INFO, "m", "", "task " + i, null, Map.of("node", "n1")));
        }
        storage.appendAll(many);
        keepUp();
        assertEquals("0", of("select count(*) from asyncz_counts where name ~ '^task \\d\\d'"));

        assertCounted();
        assertEquals(
                1,
                histogram(LogQuery.ALL.withTask("task 77"), Duration.ofMinutes(20))
                        .matches());
    }

    private void assertCounted() {
        LogQuery all = LogQuery.ALL;
        assertCounted(
                List.of(
                        all,
                        all.withTask("task 1").withMinimumLevel(LogLevel.WARN),
                        all.withCondition(new LogCondition("node", Match.EQUALS, "n1", false)),
                        all.withCondition(new LogCondition("node", Match.EQUALS, "old", false)),
                        all.withRange(start.plusSeconds(601), start.plusSeconds(40_000))),
                List.of(Duration.ofMinutes(20)));
        assertEquals(
                Long.parseLong(of("select count(*) from asyncz_logs")),
                storage.stats().size());
    }

    private static List<LogQuery> queries(Instant start) {
        List<LogQuery> queries = new ArrayList<>(List.of(LogQuery.ALL));
        for (String task : List.of("task 1", "täsk 2", "nowhere", "x".repeat(200) + 1, "y".repeat(200))) {
            queries.add(LogQuery.ALL.withTask(task));
        }
        for (String node : List.of("n1", "here", "nowhere")) {
            LogCondition condition = new LogCondition("node", Match.EQUALS, node, false);
            queries.add(LogQuery.ALL.withCondition(condition));
            queries.add(LogQuery.ALL.withCondition(new LogCondition("node", Match.EQUALS, node, true)));
            queries.add(LogQuery.ALL.withTask("task 1").withCondition(condition));
        }
        queries.add(LogQuery.ALL.withText("line 7"));
        queries.add(LogQuery.ALL.withRun("run 3"));
        queries.add(LogQuery.ALL.withCondition(new LogCondition("logger", Match.CONTAINS, "acme", false)));
        for (LogQuery each : List.copyOf(queries)) {
            queries.add(each.withMinimumLevel(LogLevel.WARN));
            queries.add(each.withRange(start.plusSeconds(3_601), null));
            queries.add(each.withRange(start.plusSeconds(601), start.plusSeconds(40_000)));
            queries.add(each.withRange(null, start.plusSeconds(659)));
        }
        return queries;
    }

    /** What the server says when it counts each line. */
    private void assertCounted(List<LogQuery> queries, List<Duration> bars) {
        for (LogQuery each : queries) {
            for (Duration bar : bars) {
                LogHistogram counted = histogram(each, bar);
                assertEquals(lineByLine(each, counted), counted, () -> each + " by " + bar);
            }
        }
    }

    /** A partition of an hour that is over for so many hours, which begins within ten minutes, and lines around it. */
    private void fillPast(int hours) throws SQLException {
        long hour = Duration.ofHours(1).toMillis();
        long begin = start.toEpochMilli() - hours * hour + 12_345;
        PostgresServer.sql(
                database,
                String.format(
                        "create table asyncz_logs_past partition of asyncz_logs for values from ('%s') to ('%s')",
                        IdRange.id(begin), IdRange.id(begin + hour)));
        List<LogEntry> past = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            past.add(at(Instant.ofEpochMilli(begin - hour / 2 + i * hour / 500), i));
        }
        storage.appendAll(past);
        keepUp();
        assertCounted();
    }

    private LogHistogram histogram(LogQuery query, Duration bar) {
        Instant from = start.minus(Duration.ofHours(32)).truncatedTo(ChronoUnit.HOURS);
        int bars = (int) Duration.between(from, Instant.now()).dividedBy(bar) + 1;
        return storage.histogram(query, from, from.plus(bar.multipliedBy(bars)), bars);
    }

    private LogHistogram lineByLine(LogQuery query, LogHistogram like) {
        Instant end = like.start(like.buckets().size());
        LogHistogram.Counts counts =
                new LogHistogram.Counts(like.from(), end, like.buckets().size());
        connections.use(connection -> {
            new EntrySelect("asyncz_logs", counts.within(query), "\"und-x-icu\"").count(connection, counts);
            return 0;
        });
        return counts.histogram(true);
    }

    private void keepUp() {
        new CountUpkeep(connections.within(Duration.ofSeconds(5)), connections.within(CountUpkeep.A_RANGE), said::add)
                .keepUp();
        assertEquals(
                List.of(),
                said.stream()
                        .filter(each -> !each.contains("dropped by somebody"))
                        .toList());
    }

    private boolean isComplete() {
        return connections.use(CountTables::areComplete);
    }

    private String of(String sql) {
        try {
            return value(database, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Some seconds after its time, as a line that was held up. */
    private LogEntry at(Instant time, int i) {
        long millis = time.toEpochMilli() + i % 7 * 1_000;
        String task = List.of("task 1", "täsk 2", "x".repeat(200) + i % 2, "y".repeat(200), "")
                .get(i % 5);
        return new LogEntry(
                new TimeOrderedIds(() -> millis).next(),
                time,
                LogLevel.values()[i % LogLevel.values().length],
                "line " + i,
                "com.acme",
                task.isEmpty() ? null : task,
                i % 3 == 0 ? null : "run " + i % 10,
                i % 2 == 0 ? Map.of() : Map.of("node", "n" + i % 4));
    }
}
