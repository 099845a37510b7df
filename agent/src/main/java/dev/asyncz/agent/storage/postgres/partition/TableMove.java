package dev.asyncz.agent.storage.postgres.partition;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes a partition of a table that has none, beside those who write to it and read it, nodes of earlier versions
 * included: under its name there is a partitioned one at the end, and the lines stay where they are. Three steps, each a
 * transaction; between them, and if nobody ever takes the next one, all goes on as before for whoever uses the table.
 *
 * <ol>
 *   <li>Lines of later than in an hour go to a table that inherits, which takes them for good, so that
 *   <li>it can be checked, with no lock that anybody would notice, that the table has none;
 *   <li>then it is attached without being looked through, and the other one becomes the partition for the rest.
 * </ol>
 *
 * A check alone would do for the second step, but a node that dies there would leave it behind: in an hour it would
 * refuse the lines of all others.
 */
public final class TableMove {
    private static final String TABLE = Layout.TABLE;
    private static final String CHECK = TABLE + "_before";
    private static final String REST_CHECK = TABLE + "_from";
    private static final String ROUTE = TABLE + "_route";

    /** Clocks of nodes are no further ahead of each other; and the lines of some time are in the old table. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** A line of a later time would keep the table from ever being over. */
    private static final Duration TOO_FAR = Duration.ofDays(1);

    private static final String STATE =
            "select coalesce((select case when convalidated then 'checked' else 'routed' end"
                    + " from pg_constraint where conrelid = t.oid and conname = '" + CHECK + "'), 'old'), relkind = 'r'"
                    + " and relowner = (select oid from pg_roles where rolname = current_user) and not relispartition"
                    + " from pg_class t where t.oid = '" + TABLE + "'::regclass";

    /** What would not follow: views and foreign keys look at the table itself, rights on rows are its own. */
    private static final String TIES = "select (select count(*) from pg_depend where refobjid = t.oid"
            + " and classid = 'pg_rewrite'::regclass) + (select count(*) from pg_constraint where confrelid = t.oid"
            + " or contype = 'f' and conrelid = t.oid) + (select count(*) from pg_trigger where tgrelid = t.oid"
            + " and not tgisinternal and tgname <> '" + ROUTE + "') + (select count(*) from pg_publication_rel where"
            + " prrelid = t.oid) + (select count(*) from pg_inherits where inhparent = t.oid and inhrelid <>"
            + " coalesce(to_regclass('" + Layout.REST + "'), 0)) + (select count(*) from pg_attribute where"
            + " attrelid = t.oid and attacl is not null) + relrowsecurity::int"
            + " from pg_class t where t.oid = '" + TABLE + "'::regclass";

    /** Who may do what with the table, but for its owner, as statements. */
    private static final String GRANTS = "select 'grant ' || privilege_type || ' on " + TABLE + " to '"
            + " || case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end"
            + " || case when is_grantable then ' with grant option' else '' end"
            + " from pg_class, aclexplode(relacl) where oid = '" + TABLE + "'::regclass and grantee <> relowner";

    private static final String BOUND = "select (regexp_match(pg_get_constraintdef(oid), '[-0-9a-f]{36}'))[1]::uuid"
            + " from pg_constraint where conrelid = '" + TABLE + "'::regclass and conname = '" + CHECK + "'";

    private TableMove() {}

    /** What a table needs next. */
    public enum Step {
        /** Nothing: it has partitions, or none can be made, or something depends on it that would not follow. */
        NONE,
        ROUTE,
        CHECK,
        ATTACH
    }

    /** The statements that make the indexes of the empty table, each after a semicolon. */
    @FunctionalInterface
    public interface Indexes {
        String createAll(Statement statement) throws SQLException;
    }

    /** Which step is next. */
    public static Step next(Connection connection) throws SQLException {
        if (!Layout.isPossible(connection)) {
            return Step.NONE;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATE)) {
            if (!row.next() || !row.getBoolean(2)) {
                return Step.NONE;
            }
            String state = row.getString(1);
            boolean isFree = Ddl.number(connection, TIES) == 0;
            return switch (state) {
                case "old" -> isFree && !isFarAhead(connection) ? Step.ROUTE : Step.NONE;
                case "routed" -> Step.CHECK;
                default -> isFree ? Step.ATTACH : Step.NONE;
            };
        }
    }

    /**
     * Takes a step. Needs a transaction of its own.
     *
     * @throws SQLException with the state 55P03 when somebody is in the way; nothing has happened then
     */
    public static void take(Step step, Connection connection, Indexes indexes) throws SQLException {
        switch (step) {
            case ROUTE -> route(connection);
            case CHECK -> check(connection);
            case ATTACH -> attach(connection, indexes);
            case NONE -> {}
        }
    }

    private static boolean isFarAhead(Connection connection) throws SQLException {
        UUID last = Ddl.id(connection, "select id from " + TABLE + " order by id desc limit 1");
        return last != null && millis(last) > now(connection) + TOO_FAR.toMillis();
    }

    private static void route(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Ddl.begin(statement);
            statement.execute("lock table " + TABLE + " in access exclusive mode");
            if (next(connection) != Step.ROUTE) {
                return;
            }
            UUID last = Ddl.id(connection, "select id from " + TABLE + " order by id desc limit 1");
            long latest = Math.max(now(connection), last == null ? 0 : millis(last));
            UUID bound = IdRange.id(latest + AHEAD.toMillis());
            String rest = Ddl.freeName(connection, Layout.REST);
            String schema = schema(statement);
            statement.execute("create table " + rest + " (like " + TABLE + " including defaults including storage,"
                    + " primary key (id), constraint " + REST_CHECK + " check (id >= '" + bound + "')) inherits ("
                    + TABLE + ")");
            // With its owner's rights, as those who write have none on the other table.
            statement.execute("create or replace function " + ROUTE + "() returns trigger language plpgsql"
                    + " security definer set search_path = pg_catalog as $$ begin insert into " + schema + "." + rest
                    + " values (new.*) on conflict (id) do nothing; return null; end $$");
            statement.execute("create trigger " + ROUTE + " before insert on " + TABLE
                    + " for each row when (new.id >= '" + bound + "') execute function " + ROUTE + "()");
            statement.execute("alter table " + TABLE + " add constraint " + CHECK + " check (id < '" + bound
                    + "') no inherit not valid");
        }
    }

    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = 300");
            statement.execute("alter table " + TABLE + " validate constraint " + CHECK);
        }
    }

    private static void attach(Connection connection, Indexes indexes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Ddl.begin(statement);
            statement.execute("lock table " + TABLE + " in access exclusive mode");
            UUID bound = Ddl.id(connection, BOUND);
            if (bound == null || next(connection) != Step.ATTACH) {
                return;
            }
            List<String> grants = texts(statement, GRANTS);
            String rest = texts(
                            statement,
                            "select inhrelid::regclass::text from pg_inherits where inhparent = '" + TABLE
                                    + "'::regclass")
                    .get(0);
            String old = Ddl.freeName(connection, TABLE + "_old");
            statement.execute("drop trigger " + ROUTE + " on " + TABLE + "; drop function " + ROUTE + "()");
            statement.execute("alter table " + rest + " no inherit " + TABLE);
            statement.execute("alter table " + TABLE + " rename to " + old);
            statement.execute("create table " + TABLE + " (like " + old + " including defaults including storage,"
                    + " primary key (id)) partition by range (id)");
            statement.execute(indexes.createAll(statement).replaceFirst("^;", ""));
            for (String grant : grants) {
                statement.execute(grant);
            }
            statement.execute("alter table " + TABLE + " attach partition " + old + " for values from (minvalue) to ('"
                    + bound + "')");
            statement.execute("alter table " + TABLE + " attach partition " + rest + " default");
            statement.execute("alter table " + old + " drop constraint " + CHECK);
            statement.execute("alter table " + rest + " drop constraint " + REST_CHECK);
        }
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static String schema(Statement statement) throws SQLException {
        return texts(
                        statement,
                        "select relnamespace::regnamespace::text from pg_class where oid = '" + TABLE + "'::regclass")
                .get(0);
    }

    private static long now(Connection connection) throws SQLException {
        return Ddl.number(connection, "select (extract(epoch from clock_timestamp()) * 1000)::bigint");
    }

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }
}
