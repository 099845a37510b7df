package dev.asyncz.agent.storage.postgres.partition;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An index that a partition gets once it is over: what is written is in none of them, and costs no more. Known by its
 * name, which begins as that of no index of another kind.
 */
public enum ClosedIndex {
    /** Of the trigrams of message and exception. */
    TEXT("using gin (message gin_trgm_ops, ((extra ->> 'exception') collate \"C\") gin_trgm_ops)"),
    /** Of the values of fields, at their paths. */
    FIELDS("using gin (extra jsonb_path_ops)"),
    NODE("(node)");

    private static final String THERE = "select inhrelid::regclass::text, i.relname, indisvalid from pg_inherits"
            + " join pg_index on indrelid = inhrelid join pg_class i on i.oid = indexrelid"
            + " where inhparent = '" + Layout.TABLE + "'::regclass and i.relname ~ '^asyncz_closed_'";

    private final String content;

    ClosedIndex(String content) {
        this.content = content;
    }

    /** What follows {@code on}, and the table. */
    public String content() {
        return content;
    }

    /** The name of a partition's, while no other has it. */
    public String name(long from) {
        return prefix() + String.format("%012x", from);
    }

    private String prefix() {
        return "asyncz_closed_" + name().toLowerCase(Locale.ROOT) + "_";
    }

    /** Which each partition has, by its name. */
    public static Map<String, Set<ClosedIndex>> there(Connection connection) throws SQLException {
        Map<String, Set<ClosedIndex>> there = new HashMap<>();
        read(connection, true, (table, index) -> {
            for (ClosedIndex each : values()) {
                if (index.startsWith(each.prefix())) {
                    there.computeIfAbsent(table, name -> EnumSet.noneOf(ClosedIndex.class))
                            .add(each);
                }
            }
        });
        return there;
    }

    /** The names of those that a build which was cut off has left. */
    public static Set<String> halfBuilt(Connection connection) throws SQLException {
        Set<String> halfBuilt = new HashSet<>();
        read(connection, false, (table, index) -> halfBuilt.add(index));
        return halfBuilt;
    }

    private interface Row {
        void take(String table, String index);
    }

    private static void read(Connection connection, boolean valid, Row row) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(THERE)) {
            while (rows.next()) {
                if (rows.getBoolean(3) == valid) {
                    row.take(rows.getString(1), rows.getString(2));
                }
            }
        }
    }
}
