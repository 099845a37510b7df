package dev.asyncz.agent.storage.postgres.partition;

import dev.asyncz.agent.storage.retention.RetentionPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Drops partitions of which no line is kept: the disk has the room at once, and nobody looks through lines. */
public final class PartitionDrops {
    private PartitionDrops() {}

    /**
     * Which no policy keeps, the oldest first: over for longer than it says, or beyond what newer ones hold.
     *
     * @param lines about how many lines go with each, added to it
     */
    public static List<String> due(Connection connection, List<RetentionPolicy> policies, List<Long> lines)
            throws SQLException {
        Layout layout = Layout.read(connection);
        List<String> due = new ArrayList<>();
        if (!layout.isPartitioned() || layout.parts().isEmpty()) {
            return due;
        }
        Map<String, PartitionSizes> sizes = PartitionSizes.all(connection);
        PartitionSizes none = new PartitionSizes(0, 0);
        long newerLines =
                sizes.values().stream().mapToLong(PartitionSizes::lines).sum();
        long newerBytes =
                sizes.values().stream().mapToLong(PartitionSizes::bytes).sum();
        for (Partition part : layout.parts()) {
            PartitionSizes size = sizes.getOrDefault(part.name(), none);
            newerLines -= size.lines();
            newerBytes -= size.bytes();
            if (part.to() > layout.now() || !isDue(policies, layout.now() - part.to(), newerLines, newerBytes)) {
                break;
            }
            due.add(part.name());
            lines.add(size.lines());
        }
        return due;
    }

    /** About how many lines all of them hold. */
    public static long lines(Connection connection) throws SQLException {
        return PartitionSizes.all(connection).values().stream()
                .mapToLong(PartitionSizes::lines)
                .sum();
    }

    private static boolean isDue(List<RetentionPolicy> policies, long ageMillis, long newerLines, long newerBytes) {
        for (RetentionPolicy policy : policies) {
            boolean isOld = policy.days() > 0
                    && ageMillis >= Duration.ofDays(policy.days()).toMillis();
            boolean isBeyond = policy.count() > 0 && newerLines >= policy.count()
                    || policy.bytes() > 0 && newerBytes >= policy.bytes();
            if (!isOld && !isBeyond) {
                return false;
            }
        }
        return true;
    }

    /**
     * Drops one. Needs a transaction.
     *
     * @throws SQLException with the state 55P03 when somebody is in the way
     */
    public static boolean drop(Connection connection, String partition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Ddl.begin(statement);
            statement.execute("drop table if exists " + partition);
            return true;
        }
    }
}
