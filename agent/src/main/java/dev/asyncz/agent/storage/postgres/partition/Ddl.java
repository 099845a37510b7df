package dev.asyncz.agent.storage.postgres.partition;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements that change tables beside those who use them. */
public final class Ddl {
    /** Any other number than that of the schema's lock. Ends with the transaction. */
    private static final long LOCK = 0x6173796e6370L;

    private Ddl() {}

    /**
     * Waits for no lock for long, as whoever comes next would wait behind it; one node at a time. What is made lies in the
     * schema of the table.
     *
     * @throws SQLException with the state 55P03 when somebody is in the way
     */
    public static void begin(Statement statement) throws SQLException {
        statement.execute("set local lock_timeout = 300");
        statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
        statement.execute(Layout.BESIDE);
    }

    /** The name, or one that begins so when it is taken. */
    public static String freeName(Connection connection, String name) throws SQLException {
        String taken = "select count(*) from pg_class where relname = '" + name + "' and pg_table_is_visible(oid)";
        return number(connection, taken) == 0 ? name : name + "_" + Long.toHexString(System.currentTimeMillis());
    }

    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    public static @Nullable UUID id(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getObject(1, UUID.class) : null;
        }
    }
}
