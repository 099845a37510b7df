package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.postgres.counts.Recount;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.agent.storage.postgres.partition.NextPartitions;
import dev.asyncz.agent.storage.postgres.partition.PartitionDrops;
import dev.asyncz.agent.storage.postgres.partition.TableMove;
import dev.asyncz.agent.storage.postgres.partition.TableMove.Step;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps lines in partitions: makes them of a table that has none, makes some ahead, and drops what is not kept. Whoever
 * may not change the table does without, and deletes lines one by one. Runs are few and stay in one table.
 */
final class PartitionUpkeep {
    /** So many parts, about, are what is kept: as much more of it may be there at a time. */
    private static final int PARTS = 24;

    private static final int PARTS_OF_A_TIME = 16;
    private static final Duration OF_NO_AGE = Duration.ofDays(7);

    /** To look through a large table takes minutes, and holds up nobody. */
    private static final Duration A_STEP = Duration.ofMinutes(10);

    /** Of so few lines, those that are too many are found and deleted in no time. */
    private static final long FEW = 200_000;

    /** Somebody is in the way; cancelled; not the owner, or no such language: tried again when it is time. */
    private static final Set<String> PASSING = Set.of("55P03", "57014", "40P01", "42501", "42P07", "42704");

    private final EntryKind kind;
    private final Connections connections;
    private final RetentionColumn retention;
    private final NextPartitions next = new NextPartitions(EntryRows.COLUMNS);
    private final Consumer<String> say;
    private @Nullable String said;

    /** @param say takes a line for the user */
    PartitionUpkeep(EntryKind kind, Connections connections, RetentionColumn retention, Consumer<String> say) {
        this.kind = kind;
        this.connections = connections;
        this.retention = retention;
        this.say = say;
    }

    /** Takes what steps are left to partitions, and makes those that will be needed. For one thread. */
    void keepUp() {
        if (kind == EntryKind.LOGS) {
            tried(() -> {
                for (Step step = step(); step != Step.NONE; step = step()) {
                    take(step);
                }
            });
            makeAhead();
        }
    }

    /** Makes those that will be needed. Nothing is lost without. */
    void makeAhead() {
        if (kind == EntryKind.LOGS) {
            tried(() -> {
                List<RetentionPolicy> policies = retention.inForce().policies();
                connections.use(
                        connection -> next.make(connection, most(policies), lines(connection, policies) / PARTS));
            });
        }
    }

    /** Drops those of which no policy keeps a line; the answer is about how many lines went. */
    long drop(List<RetentionPolicy> policies) {
        if (kind != EntryKind.LOGS) {
            return 0;
        }
        List<Long> lines = new ArrayList<>();
        List<String> due = connections.use(connection -> PartitionDrops.due(connection, policies, lines));
        long dropped = 0;
        for (int i = 0; i < due.size(); i++) {
            String partition = due.get(i);
            if (!tried(() -> connections.use(connection -> Recount.drop(connection, partition)))) {
                break;
            }
            dropped += lines.get(i);
        }
        return dropped;
    }

    boolean arePartitions() {
        return kind == EntryKind.LOGS && connections.use(Layout::read).isPartitioned();
    }

    /** Whether so many lines more are there that they are not to wait for a partition to go; few are cut exactly. */
    boolean holdTooMany(Connection connection, long lines) throws SQLException {
        return lines < FEW || PartitionDrops.lines(connection) > lines + lines / 2;
    }

    private Step step() {
        return connections.use(connection -> {
            Step next = TableMove.next(connection);
            boolean isReady = next != Step.ATTACH || TableIndexes.areThere(connection, Layout.TABLE);
            return isReady ? next : Step.NONE;
        });
    }

    private void take(Step step) {
        connections.use(step == Step.CHECK ? A_STEP : Connections.STATEMENT_TIMEOUT, connection -> {
            TableMove.take(step, connection, statement -> TableIndexes.createAll(statement, Layout.TABLE));
            return true;
        });
    }

    private static Duration most(List<RetentionPolicy> policies) {
        Duration most = Duration.ZERO;
        for (RetentionPolicy policy : policies) {
            Duration each = policy.days() == 0
                    ? OF_NO_AGE
                    : Duration.ofDays(policy.days()).dividedBy(PARTS_OF_A_TIME);
            most = each.compareTo(most) > 0 ? each : most;
        }
        return most;
    }

    private static long lines(Connection connection, List<RetentionPolicy> policies) throws SQLException {
        long bytesARow = RetentionColumn.bytesARow(connection, Layout.TABLE);
        return policies.stream()
                .mapToLong(policy -> policy.lines(bytesARow))
                .max()
                .orElse(Long.MAX_VALUE);
    }

    /** Whether it is done; what it fails for is of no harm to anybody, and said once unless it passes. */
    private boolean tried(Runnable work) {
        try {
            work.run();
            return true;
        } catch (StorageUnavailable | IllegalArgumentException e) {
            String state = e.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "";
            String what = "lines are kept without new partitions: " + e.getMessage();
            if (!PASSING.contains(state) && !state.startsWith("08") && !what.equals(said)) {
                said = what;
                say.accept(what);
            }
            return false;
        }
    }
}
