package dev.asyncz.agent.storage.postgres.server;

import dev.asyncz.api.LogEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the version without partitions says to a server, in its words. */
public final class VersionBefore {
    private static final String INSERT = "insert into asyncz_logs (id, ts, level, message, logger, task_id, run_id,"
            + " node, extra) select * from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[],"
            + " ?::text[], ?::text[], ?::jsonb[]) on conflict (id) do nothing";

    private VersionBefore() {}

    public static void insert(String database, LogEntry line) throws SQLException {
        try (Connection connection = PostgresServer.connect(database);
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            List<Object> values =
                    new ArrayList<>(List.of(line.id(), line.ts(), line.level(), line.message(), "", "", ""));
            values.addAll(List.of("old", "{}"));
            for (int i = 0; i < values.size(); i++) {
                statement.setArray(i + 1, connection.createArrayOf("text", new Object[] {
                    values.get(i).toString()
                }));
            }
            statement.executeUpdate();
        }
    }
}
