package dev.asyncz.agent.storage.postgres.counts;

import dev.asyncz.agent.storage.postgres.partition.Ddl;
import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The tables of counts, and the triggers that fill them. A trigger counts what a statement has really inserted or deleted,
 * in its transaction, whoever sent it: nodes of earlier versions, retention, and people. It only inserts, so that nobody
 * waits for anybody; what it has inserted is merged a minute later.
 *
 * <p>A row of {@code asyncz_counts} is how many lines of a level there are in a time ({@code ts}, in UTC), whose ids are of
 * ten minutes ({@code id}, how many since 1970): of all in a minute (kind m) or in ten (a), of a task in ten (t), of a node
 * in ten (n). By the ids they go with a partition. {@code asyncz_counted} has a row, from which id on lines are counted, and
 * which partitions were there then: while one of them is missing, there are counts of lines that are gone.
 */
public final class CountTables {
    /** The part of the time that an id is counted for; a partition begins and ends with one. */
    static final long ID_MILLIS = 600_000;

    /** An index of names refuses long ones; counts of those are asked for of the lines. */
    static final int LONGEST_NAME = 200;

    /** How lines are counted, from {@code changed}, where {@code %s} holds. */
    private static final String GROUPED =
            "select case when grouping(minute) = 0 then 'm' when grouping(task) = 0 then 't'"
                    + " when grouping(node) = 0 then 'n' else 'a' end, case when grouping(task) = 0 then task"
                    + " when grouping(node) = 0 then node else '' end, id, coalesce(minute, ten), level, %1$s count(*), %2$s"
                    + " from (select ('x' || substr(id::text, 1, 8) || substr(id::text, 10, 4))::bit(48)::bigint / "
                    + ID_MILLIS
                    + " as id, date_trunc('minute', ts at time zone 'UTC') as minute, date_trunc('hour', ts at time zone 'UTC')"
                    + " + interval '10 minutes' * floor(extract(minute from ts at time zone 'UTC') / 10) as ten, level,"
                    + " left(task_id, " + (LONGEST_NAME + 1) + ") as task, left(node, " + (LONGEST_NAME + 1)
                    + ") as node"
                    + " from %3$s) line group by grouping sets ((id, minute, level), (id, ten, level), (id, ten, level, task),"
                    + " (id, ten, level, node)) having grouping(task) = 1 or task is not null";

    static final String COLUMNS = "kind, name, id, ts, level, lines, fresh";

    private static final String CREATE =
            "create table %1$s.asyncz_counts (kind \"char\" not null, name text collate \"C\""
                    + " not null, id bigint not null, ts timestamp not null, level text not null, lines bigint not null,"
                    + " fresh boolean not null);"
                    + " create index asyncz_counts_ts on %1$s.asyncz_counts (kind, name, ts);"
                    + " create index asyncz_counts_id on %1$s.asyncz_counts (id);"
                    + " create index asyncz_counts_fresh on %1$s.asyncz_counts (id) where fresh;"
                    + " create table %1$s.asyncz_counted (first uuid not null, parts oid[] not null);"
                    // With its owner's rights, as those who write lines have none on the counts.
                    + " create or replace function %1$s.asyncz_count() returns trigger language plpgsql security definer"
                    + " set search_path = pg_catalog as $$ begin"
                    + " if tg_op = 'TRUNCATE' then delete from %1$s.asyncz_counts; return null; end if;"
                    + " insert into %1$s.asyncz_counts (" + COLUMNS + ") %2$s; return null; end $$";

    private static final List<String> TRIGGERS = List.of(
            "create trigger asyncz_counts_added after insert on %s referencing new table as changed",
            "create trigger asyncz_counts_removed after delete on %s referencing old table as changed",
            "create trigger asyncz_counts_before after update on %s referencing old table as changed",
            "create trigger asyncz_counts_after after update on %s referencing new table as changed",
            "create trigger asyncz_counts_emptied after truncate on %s");

    /** By which sign its lines count. */
    private static final List<String> SIGNS = List.of("1", "-1", "-1", "1", "0");

    private static final String THERE = "select to_regclass('asyncz_counts') is not null"
            + " and to_regclass('asyncz_counted') is not null and (select count(*) from pg_trigger where tgrelid = '"
            + Layout.TABLE + "'::regclass and tgname ~ '^asyncz_counts_' and tgenabled in ('O', 'A')) = "
            + TRIGGERS.size()
            + " and has_table_privilege(to_regclass('asyncz_counts')::oid, '%1$s')"
            + " and has_table_privilege(to_regclass('asyncz_counted')::oid, '%1$s')";

    private static final String OWNED =
            "select relkind = 'p' and pg_has_role(relowner, 'usage') from pg_class where oid = '" + Layout.TABLE
                    + "'::regclass";

    private static final String READERS = "select distinct 'grant select on asyncz_counts, asyncz_counted to '"
            + " || case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end"
            + " from pg_class, aclexplode(relacl) where oid = '" + Layout.TABLE
            + "'::regclass and grantee <> relowner and privilege_type = 'SELECT'";

    static final String PARTS = "coalesce((select array_agg(inhrelid) from pg_inherits where inhparent = '"
            + Layout.TABLE + "'::regclass), '{}')";

    /** Whether all lines are counted and none that are gone. */
    private static final String COMPLETE =
            "select count(*) from asyncz_counted where first = '" + IdRange.id(0) + "' and parts <@ " + PARTS;

    /** The triggers, where they would fail for want of what they write to, and with them whoever writes lines. */
    public static final String BROKEN =
            "select tgname, tgname from pg_trigger where tgrelid = to_regclass('" + Layout.TABLE
                    + "') and tgname ~ '^asyncz_counts_' and (select count(*) from pg_attribute where attrelid in"
                    + " (to_regclass('asyncz_counts'), to_regclass('asyncz_counted')) and attnum > 0 and not attisdropped) <> 9";

    /** Counts are made anew afterwards. */
    public static final String REMOVE = "drop function if exists asyncz_count() cascade";

    private CountTables() {}

    /** Whether counts tell of all lines now. */
    public static boolean areComplete(Connection connection) throws SQLException {
        return is(connection, String.format(THERE, "select")) && Ddl.number(connection, COMPLETE) == 1;
    }

    /** Whether there are counts that this user may keep up. */
    public static boolean areKept(Connection connection) throws SQLException {
        return is(connection, OWNED)
                && is(connection, String.format(THERE, "insert"))
                && Ddl.number(connection, "select count(*) from asyncz_counted") == 1;
    }

    /**
     * Makes what is missing, or all anew, where this user may. Needs a transaction.
     *
     * @return whether they are there
     * @throws SQLException with the state 55P03 when somebody is in the way
     */
    public static boolean make(Connection connection) throws SQLException {
        if (areKept(connection)) {
            return true;
        }
        if (!is(connection, OWNED)) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            Ddl.begin(statement);
            if (areKept(connection)) {
                return true;
            }
            statement.execute("lock table only " + Layout.TABLE + " in share row exclusive mode");
            String schema = schema(statement);
            statement.execute("drop function if exists " + schema + ".asyncz_count() cascade; drop table if exists "
                    + schema + ".asyncz_counts, " + schema + ".asyncz_counted");
            String changed = "changed where id >= (select first from " + schema + ".asyncz_counted)";
            statement.execute(
                    String.format(CREATE, schema, String.format(GROUPED, "tg_argv[0]::int *", "true", changed)));
            for (int i = 0; i < TRIGGERS.size(); i++) {
                statement.execute(String.format(TRIGGERS.get(i), Layout.TABLE) + " for each statement execute function "
                        + schema + ".asyncz_count('" + SIGNS.get(i) + "')");
            }
            for (String grant : texts(statement, READERS)) {
                statement.execute(grant);
            }
            UUID last = Ddl.id(connection, "select id from " + Layout.TABLE + " order by id desc limit 1");
            UUID first =
                    IdRange.id(last == null ? 0 : ((last.getMostSignificantBits() >>> 16) / ID_MILLIS + 1) * ID_MILLIS);
            statement.execute("insert into asyncz_counted (first, parts) select '" + first + "', " + PARTS);
        }
        return true;
    }

    /** The statement that inserts how many lines there are with the ids of a range. */
    static String insertCounts(IdRange range) {
        return "insert into asyncz_counts (" + COLUMNS + ") "
                + String.format(GROUPED, "", "false", Layout.TABLE + " where true" + range.condition());
    }

    private static String schema(Statement statement) throws SQLException {
        return texts(
                        statement,
                        "select relnamespace::regnamespace::text from pg_class where oid = '" + Layout.TABLE
                                + "'::regclass")
                .get(0);
    }

    private static boolean is(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
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
}
