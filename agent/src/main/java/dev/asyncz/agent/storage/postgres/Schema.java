package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.Kept;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables and their version, which is the one row of {@code asyncz_schema}. Where that
 * is current already, nothing but reading it is needed, so that a user without the right to create tables will do.
 */
final class Schema {
    /** Any number that nobody else takes: the lock that lets one of many starting nodes migrate. */
    private static final long LOCK = 0x6173796e637aL;

    /**
     * What brings the tables from version n to n + 1. To change them, add one.
     *
     * <p>Texts are collated "C": lower and upper case of ASCII is compared without a locale, several times faster. An
     * index holds the head of an id only, as it refuses long texts.
     */
    private static final List<String> MIGRATIONS = List.of("""
            create table asyncz_logs (
                id uuid primary key,
                ts timestamptz not null,
                level text not null,
                message text collate "C" not null,
                logger text not null,
                task_id text collate "C",
                run_id text collate "C",
                node text not null,
                extra jsonb not null);
            create index asyncz_logs_ts on asyncz_logs (ts);
            create index asyncz_logs_task on asyncz_logs (left(task_id, 200), id) where task_id is not null;
            create index asyncz_logs_run on asyncz_logs (left(run_id, 200), id) where run_id is not null;
            create index asyncz_logs_severe on asyncz_logs (id) where level in ('WARN', 'ERROR');
            create table asyncz_schema (version int not null, swept timestamptz not null);
            insert into asyncz_schema values (0, '-infinity');
            """, """
            create table asyncz_runs (
                id uuid primary key,
                ts timestamptz not null,
                level text not null,
                message text collate "C" not null,
                logger text not null,
                task_id text collate "C",
                run_id text collate "C",
                node text not null,
                extra jsonb not null);
            create index asyncz_runs_ts on asyncz_runs (ts);
            create index asyncz_runs_task on asyncz_runs (left(task_id, 200), id) where task_id is not null;
            create index asyncz_runs_run on asyncz_runs (left(run_id, 200), id) where run_id is not null;
            create index asyncz_runs_severe on asyncz_runs (id) where level in ('WARN', 'ERROR');
            alter table asyncz_schema add column runs_swept timestamptz not null default '-infinity';
            drop index if exists asyncz_logs_message, asyncz_logs_exception;
            """);

    private Schema() {}

    /** The name of a kind's table. */
    static String table(Kept kept) {
        return "asyncz_" + kept.lowerCase();
    }

    /** The column of {@code asyncz_schema} that says when old rows of a kind were last deleted. */
    static String swept(Kept kept) {
        return kept == Kept.LOGS ? "swept" : "runs_swept";
    }

    /**
     * Creates or migrates the tables unless they are current. Leaves a connection that has to be closed.
     *
     * @throws SQLException when the server or its rights do not allow it
     */
    static void migrate(Connection connection) throws SQLException {
        if (version(connection) >= MIGRATIONS.size()) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            for (int version = version(connection); version < MIGRATIONS.size(); version++) {
                statement.execute(MIGRATIONS.get(version));
                statement.execute("update asyncz_schema set version = " + (version + 1));
            }
            connection.commit();
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return exists(statement, "asyncz_schema") ? number(statement, "select max(version) from asyncz_schema") : 0;
        }
    }

    /** Not by to_regclass, which may remember what was not there before the lock was waited for. */
    private static boolean exists(Statement statement, String relation) throws SQLException {
        return number(
                        statement,
                        "select count(*) from pg_class where relname = '" + relation + "' and pg_table_is_visible(oid)")
                > 0;
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
