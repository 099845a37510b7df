package dev.asyncz.agent.storage.kept;

import dev.asyncz.api.LogEntry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Runs that matter in the table {@code asyncz_kept}, one row each: what is known of it and its lines, both as JSON. Made
 * when the first run is put; what needs no more than reading needs no table.
 */
public final class KeptTable implements KeptPlace {
    private static final String TABLE = "asyncz_kept";

    /** Not "if not exists" alone: that wants the right to create even where nothing is to be created. */
    private static final String EXISTS = "select to_regclass('" + TABLE + "') is not null";

    private static final String CREATE = "create table if not exists " + TABLE
            + " (run_id text collate \"C\" primary key, facts text not null, lines text not null)";

    private static final String PUT = "insert into " + TABLE + " (run_id, facts, lines) values (?, ?, ?)"
            + " on conflict (run_id) do update set facts = excluded.facts, lines = excluded.lines";

    private final Transactions connections;

    /** @param connections to a PostgreSQL */
    public KeptTable(Transactions connections) {
        this.connections = connections;
    }

    @Override
    public List<KeptRun> runs() {
        return connections.use(connection -> {
            List<KeptRun> runs = new ArrayList<>();
            if (exists(connection)) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select facts from " + TABLE)) {
                    while (rows.next()) {
                        KeptRun run = KeptText.run(rows.getString(1));
                        if (run != null) {
                            runs.add(run);
                        }
                    }
                }
            }
            return runs;
        });
    }

    @Override
    public List<LogEntry> lines(Collection<String> runs) {
        return connections.use(connection -> {
            List<LogEntry> lines = new ArrayList<>();
            if (exists(connection)) {
                try (PreparedStatement statement = connection.prepareStatement(
                        "select lines from " + TABLE + " where run_id = any(?) order by run_id")) {
                    setRuns(connection, statement, runs);
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            lines.addAll(KeptText.entries(rows.getString(1)));
                        }
                    }
                }
            }
            return lines;
        });
    }

    @Override
    public void put(KeptRun run, List<LogEntry> lines) {
        String text = KeptText.lines(lines);
        KeptRun sized = run.withBytes(text.getBytes(StandardCharsets.UTF_8).length);
        connections.use(connection -> {
            if (!exists(connection)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(CREATE);
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                statement.setString(1, run.run());
                statement.setString(2, KeptText.facts(sized));
                statement.setString(3, text);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public void remove(Collection<String> runs) {
        connections.use(connection -> {
            if (!exists(connection)) {
                return 0;
            }
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from " + TABLE + " where run_id = any(?)")) {
                setRuns(connection, statement, runs);
                return statement.executeUpdate();
            }
        });
    }

    private static void setRuns(Connection connection, PreparedStatement statement, Collection<String> runs)
            throws SQLException {
        statement.setArray(1, connection.createArrayOf("text", runs.toArray()));
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(EXISTS)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
