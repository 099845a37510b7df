package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.postgres.counts.CountTables;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables as they have to be, and what brings them there. What the server has is compared with it, column by column,
 * and what is missing is made: a version alone would not tell that somebody has dropped a table. Where all is there,
 * nothing but reading the catalogue is needed, so that a user without the right to create tables will do.
 *
 * <p>Texts are collated "C": lower and upper case of ASCII is compared without a locale, several times faster.
 */
final class Schema {
    /** How long a statement that makes something may take. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Any number that nobody else takes: the lock that lets one of many nodes work on the tables. */
    private static final long LOCK = 0x6173796e637aL;

    /** What is left to do for an older one is in {@link #addVersion}. A newer one is left alone. */
    private static final int VERSION = 3;

    private static final int NO_VERSION = -1;

    private static final String STATE = "asyncz_schema";

    /** No such table or column; no key by which an insert could tell what is there; no partition for an id. */
    private static final Set<String> DAMAGE = Set.of("42P01", "42703", "42P10", "23514");

    /** @param fill what rows that are older than the column hold */
    private record Column(String name, String type, String fill) {}

    private static final List<Column> ENTRY = List.of(
            new Column("id", "uuid", ""),
            new Column("ts", "timestamptz not null", " default now()"),
            new Column("level", "text not null", " default 'INFO'"),
            new Column("message", "text collate \"C\" not null", " default ''"),
            new Column("logger", "text not null", " default ''"),
            new Column("task_id", "text collate \"C\"", ""),
            new Column("run_id", "text collate \"C\"", ""),
            new Column("node", "text not null", " default ''"),
            new Column("extra", "jsonb not null", " default '{}'"));

    private static final List<Column> STATES = List.of(
            new Column("version", "int not null", " default " + VERSION),
            new Column("swept", "timestamptz not null", " default '-infinity'"),
            new Column("runs_swept", "timestamptz not null", " default '-infinity'"),
            new Column("retention", "text not null default ''", ""),
            new Column("teller", "text not null default ''", ""),
            new Column("teller_until", "timestamptz not null default '-infinity'", ""),
            new Column("told", "text not null default ''", ""));

    /** Not by to_regclass, which may remember what was not there before the lock was waited for. */
    private static final String COLUMNS =
            "select relname, attname from pg_class left join pg_attribute on attrelid = oid"
                    + " and attnum > 0 and not attisdropped where relname in ('asyncz_logs', 'asyncz_runs', '" + STATE
                    + "') and pg_table_is_visible(oid)";

    /** Tables with a key of the id alone. */
    private static final String KEYED = "select relname, relname from pg_index join pg_class on oid = indrelid"
            + " join pg_attribute on attrelid = indrelid and attname = 'id'"
            + " where relname in ('asyncz_logs', 'asyncz_runs') and pg_table_is_visible(oid)"
            + " and indisunique and indisvalid and indpred is null and indkey::text = attnum::text";

    /** Ids that are in the order of the times, which is what ids have to be in. */
    private static final String NEW_IDS = "update %s set id = (lpad(to_hex(greatest(0, extract(epoch from ts) *"
            + " 1000)::bigint), 12, '0') || '7' || substr(md5(ctid::text), 1, 3) || '8' || substr(md5(ctid::text), 4,"
            + " 15))::uuid";

    private static final String WITHOUT_REST = "select relname, relname from pg_partitioned_table"
            + " join pg_class on oid = partrelid where relname = '" + Layout.TABLE
            + "' and pg_table_is_visible(oid) and partdefid = 0";

    private Schema() {}

    /** The name of a kind's table. */
    static String table(EntryKind kind) {
        return "asyncz_" + kind.lowerCase();
    }

    /** The column of {@code asyncz_schema} that says when old rows of a kind were last deleted. */
    static String swept(EntryKind kind) {
        return kind == EntryKind.LOGS ? "swept" : "runs_swept";
    }

    /** Whether {@link #complete} may be of help. */
    static boolean isDamage(SQLException e) {
        return DAMAGE.contains(String.valueOf(e.getSQLState()));
    }

    /** The row of {@code asyncz_schema} is gone. */
    static SQLException damaged() {
        return new SQLException(STATE + " has no row", "42P01");
    }

    /**
     * Makes what is missing. Needs a transaction, and leaves it open.
     *
     * @param isStart whether all may be missing because nobody has made it yet
     * @return what had been there and was made anew, for the user
     * @throws SQLException when the server or its rights do not allow it
     */
    static Optional<String> complete(Connection connection, boolean isStart) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (missing(statement).isEmpty()) {
                return Optional.empty();
            }
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            int version = version(statement, pairs(statement, COLUMNS));
            Map<String, String> missing = missing(statement);
            for (String sql : missing.values()) {
                statement.execute(sql);
            }
            boolean isFirstUse = isStart && missing.size() == EntryKind.values().length + 2;
            boolean isOlder = version >= 0 && version < VERSION;
            return missing.isEmpty() || isFirstUse || isOlder
                    ? Optional.empty()
                    : Optional.of(String.join(", ", missing.keySet()));
        }
    }

    /** What is missing, and the statements that make it. */
    private static Map<String, String> missing(Statement statement) throws SQLException {
        Map<String, Set<String>> there = pairs(statement, COLUMNS);
        Set<String> keyed = pairs(statement, KEYED).keySet();
        Map<String, String> missing = new LinkedHashMap<>();
        for (EntryKind kind : EntryKind.values()) {
            String table = table(kind);
            if (there.containsKey(table)) {
                addColumns(missing, table, ENTRY, there);
                if (missing.containsKey(table + ".id")) {
                    missing.put("ids of " + table, String.format(NEW_IDS, table));
                }
                if (!keyed.contains(table)) {
                    missing.put("key of " + table, "alter table " + table + " add primary key (id)");
                }
            } else {
                missing.put(table, create(statement, kind));
            }
        }
        if (Layout.isPossible(statement.getConnection())
                && !pairs(statement, WITHOUT_REST).isEmpty()) {
            missing.put(Layout.REST, Layout.BESIDE + "; " + createRest(statement));
        }
        if (!pairs(statement, CountTables.BROKEN).isEmpty()) {
            missing.put("counts of lines", CountTables.REMOVE);
        }
        if (there.containsKey(STATE)) {
            addColumns(missing, STATE, STATES, there);
        } else {
            missing.put(STATE, create(STATE, STATES, ""));
        }
        addVersion(missing, version(statement, there));
        return missing;
    }

    /** Lines have partitions, of which the first takes whatever the others do not. */
    private static String create(Statement statement, EntryKind kind) throws SQLException {
        String table = table(kind);
        boolean parts = kind == EntryKind.LOGS && Layout.isPossible(statement.getConnection());
        return create(table, ENTRY, ", primary key (id)")
                + (parts ? " partition by range (id)" : "")
                + TableIndexes.createAll(statement, table)
                + (parts ? "; " + createRest(statement) : "");
    }

    private static String createRest(Statement statement) throws SQLException {
        return "create table " + TableIndexes.freeName(statement, Layout.REST) + " partition of " + Layout.TABLE
                + " default";
    }

    private static String create(String table, List<Column> columns, String more) {
        return columns.stream()
                .map(column -> column.name + " " + column.type)
                .collect(Collectors.joining(", ", "create table if not exists " + table + " (", more + ")"));
    }

    private static void addColumns(
            Map<String, String> missing, String table, List<Column> columns, Map<String, Set<String>> there) {
        for (Column column : columns) {
            if (!there.getOrDefault(table, Set.of()).contains(column.name)) {
                missing.put(
                        table + "." + column.name,
                        "alter table " + table + " add column if not exists " + column.name + " " + column.type
                                + column.fill);
            }
        }
    }

    private static void addVersion(Map<String, String> missing, int version) {
        if (version == NO_VERSION) {
            missing.put(
                    "row of " + STATE,
                    "insert into " + STATE + " (version, swept, runs_swept) values (" + VERSION
                            + ", '-infinity', '-infinity')");
        } else if (version < VERSION) {
            missing.put(
                    "version " + VERSION,
                    "drop index if exists asyncz_logs_message, asyncz_logs_exception; update " + STATE
                            + " set version = " + VERSION);
        }
    }

    private static int version(Statement statement, Map<String, Set<String>> there) throws SQLException {
        if (!there.containsKey(STATE)) {
            return NO_VERSION;
        }
        boolean isKept = there.getOrDefault(STATE, Set.of()).contains("version");
        String version = isKept ? "version" : String.valueOf(VERSION);
        String sql = "select " + version + " from " + STATE + " order by 1 desc limit 1";
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : NO_VERSION;
        }
    }

    private static Map<String, Set<String>> pairs(Statement statement, String sql) throws SQLException {
        Map<String, Set<String>> pairs = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.computeIfAbsent(rows.getString(1), name -> new HashSet<>())
                        .add(rows.getString(2));
            }
        }
        return pairs;
    }
}
