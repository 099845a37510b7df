package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.EntryKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The indexes that a table has from the start. One that somebody has dropped is built again beside those who write. An
 * index holds the head of an id only, as it refuses long texts.
 */
final class TableIndexes {
    private static final Duration A_BUILD = Duration.ofMinutes(10);

    /**
     * @param name what follows the table's
     * @param content what follows {@code on}, and the table
     */
    private record Index(String name, String content) {}

    private static final List<Index> INDEXES = List.of(
            new Index("_ts", "(ts)"),
            new Index("_task", "(left(task_id, 200), id) where task_id is not null"),
            new Index("_run", "(left(run_id, 200), id) where run_id is not null"),
            new Index("_severe", "(id) where level in ('WARN', 'ERROR')"));

    private static final String THERE = "select relname, indisvalid from pg_index join pg_class on oid = indexrelid"
            + " where indrelid = '%s'::regclass";

    private static final String PARTITIONS = "select inhrelid::regclass::text from pg_inherits"
            + " join pg_class on oid = inhparent and relkind = 'p' where inhparent = '%s'::regclass";

    private final String table;
    private final Connections connections;
    private final IndexBuilds builds;

    /** @param say takes a line for the user */
    TableIndexes(EntryKind kind, Connections connections, Consumer<String> say) {
        this.table = Schema.table(kind);
        this.connections = connections;
        this.builds = new IndexBuilds(table, connections, "an index of " + table + " is not built anew", say);
    }

    /** What a new table needs, each statement after a semicolon. */
    static String createAll(Statement statement, String table) throws SQLException {
        StringBuilder all = new StringBuilder();
        for (Index index : INDEXES) {
            String name = freeName(statement, table + index.name);
            all.append("; create index ").append(name).append(" on ").append(table);
            all.append(' ').append(index.content);
        }
        return all.toString();
    }

    /** Whether a table has all of them, and a primary key: what it lacks would be built while nobody else can use it. */
    static boolean areThere(Connection connection, String table) throws SQLException {
        for (Index index : INDEXES) {
            if (!own(connection, table, table + index.name).containsValue(true)) {
                return false;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select from pg_index where indisprimary and indrelid = '" + table + "'::regclass")) {
            return row.next();
        }
    }

    /** Builds what is missing. For one thread. */
    void keepUp() {
        List<Index> missing = INDEXES.stream()
                .filter(index -> !own(index).containsValue(true))
                .toList();
        if (!missing.isEmpty()) {
            builds.takeTurn(() -> {
                for (Index index : missing) {
                    build(index);
                }
            });
        }
    }

    private void build(Index index) throws SQLException {
        Map<String, Boolean> own = own(index);
        if (own.containsValue(true)) {
            return;
        }
        List<String> parts = connections.use(this::partitions);
        for (String halfBuilt : own.keySet()) {
            if (parts.isEmpty()) {
                builds.run("drop index concurrently if exists " + halfBuilt, A_BUILD);
            } else {
                soon("drop index if exists " + halfBuilt);
            }
        }
        String name = connections.use(connection -> {
            try (Statement statement = connection.createStatement()) {
                return freeName(statement, table + index.name);
            }
        });
        if (parts.isEmpty()) {
            builds.run("create index concurrently " + name + " on " + table + " " + index.content, A_BUILD);
        } else {
            soon("create index " + name + " on only " + table + " " + index.content);
            for (String part : parts) {
                String each = part.substring(part.indexOf('.') + 1).replace("\"", "") + index.name;
                String free = connections.use(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return freeName(statement, each);
                    }
                });
                builds.run("create index concurrently " + free + " on " + part + " " + index.content, A_BUILD);
                soon("alter index " + name + " attach partition " + free);
            }
        }
    }

    /** What has to have the table for itself waits for it no longer than others can wait behind. */
    private void soon(String sql) {
        connections.use(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = 300");
                return statement.execute(sql);
            }
        });
    }

    private List<String> partitions(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.format(PARTITIONS, table))) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** By their names, and whether they are valid. */
    private Map<String, Boolean> own(Index index) {
        return connections.use(connection -> own(connection, table, table + index.name));
    }

    private static Map<String, Boolean> own(Connection connection, String table, String name) throws SQLException {
        Map<String, Boolean> own = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.format(THERE, table))) {
            while (rows.next()) {
                if (rows.getString(1).matches(name + "(_[0-9a-f]+)?")) {
                    own.put(rows.getString(1), rows.getBoolean(2));
                }
            }
        }
        return own;
    }

    /** A table that was renamed keeps the names of its indexes. */
    static String freeName(Statement statement, String name) throws SQLException {
        String taken = "select count(*) from pg_class where relname = '" + name + "' and pg_table_is_visible(oid)";
        try (ResultSet row = statement.executeQuery(taken)) {
            row.next();
            return row.getInt(1) == 0 ? name : name + "_" + Long.toHexString(System.currentTimeMillis());
        }
    }
}
