package dev.asyncz.agent.storage.postgres.partition;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What partitions hold and take.
 *
 * @param lines about how many lines
 * @param bytes with indexes, on the disk
 */
record PartitionSizes(long lines, long bytes) {
    /** What was counted while it was written, or else estimated: a server that crashed has forgotten the first. */
    private static final String LINES = "greatest(reltuples::bigint, pg_stat_get_live_tuples(oid), 0)";

    private static final String ALL = "select inhrelid::regclass::text, " + LINES + ", pg_total_relation_size(inhrelid)"
            + " from pg_inherits join pg_class on oid = inhrelid where inhparent = '" + Layout.TABLE + "'::regclass";

    static long lines(Connection connection, String table) throws SQLException {
        return Ddl.number(connection, "select " + LINES + " from pg_class where oid = '" + table + "'::regclass");
    }

    /** By the names of the partitions. */
    static Map<String, PartitionSizes> all(Connection connection) throws SQLException {
        Map<String, PartitionSizes> all = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                all.put(rows.getString(1), new PartitionSizes(rows.getLong(2), rows.getLong(3)));
            }
        }
        return all;
    }
}
