package dev.asyncz.benchmarks;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;

/**
 * What a fleet's PostgreSQL answers how fast, as a table. Arguments: how many lines (a million without any), and for how
 * many minutes indexes may be built (10). The lines lie in 16 partitions that are over and one that is written to, as
 * after a week; a version without partitions has them in one table. A real server on this machine, which shares its cores.
 */
public final class FleetTable {
    private static final int BATCH = 1_000;
    private static final int REPETITIONS = 5;
    private static final int PARTS = 16;
    private static final String HEAD = "select relkind from pg_class where relname = 'asyncz_logs'";
    private static final String INDEXES = "select count(*) from pg_index join pg_class on oid = indexrelid"
            + " where indisvalid and relname ~ '^asyncz_(closed|logs_text)_'";
    private static final String BYTES = "select sum(pg_total_relation_size(oid)) from pg_class"
            + " where relkind = 'r' and relname ~ '^asyncz_(logs|count)'";

    private FleetTable() {}

    public static void main(String[] arguments) throws Exception {
        long lines = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        Duration patience = Duration.ofMinutes(arguments.length > 1 ? Long.parseLong(arguments[1]) : 10);
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start()) {
            String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
            Map<String, String> options = Map.of(
                    "storage",
                    "postgres",
                    "storage.url",
                    url,
                    "storage.user",
                    "postgres",
                    "storage.retention.days",
                    "8");
            try (Connection connection = new Driver().connect(url + "?user=postgres", new Properties());
                    LogStorage storage = CompareStorages.open(options)) {
                measure(storage, connection, lines, patience);
            }
        }
        System.exit(0);
    }

    private static void measure(LogStorage storage, Connection server, long lines, Duration patience) throws Exception {
        long span = Duration.ofDays(7).toMillis();
        long first = System.currentTimeMillis() - span;
        boolean isPartitioned = "p".equals(text(server, HEAD));
        if (isPartitioned) {
            makeParts(server, first, span);
        }
        FleetLines all = new FleetLines(lines, first, span);
        long start = System.nanoTime();
        while (all.hasMore()) {
            storage.appendAll(all.batch(BATCH));
        }
        System.out.printf("written: %,d lines/s%n", lines * 1_000_000_000L / (System.nanoTime() - start));
        awaitIndexes(server, isPartitioned ? 3 * PARTS : 8, patience);
        text(server, "analyze asyncz_logs; select 1");
        System.out.printf("on disk: %,d B a line%n", Long.parseLong(text(server, BYTES)) / lines);
        questions().forEach((what, query) -> ask(what, () -> storage.query(query)));
        Instant from = Instant.ofEpochMilli(first).truncatedTo(ChronoUnit.HOURS);
        Duration week = Duration.ofHours(171);
        // As the page asks, whose bars begin at whole ten minutes; and as somebody else may.
        ask("histogram and counts by level", () -> storage.histogram(LogQuery.ALL, from, from.plus(week), 57));
        ask(
                "histogram of a task",
                () -> storage.histogram(
                        LogQuery.ALL.withTask("com.acme.Jobs.task0"), from, from.plus(week), 57));
        ask(
                "histogram whose bars begin in between",
                () -> storage.histogram(LogQuery.ALL, Instant.ofEpochMilli(first), Instant.now(), 60));
        ask("how many lines", () -> storage.stats());
        if (isPartitioned) {
            String oldest =
                    text(server, "select min(relname) from pg_class where relname ~ '^asyncz_logs_[0-9a-f]{12}$'");
            ask("retention: a partition dropped", 1, () -> text(server, "drop table " + oldest + "; select 1"));
        } else {
            ask(
                    "retention: a sixteenth deleted",
                    1,
                    () -> text(
                            server,
                            "delete from asyncz_logs where id < (select id from asyncz_logs order by id offset "
                                    + lines / PARTS + " limit 1); select 1"));
        }
    }

    /** By what the page of lines and its filters ask. */
    private static Map<String, LogQuery> questions() {
        Map<String, LogQuery> questions = new LinkedHashMap<>();
        questions.put("newest 200", LogQuery.ALL);
        questions.put("rare text", LogQuery.ALL.withText("needle in the"));
        questions.put("a text that is nowhere", LogQuery.ALL.withText("no such text"));
        questions.put("text with an umlaut, any case", LogQuery.ALL.withText("äPFEL UND"));
        questions.put("/needle.*haystack/", with("", Match.REGEX, "needle.*haystack"));
        questions.put("a field's value that is nowhere", with("customer", Match.EQUALS, "nobody"));
        questions.put("a node that is nowhere", with("node", Match.EQUALS, "nowhere"));
        questions.put("a common text, newest 200", LogQuery.ALL.withText("warehouse"));
        questions.put(
                "task and ERROR", LogQuery.ALL.withTask("com.acme.Jobs.task0").withMinimumLevel(LogLevel.ERROR));
        return questions;
    }

    private static LogQuery with(String field, Match match, String value) {
        return LogQuery.ALL.withCondition(new LogCondition(field, match, value, false));
    }

    /** As nodes would have made them over a week; the last hours are in the one that is written to. */
    private static void makeParts(Connection server, long first, long span) throws SQLException {
        String open = text(server, "select min(relname) from pg_class where relname ~ '^asyncz_logs_[0-9a-f]{12}$'");
        long end = Long.parseLong(open.substring(open.length() - 12), 16);
        long width = span / (PARTS + 1);
        for (int i = 0; i < PARTS; i++) {
            long from = first + i * width;
            long to = i == PARTS - 1 ? first + PARTS * width : from + width;
            text(
                    server,
                    String.format(
                            "create table asyncz_logs_%012x partition of asyncz_logs for values from ('%s') to ('%s');"
                                    + " select 1",
                            from, new UUID(from << 16, 0), new UUID(to << 16, 0)));
        }
        text(
                server,
                String.format(
                        "create table asyncz_logs_%012x partition of asyncz_logs for values from ('%s') to ('%s'); select 1",
                        first + PARTS * width, new UUID((first + PARTS * width) << 16, 0), new UUID(end << 16, 0)));
    }

    private static void awaitIndexes(Connection server, int expected, Duration patience) throws Exception {
        long start = System.nanoTime();
        int there = 0;
        while (there < expected && System.nanoTime() - start < patience.toNanos()) {
            Thread.sleep(500);
            there = Integer.parseInt(text(server, INDEXES));
        }
        System.out.printf(
                "indexed: %d of %d after %d s%n", there, expected, (System.nanoTime() - start) / 1_000_000_000);
    }

    private static void ask(String what, Runnable question) {
        ask(what, REPETITIONS, question);
    }

    private static void ask(String what, int times, Runnable question) {
        List<Double> millis = new ArrayList<>();
        try {
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                question.run();
                millis.add((System.nanoTime() - start) / 1e6);
            }
            millis.sort(Comparator.naturalOrder());
            System.out.printf(
                    "%s: %.1f ms (%.1f to %.1f)%n", what, millis.get(times / 2), millis.get(0), millis.get(times - 1));
        } catch (RuntimeException e) {
            System.out.printf("%s: %s%n", what, e);
        }
    }

    /** The first value of the last answer. */
    private static String text(Connection server, String sql) {
        try (Statement statement = server.createStatement()) {
            boolean isResult = statement.execute(sql);
            while (!isResult) {
                isResult = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
