package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Indexes of the trigrams in the texts of {@code asyncz_logs}. One for all lines would take five sixths of the server's
 * work for a line. So each spans the ids of some time that is over: what is written is in none of them, and costs no
 * more. The newest lines are read through. A line that comes very late is in its index all the same.
 *
 * <p>Built and dropped by {@link IndexBuilds}. The span is told by the index's name, {@code asyncz_logs_text_} and two times in milliseconds as hexadecimal digits.
 * Without the right to create indexes, or without the extension pg_trgm, there are none.
 */
final class TextIndexes {
    /** For how long lines may still come in order; those of a node that waited for the server are later. */
    static final Duration SETTLED = Duration.ofMinutes(2);

    /**
     * Each index costs every statement something, so there are few of them: one spans an eighth of what is there when it
     * is built. Building a small one is no gain.
     */
    private static final int PARTS = 8;

    private static final int LEAST_LINES = 100_000;

    private static final Duration A_TURN = Duration.ofSeconds(30);

    /** Several times what it takes. It waits for every transaction that began before, of whomever. */
    private static final Duration A_BUILD = Duration.ofMinutes(1);

    private static final Duration A_LINE = Duration.ofNanos(100_000);

    private static final String NAME = "asyncz_logs_text_";

    /** Those that are of use, or not: left by a build that was cut off, or by the versions that had one for all lines. */
    private static final String INDEXES = "select relname from pg_index join pg_class on oid = indexrelid"
            + " where (indrelid = 'asyncz_logs'::regclass or indrelid in (select inhrelid from pg_inherits"
            + " where inhparent = 'asyncz_logs'::regclass)) and relname ~ '^asyncz_logs_text(_[0-9a-f]{12}_[0-9a-f]{12})?$'"
            + " and (indisvalid and relname <> 'asyncz_logs_text') = %s order by relname desc";

    private static final String ESTIMATE =
            "select greatest(0, reltuples)::bigint from pg_class where oid = 'asyncz_logs'::regclass";

    private static final String BUILD = "create index concurrently " + NAME + "%012x_%012x on asyncz_logs"
            + " using gin (message gin_trgm_ops, ((extra ->> 'exception') collate \"C\") gin_trgm_ops) where true%s";

    private final Connections connections;
    private final int leastLines;
    private final Duration settled;
    private final IndexBuilds builds;

    /**
     * @param say takes a line for the user
     */
    TextIndexes(Connections connections, Consumer<String> say) {
        this(connections, LEAST_LINES, SETTLED, say);
    }

    /** @param leastLines how many lines an index spans in a small table */
    TextIndexes(Connections connections, int leastLines, Duration settled, Consumer<String> say) {
        this.connections = connections;
        this.leastLines = leastLines;
        this.settled = settled;
        this.builds = new IndexBuilds("asyncz_logs", connections, "texts are searched without a new index", say);
    }

    /** All ids, newest first, in ranges that have an index of their texts or none. */
    static List<IdRange> ranges(Connection connection) throws SQLException {
        List<IdRange> ranges = new ArrayList<>();
        long end = IdRange.END;
        for (String index : indexes(connection, true)) {
            IdRange indexed = range(index);
            if (indexed.to() < end) {
                ranges.add(new IdRange(indexed.to(), end, false));
            }
            ranges.add(indexed);
            end = indexed.from();
        }
        ranges.add(new IdRange(0, end, false));
        return ranges;
    }

    /** Indexes what is no longer written to, and drops the indexes of what is gone. For one thread. */
    void keepUp() {
        if (!connections.use(Layout::read).isPartitioned()) {
            builds.takeTurn(this::turn);
        }
    }

    private void turn() throws SQLException {
        long start = System.nanoTime();
        long lines = Math.max(leastLines, connections.use(connection -> number(connection, ESTIMATE)) / PARTS);
        Duration patience = A_BUILD.plus(A_LINE.multipliedBy(lines));
        for (String index : connections.use(patience, TextIndexes::old)) {
            builds.run("drop index concurrently if exists " + index, patience);
        }
        Optional<String> next = connections.use(patience, connection -> next(connection, lines));
        if (next.isPresent()) {
            connections.use(TextIndexes::createExtension);
        }
        while (next.isPresent() && System.nanoTime() - start < A_TURN.toNanos()) {
            builds.run(next.get(), patience);
            next = connections.use(patience, connection -> next(connection, lines));
        }
    }

    /** Those that are of no use. */
    private static List<String> old(Connection connection) throws SQLException {
        List<String> old = indexes(connection, false);
        UUID oldest = id(connection, "select id from asyncz_logs order by id limit 1");
        for (String index : indexes(connection, true)) {
            if (oldest == null || range(index).to() <= TimeOrderedIds.millis(oldest)) {
                old.add(index);
            }
        }
        return old;
    }

    private static boolean createExtension(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("create extension if not exists pg_trgm");
        }
    }

    /**
     * The statement that builds the next one; none while there are too few lines for it. The newest lines come first, and
     * then those between two indexes, or before the first, whose index somebody has dropped.
     */
    private Optional<String> next(Connection connection, long lines) throws SQLException {
        long now = number(connection, "select (extract(epoch from clock_timestamp()) * 1000)::bigint");
        for (IdRange range : ranges(connection)) {
            long end = Math.min(range.to(), now - settled.toMillis());
            if (!range.indexed() && range.from() < end) {
                Optional<String> next = next(connection, lines, new IdRange(range.from(), end, false));
                if (next.isPresent()) {
                    return next;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> next(Connection connection, long lines, IdRange over) throws SQLException {
        String ids = "select id from asyncz_logs where true" + over.condition() + " order by id ";
        UUID first = id(connection, ids + "limit 1");
        UUID last = id(connection, ids + "limit 1 offset " + (lines - 1));
        if (first == null || last == null) {
            return Optional.empty();
        }
        long from = over.from() == 0 ? TimeOrderedIds.millis(first) : over.from();
        IdRange range = new IdRange(from, Math.min(over.to(), TimeOrderedIds.millis(last) + 1), true);
        return Optional.of(String.format(BUILD, range.from(), range.to(), range.condition()));
    }

    private static IdRange range(String index) {
        String[] times = index.substring(NAME.length()).split("_");
        return new IdRange(Long.parseLong(times[0], 16), Long.parseLong(times[1], 16), true);
    }

    private static List<String> indexes(Connection connection, boolean valid) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.format(INDEXES, valid))) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static @Nullable UUID id(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getObject(1, UUID.class) : null;
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
