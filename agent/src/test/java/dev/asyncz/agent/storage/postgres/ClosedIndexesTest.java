package dev.asyncz.agent.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.postgres.counts.CountedSpan;
import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.agent.storage.postgres.server.Explained;
import dev.asyncz.agent.storage.postgres.server.PostgresServer;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three partitions that are over, of some thousand lines each, and one that is written to. */
class ClosedIndexesTest extends PostgresSubject {
    private static final int LINES = 5_000;
    private static final String INDEXES = "select count(*) from pg_index join pg_class on oid = indexrelid"
            + " where indisvalid and relname ~ '^asyncz_closed_'";

    private long start;

    @BeforeEach
    void fill() throws SQLException {
        long hour = Duration.ofHours(1).toMillis();
        start = System.currentTimeMillis() - 10 * hour;
        for (int i = 0; i < 3; i++) {
            PostgresServer.sql(
                    database,
                    String.format(
                            "create table asyncz_logs_%012x partition of asyncz_logs for values from ('%s') to ('%s')",
                            start + i * LINES, IdRange.id(start + i * LINES), IdRange.id(start + (i + 1) * LINES)));
        }
        storage.appendAll(
                IntStream.range(0, 3 * LINES).mapToObj(i -> line(start + i, i)).toList());
        storage.appendAll(IntStream.range(3 * LINES, 3 * LINES + 100)
                .mapToObj(i -> line(System.currentTimeMillis(), i))
                .toList());
    }

    @Test
    void should_answer_as_without_indexes() throws SQLException {
        LogEntry middle = storage.query(LogQuery.ALL.withText("line 1700 ")).get(0);
        List<LogQuery> queries = new ArrayList<>();
        List<LogCondition> conditions = new ArrayList<>();
        for (String text : List.of(
                "line", "LINE 17", "boom 2", "needle", "ne", "Ä", "äpfel", "KELVIN", "100%", "---", "nowhere")) {
            conditions.add(new LogCondition("", Match.CONTAINS, text, false));
            conditions.add(new LogCondition("message", Match.CONTAINS, text, true));
        }
        for (String regex : List.of("line \\d+7 .*many", "needle.*pfel", "boom", "K.lvin", "no|where", "^needle")) {
            conditions.add(new LogCondition("", Match.REGEX, regex, false));
            conditions.add(new LogCondition("message", Match.REGEX, regex, false));
            conditions.add(new LogCondition("", Match.REGEX, regex, true));
        }
        for (String value : List.of("7", "7.0", "-7", "true", "v7", "nowhere", "a\"b", "x.y")) {
            for (String field : List.of("n", "list", "deep.list", "mdc.user", "user", "dotted.name")) {
                conditions.add(new LogCondition(field, Match.EQUALS, value, false));
                conditions.add(new LogCondition(field, Match.EQUALS, value, true));
            }
        }
        conditions.add(new LogCondition("node", Match.EQUALS, "n3", false));
        conditions.add(new LogCondition("node", Match.EQUALS, "nowhere", false));
        for (LogCondition each : conditions) {
            LogQuery query = LogQuery.ALL.withCondition(each);
            queries.add(query);
            queries.add(query.withBefore(middle.id())
                    .withMinimumLevel(LogLevel.WARN)
                    .withLimit(7));
        }
        List<Object> expected = answers(queries);

        keepUp();

        assertEquals("9", value(database, INDEXES));
        assertEquals(expected, answers(queries));
        assertEquals(List.of(), said);
    }

    /** What the issue of a fleet's storage promises: nothing that is over is read through. */
    @Test
    void should_look_through_no_partition_that_is_over_when_an_index_knows_better() throws SQLException {
        keepUp();
        for (LogCondition each : List.of(
                new LogCondition("", Match.CONTAINS, "nowhere", false),
                new LogCondition("", Match.CONTAINS, "nöwhere", false),
                new LogCondition("", Match.REGEX, "needle.*nowhere", false),
                new LogCondition("user", Match.EQUALS, "nowhere", false),
                new LogCondition("node", Match.EQUALS, "nowhere", false))) {
            String plan = plan(LogQuery.ALL.withCondition(each));

            assertFalse(plan.contains("Seq Scan"), plan);
            assertFalse(plan.contains("_pkey"), plan);
            assertTrue(plan.contains("asyncz_closed_"), plan);
        }
        for (LogQuery each : List.of(
                LogQuery.ALL.withTask("nobody"),
                LogQuery.ALL.withRun("nobody"),
                LogQuery.ALL.withTask("task").withMinimumLevel(LogLevel.ERROR).withLimit(1_000),
                LogQuery.ALL.withLimit(1_000))) {
            String plan = plan(each);
            assertFalse(plan.contains("Seq Scan"), plan);
        }
    }

    /** Nor for a histogram of all that there is, or of what begins within a minute, but for that minute. */
    @Test
    void should_count_no_line_but_at_the_ends() throws SQLException {
        storage.append(line(System.currentTimeMillis() - 5 * 3_600_000L, 7));
        Instant from = Instant.ofEpochMilli(start).truncatedTo(ChronoUnit.HOURS);
        Instant since = Instant.ofEpochMilli(System.currentTimeMillis() - 5 * 3_600_000L - 1);

        String all = plans(LogQuery.ALL.withMinimumLevel(LogLevel.INFO), from);
        assertTrue(all.contains("asyncz_counts_ts"), all);
        assertFalse(all.contains("asyncz_logs"), all);
        String ends = plans(LogQuery.ALL.withRange(since, null), from);
        assertEquals(
                1,
                ends.lines()
                        .filter(each -> each.contains(" asyncz_logs  (cost"))
                        .count(),
                ends);
    }

    private String plans(LogQuery query, Instant from) throws SQLException {
        LogHistogram.Counts counts = new LogHistogram.Counts(from, from.plus(Duration.ofHours(12)), 72);
        CountedSpan span = CountedSpan.of(query, counts).orElseThrow();
        Explained explained = new Explained();
        connections.use(connection -> {
            Connection seen = explained.of(connection);
            assertTrue(span.add(seen));
            for (LogQuery edge : span.edges(seen)) {
                new EntrySelect("asyncz_logs", edge, "\"und-x-icu\"").count(seen, counts);
            }
            return 0;
        });
        return String.join("\n", explained.plans().values());
    }

    @Test
    void should_build_again_what_was_left_half_built_or_was_dropped() throws SQLException {
        keepUp();
        PostgresServer.sql(
                database,
                "update pg_index set indisvalid = false where indexrelid = (select min(oid) from pg_class where relname ~"
                        + " '^asyncz_closed_text'); drop index "
                        + value(database, "select max(relname) from pg_class where relname ~ '^asyncz_closed_fields'"));
        assertEquals("7", value(database, INDEXES));

        keepUp();

        assertEquals("9", value(database, INDEXES));
    }

    @Test
    void should_leave_a_partition_alone_that_is_over_only_now() throws SQLException {
        new ClosedIndexes(connections, Duration.ofHours(20), said::add).keepUp();

        assertEquals("0", value(database, INDEXES));
    }

    /** Of the three: another one may have been over for minutes, which depends on the clock. */
    private void keepUp() {
        new ClosedIndexes(connections, Duration.ofHours(2), said::add).keepUp();
    }

    /** Of the partitions that are over. */
    private String plan(LogQuery query) {
        Explained explained = new Explained();
        connections.use(
                connection -> new EntrySelect("asyncz_logs", query, "\"default\"").run(explained.of(connection)));
        StringBuilder plans = new StringBuilder();
        explained.plans().forEach((sql, plan) -> {
            for (int i = 0; i < 3; i++) {
                plans.append(sql.contains("id >= '" + IdRange.id(start + i * LINES)) ? sql + "\n" + plan : "");
            }
        });
        return plans.toString();
    }

    private List<Object> answers(List<LogQuery> queries) {
        List<Object> answers = new ArrayList<>();
        for (LogQuery query : queries) {
            answers.add(query.conditions());
            answers.add(storage.query(query).stream().map(LogEntry::id).toList());
            if (query.conditions().get(0).match() == Match.CONTAINS) {
                LogHistogram histogram = storage.histogram(query, Instant.EPOCH, Instant.now(), 10);
                answers.add(histogram.matches());
            }
        }
        return answers;
    }

    private LogEntry line(long millis, int i) {
        Map<String, Object> extra = switch (i % 10) {
            case 0 -> Map.of(LogEntry.EXCEPTION, "boom " + i, "node", "n3");
            case 1 -> Map.of("n", i, "list", List.of("v" + i, List.of(i)));
            case 2 -> Map.of("fields", Map.of("n", "" + i, "user", "v" + i, "dotted.name", "x.y"));
            case 3 -> Map.of("mdc", Map.of("user", "v" + i), "n", i == 3 ? 7.0 : true);
            case 4 -> Map.of("deep", Map.of("list", List.of("a\"b", -i)), "n", -i);
            default -> Map.of("thread", "t");
        };
        return new LogEntry(
                new TimeOrderedIds(() -> millis).next(),
                Instant.ofEpochMilli(millis),
                i % 10 == 0 ? LogLevel.ERROR : LogLevel.INFO,
                i == 0 ? "needle --- 100% Äpfel \u212Aelvin" : "line " + i + " of many",
                "com.acme.Jobs",
                i % 2 == 0 ? "task" : null,
                null,
                extra);
    }
}
