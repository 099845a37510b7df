package dev.asyncz.benchmarks.fleet;

import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.benchmarks.CompareStorages;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        FleetLines.write(storage, lines, first, span);
        awaitIndexes(server, isPartitioned ? 3 * PARTS : 8, patience);
        text(server, "analyze asyncz_logs; select 1");
        System.out.printf("on disk: %,d B a line%n", Long.parseLong(text(server, BYTES)) / lines);
        FleetQuestions.ask(storage, first);
        Instant from = Instant.ofEpochMilli(first).truncatedTo(ChronoUnit.HOURS);
        Instant to = from.plus(Duration.ofHours(171));
        // As the page asks, whose bars begin at whole ten minutes.
        FleetQuestions.ask("histogram as the page asks", () -> storage.histogram(LogQuery.ALL, from, to, 57));
        FleetQuestions.ask(
                "histogram of a task",
                () -> storage.histogram(LogQuery.ALL.withTask("com.acme.Jobs.task0"), from, to, 57));
        FleetQuestions.ask("how many lines", storage::stats);
        if (isPartitioned) {
            String oldest =
                    text(server, "select min(relname) from pg_class where relname ~ '^asyncz_logs_[0-9a-f]{12}$'");
            FleetQuestions.ask(
                    "retention: a partition dropped", 1, () -> text(server, "drop table " + oldest + "; select 1"));
        } else {
            FleetQuestions.ask(
                    "retention: a sixteenth deleted",
                    1,
                    () -> text(
                            server,
                            "delete from asyncz_logs where id < (select id from asyncz_logs order by id offset "
                                    + lines / PARTS + " limit 1); select 1"));
        }
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
                        "create table asyncz_logs_%012x partition of asyncz_logs for values from ('%s') to ('%s');"
                                + " select 1",
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
