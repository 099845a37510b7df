package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.StorageUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Indexes of the trigrams in the texts of {@code asyncz_logs}. One for all lines would take five sixths of the server's
 * work for a line. So each spans the ids of some time that is over: what is written is in none of them, and costs no
 * more. The newest lines are read through. A line that comes very late is in its index all the same.
 *
 * <p>Built and dropped concurrently, which blocks neither those who write nor those who read, by one node at a time. The
 * span is told by the index's name, {@code asyncz_logs_text_} and two times in milliseconds as hexadecimal digits.
 * Without the right to create indexes, or without the extension pg_trgm, there are none.
 */
final class TextIndexes {
    /** For how long lines may still come in order; those of a node that waited for the server are later. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    /** Each index costs every statement something, so there are few of them; and building a small one is no gain. */
    private static final int MOST = 16;

    private static final int LEAST_LINES = 100_000;

    private static final Duration A_TURN = Duration.ofSeconds(30);

    /** Several times what it takes. It waits for every transaction that began before, of whomever. */
    private static final Duration A_BUILD = Duration.ofMinutes(1);

    private static final Duration A_LINE = Duration.ofNanos(100_000);
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    /** Any number that nobody else takes. Given back with the connection, should something fail. */
    private static final String LOCK = "select pg_try_advisory_lock(" + 0x6173796e637bL + ")::int";

    /** Not the owner; no such extension, in words of several versions; it is where nobody looks for it: as was decided. */
    private static final Set<String> REFUSALS = Set.of("42501", "0A000", "58P01", "42704");

    private static final String NAME = "asyncz_logs_text_";

    /** Those that are of use, or not: left by a build that was cut off, or by the versions that had one for all lines. */
    private static final String INDEXES = "select relname from pg_index join pg_class on oid = indexrelid"
            + " where indrelid = 'asyncz_logs'::regclass and relname ~ '^asyncz_logs_text(_[0-9a-f]{12}_[0-9a-f]{12})?$'"
            + " and (indisvalid and relname <> 'asyncz_logs_text') = %s order by relname desc";

    private static final String BUILD = "create index concurrently " + NAME + "%012x_%012x on asyncz_logs"
            + " using gin (message gin_trgm_ops, ((extra ->> 'exception') collate \"C\") gin_trgm_ops) where true%s";

    private final Connections connections;
    private final int lines;
    private final Duration settled;
    private final Consumer<String> say;
    private long notBefore = System.nanoTime();
    private @Nullable String said;

    /**
     * @param count about how many lines are kept
     * @param say takes a line for the user
     */
    TextIndexes(Connections connections, int count, Consumer<String> say) {
        this(connections, Math.max(LEAST_LINES, count / MOST), SETTLED, say);
    }

    TextIndexes(Connections connections, int lines, Duration settled, Consumer<String> say) {
        this.connections = connections;
        this.lines = lines;
        this.settled = settled;
        this.say = say;
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

    /**
     * Indexes what is no longer written to, and drops the indexes of what is gone. For one thread, and on a connection of
     * its own: other statements may not take that long.
     */
    void keepUp() {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            connections.useOnce(connection -> {
                keepUp(connection);
                return true;
            });
        } catch (StorageUnavailable | IllegalArgumentException e) {
            giveWay(e);
        }
    }

    /** A server that went away is back sooner, and those who write say so. */
    private void giveWay(RuntimeException failure) {
        String state = failure.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "";
        if (state.startsWith("08") || state.startsWith("57P")) {
            return;
        }
        notBefore = System.nanoTime() + AFTER_FAILURE.toNanos();
        String what = "texts are searched without a new index for an hour: " + failure.getMessage();
        if (!REFUSALS.contains(state) && !what.equals(said)) {
            said = what;
            say.accept(what);
        }
    }

    private void keepUp(Connection connection) throws SQLException {
        long start = System.nanoTime();
        Duration patience = A_BUILD.plus(A_LINE.multipliedBy(lines));
        connection.setNetworkTimeout(
                Runnable::run, (int) patience.plusSeconds(5).toMillis());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = " + patience.toMillis());
            if (number(statement, LOCK) == 0) {
                return;
            }
            drop(connection, statement);
            String next = next(connection, statement);
            if (next != null) {
                statement.execute("create extension if not exists pg_trgm");
            }
            while (next != null && System.nanoTime() - start < A_TURN.toNanos()) {
                statement.execute(next);
                next = next(connection, statement);
            }
            statement.execute("select pg_advisory_unlock_all()");
        }
    }

    private static void drop(Connection connection, Statement statement) throws SQLException {
        List<String> old = indexes(connection, false);
        UUID oldest = id(statement, "select id from asyncz_logs order by id limit 1");
        for (String index : indexes(connection, true)) {
            if (oldest == null || range(index).to() <= IdRange.millis(oldest)) {
                old.add(index);
            }
        }
        for (String index : old) {
            statement.execute("drop index concurrently if exists " + index);
        }
    }

    /** The statement that builds the next one; null while there are too few lines for it. */
    private @Nullable String next(Connection connection, Statement statement) throws SQLException {
        IdRange above = ranges(connection).get(0);
        long now = number(statement, "select (extract(epoch from clock_timestamp()) * 1000)::bigint");
        IdRange over = new IdRange(above.from(), Math.max(above.from(), now - settled.toMillis()), false);
        String ids = "select id from asyncz_logs where true" + over.condition() + " order by id ";
        UUID first = id(statement, ids + "limit 1");
        UUID last = id(statement, ids + "limit 1 offset " + (lines - 1));
        if (first == null || last == null) {
            return null;
        }
        long from = above.from() == 0 ? IdRange.millis(first) : above.from();
        IdRange range = new IdRange(from, IdRange.millis(last) + 1, true);
        return String.format(BUILD, range.from(), range.to(), range.condition());
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

    private static @Nullable UUID id(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getObject(1, UUID.class) : null;
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
