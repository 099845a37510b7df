package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.bootstrap.AgentThreads;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
final class OldRows implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int ROWS_A_STATEMENT = 5_000;

    /** One node has this minute, even where the server's clock went back. */
    private static final String MY_TURN = "update asyncz_schema set %1$s = clock_timestamp()"
            + " where %1$s not between clock_timestamp() - interval '50 seconds' and clock_timestamp()";

    private static final String DELETE = "delete from %1$s where id = any(array("
            + "select id from %1$s where %2$s limit " + ROWS_A_STATEMENT + "))";

    /** The condition that no row meets. */
    private static final String NONE = "false";

    private final Connections connections;
    private final EntryKind kind;
    private final String table;
    private final RetentionColumn retention;
    private final PartitionUpkeep partitions;
    private final Runnable afterwards;
    private final Consumer<String> say;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LongAdder deletedRows = new LongAdder();
    private @Nullable String said;
    /** Whether some more may stay until it goes as a whole. */
    private boolean isSlack;

    /**
     * @param kind whose table it is
     * @param retention what is too old or too much, asked before each sweep
     * @param partitions what goes as a whole
     * @param afterwards what the node that has swept does next
     * @param say takes a line for the user
     */
    OldRows(
            Connections connections,
            EntryKind kind,
            RetentionColumn retention,
            PartitionUpkeep partitions,
            Runnable afterwards,
            Consumer<String> say) {
        this.connections = connections;
        this.kind = kind;
        this.table = Schema.table(kind);
        this.retention = retention;
        this.partitions = partitions;
        this.afterwards = afterwards;
        this.say = say;
    }

    void start() {
        AgentThreads.daemon("asyncz-postgres-retention", this::run).start();
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

    /** How many rows this node has deleted since the start; of what went as a whole, about how many. */
    long deleted() {
        return deletedRows.sum();
    }

    /**
     * Deletes until nothing is left that no policy keeps. What one policy alone has to say is deleted by its indexes, by
     * time and by id; of several, a row goes when it is too old or too much for each.
     */
    void sweep() {
        List<RetentionPolicy> policies = retention.inForce().policies();
        deletedRows.add(partitions.drop(policies));
        isSlack = partitions.arePartitions();
        List<String> tooMuch = connections.use(PAUSE, connection -> tooMuch(connection, policies));
        if (policies.size() == 1) {
            String tooOld = tooOld(policies.get(0));
            List.of(tooOld, tooMuch.get(0)).forEach(this::deleteAll);
            return;
        }
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < policies.size(); i++) {
            gone.add("(" + tooOld(policies.get(i)) + " or " + tooMuch.get(i) + ")");
        }
        deleteAll(String.join(" and ", gone));
    }

    boolean isMyTurn() {
        String myTurn = String.format(MY_TURN, Schema.swept(kind));
        return connections.use(connection -> {
            int turns = update(connection, myTurn);
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

    private void deleteAll(String where) {
        if (where.equals(NONE)) {
            return;
        }
        String sql = String.format(DELETE, table, where);
        int deleted;
        do {
            deleted = connections.use(PAUSE, connection -> update(connection, sql));
            deletedRows.add(deleted);
        } while (deleted == ROWS_A_STATEMENT && !isClosed());
    }

    /** Of partitions, only what comes out of its time: the others go as a whole, up to a sixteenth later. */
    private String tooOld(RetentionPolicy policy) {
        long hours = policy.days() * (isSlack ? 51L : 48L) / 2;
        return policy.days() == 0 ? NONE : "ts < now() - make_interval(hours => " + hours + ")";
    }

    /** Walks the index over all that is kept: longer than other statements may take, and nobody waits for it. */
    private List<String> tooMuch(Connection connection, List<RetentionPolicy> policies) throws SQLException {
        long bytesARow = RetentionColumn.bytesARow(connection, table);
        List<String> conditions = new ArrayList<>();
        for (RetentionPolicy policy : policies) {
            long rows = policy.lines(bytesARow);
            conditions.add(rows == Long.MAX_VALUE ? NONE : beyond(connection, rows));
        }
        return conditions;
    }

    /** Of partitions, only when far too many came within the time of one. */
    private String beyond(Connection connection, long rows) throws SQLException {
        if (isSlack && !partitions.holdTooMany(connection, rows)) {
            return NONE;
        }
        String sql = "select id from " + table + " order by id desc offset " + rows + " limit 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? "id <= '" + row.getObject(1, UUID.class) + "'" : NONE;
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
