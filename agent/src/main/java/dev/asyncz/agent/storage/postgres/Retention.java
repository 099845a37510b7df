package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.Kept;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what is too old or too much, on a daemon thread of its own: a few thousand rows a statement, each committed by
 * itself, so that no lock is held for long. Of all nodes that share the table one sweeps in a minute. Age is measured by
 * the server's clock, never by this machine's.
 */
final class Retention implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int ROWS_A_STATEMENT = 5_000;

    /** One node has this minute, even where the server's clock went back. */
    private static final String MY_TURN = "update asyncz_schema set %1$s = clock_timestamp()"
            + " where %1$s not between clock_timestamp() - interval '50 seconds' and clock_timestamp()";

    private static final String DELETE = "delete from %1$s where id = any(array("
            + "select id from %1$s where %2$s limit " + ROWS_A_STATEMENT + "))";

    private final Connections connections;
    private final Kept kept;
    private final String table;
    private final int days;
    private final int count;
    private final Runnable afterwards;
    private final Consumer<String> say;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LongAdder deletedRows = new LongAdder();
    private @Nullable String said;

    /**
     * @param kept whose table it is
     * @param days how old a row may be; 0 for as old as it gets
     * @param count about how many rows to keep
     * @param afterwards what the node that has swept does next
     * @param say takes a line for the user
     */
    Retention(Connections connections, Kept kept, int days, int count, Runnable afterwards, Consumer<String> say) {
        this.connections = connections;
        this.kept = kept;
        this.table = Schema.table(kept);
        this.days = days;
        this.count = count;
        this.afterwards = afterwards;
        this.say = say;
    }

    void start() {
        Thread thread = new Thread(null, this::run, "asyncz-postgres-retention", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                sweepOrSay();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepOrSay() {
        try {
            if (isMyTurn()) {
                sweep();
                afterwards.run();
            }
        } catch (RuntimeException e) {
            String what = "old lines are kept for now: " + e.getMessage();
            if (!isClosed() && !what.equals(said)) {
                said = what;
                say.accept(what);
            }
        }
    }

    /** How many rows this node has deleted since the start. */
    long deleted() {
        return deletedRows.sum();
    }

    /** Deletes until nothing is left that is too old or too much. */
    void sweep() {
        if (days > 0) {
            deleteAll(delete("ts < now() - make_interval(days => ?)"), days);
        }
        connections.use(PAUSE, this::newestToGo).ifPresent(id -> deleteAll(delete("id <= ?"), id));
    }

    boolean isMyTurn() {
        String myTurn = String.format(MY_TURN, Schema.swept(kept));
        return connections.use(connection -> {
            int turns = update(connection, myTurn, null);
            if (turns == 0 && isStateLost(connection)) {
                throw Schema.damaged();
            }
            return turns > 0;
        });
    }

    /** Somebody may have emptied it; then nobody would ever have a turn. */
    private static boolean isStateLost(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select from asyncz_schema limit 1")) {
            return !row.next();
        }
    }

    private String delete(String where) {
        return String.format(DELETE, table, where);
    }

    private void deleteAll(String sql, Object bound) {
        int deleted;
        do {
            deleted = connections.use(connection -> update(connection, sql, bound));
            deletedRows.add(deleted);
        } while (deleted == ROWS_A_STATEMENT && !isClosed());
    }

    /** Walks the index over all that is kept: longer than other statements may take, and nobody waits for it. */
    private Optional<UUID> newestToGo(Connection connection) throws SQLException {
        String sql = "select id from " + table + " order by id desc offset " + count + " limit 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private static int update(Connection connection, String sql, @Nullable Object parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (parameter != null) {
                statement.setObject(1, parameter);
            }
            return statement.executeUpdate();
        }
    }
}
