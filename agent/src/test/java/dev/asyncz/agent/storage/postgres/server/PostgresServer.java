package dev.asyncz.agent.storage.postgres.server;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.postgres.driver.DriverSource;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.Driver;

/** One real PostgreSQL for all tests of a JVM; each test takes a database of its own. It ends with the JVM. */
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final AtomicBoolean SHARED = new AtomicBoolean();

    /** The table as the version before partitions has made it, in place of the one that is there. */
    public static final String WITHOUT_PARTITIONS =
            "drop table if exists asyncz_logs; create table asyncz_logs (id uuid,"
                    + " ts timestamptz not null default now(), level text not null default 'INFO', message text collate \"C\""
                    + " not null default '', logger text not null default '', task_id text collate \"C\","
                    + " run_id text collate \"C\", node text not null default '', extra jsonb not null default '{}',"
                    + " primary key (id)); create index asyncz_logs_ts on asyncz_logs (ts); create index asyncz_logs_task on"
                    + " asyncz_logs (left(task_id, 200), id) where task_id is not null; create index asyncz_logs_run on"
                    + " asyncz_logs (left(run_id, 200), id) where run_id is not null; create index asyncz_logs_severe on"
                    + " asyncz_logs (id) where level in ('WARN', 'ERROR')";

    private PostgresServer() {}

    private static final class Started {
        static final EmbeddedPostgres SERVER = start(EmbeddedPostgres.builder());
    }

    /** Starts another one. */
    public static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
        try {
            // It looks for the driver, which a storage has taken out of there, in DriverManager.
            if (!Driver.isRegistered()) {
                Driver.register();
            }
            return builder.start();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    /** A database without tables; the answer is its name. */
    public static String newDatabase() throws SQLException {
        String name = "logs_" + DATABASES.incrementAndGet();
        sql("postgres", "create database " + name);
        return name;
    }

    /** The database of tests that run one after the other, without tables. */
    public static String emptyDatabase() throws SQLException {
        if (!SHARED.getAndSet(true)) {
            sql("postgres", "create database logs");
        }
        sql("logs", "drop table if exists asyncz_logs, asyncz_runs, asyncz_schema cascade");
        return "logs";
    }

    public static void withoutPartitions(String database) throws SQLException {
        sql(database, WITHOUT_PARTITIONS);
    }

    public static String url(String database) {
        return "jdbc:postgresql://localhost:" + Started.SERVER.getPort() + "/" + database;
    }

    /** What the storage is opened with; options as {@code key=value}. */
    public static Config config(String database, String... options) {
        List<String> all = new ArrayList<>(List.of("storage.url=" + url(database), "storage.user=postgres"));
        all.addAll(List.of(options));
        return configOf(all.toArray(String[]::new));
    }

    public static Config configOf(String... options) {
        Properties properties = new Properties();
        for (String option : options) {
            int equals = option.indexOf('=');
            properties.setProperty("asyncz." + option.substring(0, equals), option.substring(equals + 1));
        }
        return Config.read(null, properties, Map.of());
    }

    public static void sql(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public static Connection connect(String database) throws SQLException {
        return new DriverSource(address(database, "postgres")).getConnection();
    }

    public static PostgresAddress address(String database, String user) {
        return PostgresAddress.of(url(database), user, "", "test");
    }
}
