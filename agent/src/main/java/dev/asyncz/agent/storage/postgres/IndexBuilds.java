package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.StorageUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds and drops indexes of a table concurrently, which blocks neither those who write nor those who read; of all
 * nodes one at a time. What is concurrent cannot be in a transaction, where a lock or a timeout would end with it, and
 * behind a pooler those of a session stay with whoever has the server's connection next. So whose turn it is stands in
 * {@code asyncz_schema}, until a time that is over when its node is gone; and what takes too long is cancelled by its
 * text, also what a node that is gone has left running.
 */
final class IndexBuilds {
    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    /** How much longer a turn lasts than the statement that runs in it. */
    private static final Duration SPARE = Duration.ofSeconds(30);

    /** Here, as whoever may not do this may not build an index either, and needs none of it. */
    private static final String HAS_TURNS = "select count(*) from pg_attribute where attname = 'builds_until'"
            + " and attrelid = 'asyncz_schema'::regclass and not attisdropped";

    private static final String ADD_TURNS =
            "alter table asyncz_schema add column if not exists builds_until timestamptz not null default '-infinity'";

    /** A time that is further away is from a clock that went back. */
    private static final String TAKE = "update asyncz_schema set builds_until = clock_timestamp() + interval '30 s'"
            + " where builds_until not between clock_timestamp() and clock_timestamp() + interval '1 hour'"
            + " returning builds_until::text";

    private static final String PROLONG = "update asyncz_schema set builds_until = clock_timestamp()"
            + " + interval '%d s' where builds_until = '%s' returning builds_until::text";

    private static final String GIVE_BACK =
            "update asyncz_schema set builds_until = '-infinity' where builds_until = '%s'";

    /** By which a statement of ours is known. */
    private static final String MARK = "/* asyncz */ ";

    /** What runs of ours on this very table or a partition of it: whoever has the turn knows that nobody waits for it. */
    private static final String CANCEL = "select count(pg_cancel_backend(pid)) from pg_stat_activity"
            + " where datname = current_database() and usename = current_user and state = 'active'"
            + " and query like '" + MARK + "%%'"
            + " and pid in (select pid from pg_locks where relation = '%1$s'::regclass"
            + " or relation in (select inhrelid from pg_inherits where inhparent = '%1$s'::regclass))";

    /** Not the owner; no such extension, in words of several versions; it is where nobody looks for it: as was decided. */
    private static final Set<String> REFUSALS = Set.of("42501", "0A000", "58P01", "42704");

    private static final String CANCELLED = "57014";

    private final String table;
    private final Connections connections;
    private final String consequence;
    private final Consumer<String> say;
    private long notBefore = System.nanoTime();
    private @Nullable String said;
    /** Until when the turn is this node's, as the server writes it; empty for not at all. */
    private String mine = "";

    /**
     * @param consequence what a failure means, for the user
     * @param say takes a line for the user
     */
    IndexBuilds(String table, Connections connections, String consequence, Consumer<String> say) {
        this.table = table;
        this.connections = connections;
        this.consequence = consequence;
        this.say = say;
    }

    /** What to do in a turn. */
    @FunctionalInterface
    interface Turn {
        void take() throws SQLException;
    }

    /** Takes a turn unless another node has it, or the last one failed less than an hour ago. For one thread. */
    void takeTurn(Turn turn) {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            mine = connections.use(IndexBuilds::takeTurn);
            if (!mine.isEmpty()) {
                cancel();
                turn.take();
            }
        } catch (StorageUnavailable | IllegalArgumentException e) {
            giveWay(e);
        } catch (SQLException e) {
            giveWay(connections.failure(e));
        } finally {
            giveBack();
        }
    }

    private static String takeTurn(Connection connection) throws SQLException {
        if ("0".equals(text(connection, HAS_TURNS))) {
            text(connection, ADD_TURNS);
        }
        return text(connection, TAKE);
    }

    private void giveBack() {
        String given = mine;
        mine = "";
        if (!given.isEmpty()) {
            try {
                connections.use(connection -> text(connection, String.format(GIVE_BACK, given)));
            } catch (StorageUnavailable | IllegalArgumentException e) {
                // It is over in a moment.
            }
        }
    }

    /**
     * Runs one statement, in a turn.
     *
     * @throws SQLException when it fails, or takes longer than that and was cancelled
     */
    void run(String sql, Duration atMost) throws SQLException {
        String held = mine;
        long seconds = atMost.plus(SPARE).toSeconds();
        mine = connections.use(connection -> text(connection, String.format(PROLONG, seconds, held)));
        if (mine.isEmpty()) {
            throw new SQLException("another node works on the indexes", CANCELLED);
        }
        long start = System.nanoTime();
        try {
            connections.runAlone(MARK + sql, atMost);
        } catch (SQLException e) {
            if (System.nanoTime() - start < atMost.toNanos()) {
                throw e;
            }
            cancel();
            throw new SQLException("nothing within " + atMost.toSeconds() + " s, cancelled", CANCELLED);
        }
    }

    private void cancel() {
        connections.use(connection -> text(connection, String.format(CANCEL, table)));
    }

    /** The first value of the answer; empty for none. */
    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    /** A server that went away, or a column that was dropped, is back sooner, and those who write say so. */
    private void giveWay(RuntimeException failure) {
        SQLException cause = failure.getCause() instanceof SQLException sql ? sql : new SQLException(failure);
        String state = String.valueOf(cause.getSQLState());
        if (state.startsWith("08") || state.startsWith("57P") || Schema.isDamage(cause)) {
            return;
        }
        notBefore = System.nanoTime() + AFTER_FAILURE.toNanos();
        String what = consequence + " for an hour: " + failure.getMessage();
        if (!REFUSALS.contains(state) && !what.equals(said)) {
            said = what;
            say.accept(what);
        }
    }
}
