package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.config.Config;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of a JVM; each test takes a database of its own. It ends with the JVM. */
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    private static final class Started {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A database without tables; the answer is its name. */
    public static String newDatabase() throws SQLException {
        String name = "logs_" + DATABASES.incrementAndGet();
        sql("postgres", "create database " + name);
        return name;
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

    static Config configOf(String... options) {
        Properties properties = new Properties();
        for (String option : options) {
            int equals = option.indexOf('=');
            properties.setProperty("asyncz." + option.substring(0, equals), option.substring(equals + 1));
        }
        return Config.read(null, properties, Map.of());
    }

    static void sql(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Connection connect(String database) throws SQLException {
        return Started.SERVER.getDatabase("postgres", database).getConnection();
    }
}
