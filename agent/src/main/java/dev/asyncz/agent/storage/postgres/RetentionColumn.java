package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.retention.Retention;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The retention that all nodes share, in the column {@code retention} of {@code asyncz_schema}. Any thread. */
final class RetentionColumn {
    /** What a line of a hundred characters takes with its indexes, for a table that has none to measure. */
    private static final long BYTES_A_ROW = 500;

    /** Of the newest; as much again goes to the indexes. */
    private static final String MEASURED = "select coalesce(2 * avg(pg_column_size(newest.*))::bigint, " + BYTES_A_ROW
            + ") from" + " (select * from %s order by id desc limit 1000) newest";

    private final Connections connections;
    private final RetentionRequest request;

    /** @param request what this node asks for; its policy holds where nobody has asked */
    RetentionColumn(Connections connections, RetentionRequest request) {
        this.connections = connections;
        this.request = request;
    }

    /** Adds what this node asks for to what others have asked for; the first of several at once is seen by the next. */
    void ask() {
        boolean isWritten = false;
        while (!isWritten) {
            isWritten = connections.use(connection -> {
                String text = text(connection);
                String wanted = parse(text).with(request).text();
                return wanted.equals(text) || replace(connection, text, wanted);
            });
        }
    }

    /** What holds now. Where somebody has emptied the schema, this node asks again. */
    Retention inForce() {
        String text = connections.use(RetentionColumn::text);
        if (text.isEmpty() && request.isSet()) {
            ask();
            text = connections.use(RetentionColumn::text);
        }
        return parse(text);
    }

    private Retention parse(String text) {
        return Retention.parse(text, request.policy());
    }

    /** What a row of the table takes, with its part of the indexes. */
    static long bytesARow(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(String.format(MEASURED, table))) {
            return row.next() ? row.getLong(1) : BYTES_A_ROW;
        }
    }

    private static String text(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select retention from asyncz_schema limit 1")) {
            if (!row.next()) {
                throw Schema.damaged();
            }
            return row.getString(1);
        }
    }

    private static boolean replace(Connection connection, String text, String wanted) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update asyncz_schema set retention = ? where retention = ?")) {
            statement.setString(1, wanted);
            statement.setString(2, text);
            return statement.executeUpdate() > 0;
        }
    }
}
