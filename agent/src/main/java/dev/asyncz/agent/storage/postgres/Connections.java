package dev.asyncz.agent.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.asyncz.agent.storage.StorageUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** A small pool of our own, and what its failures mean. Opened when first used. */
final class Connections implements AutoCloseable {
    /** Less than the driver waits for an answer, and less than a page waits for a storage. */
    static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    private static final String NAME = "asyncz-postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final PostgresAddress address;
    private final DriverSource source;
    private final HikariDataSource pool;

    Connections(PostgresAddress address) throws SQLException {
        this.address = address;
        this.source = new DriverSource(address);
        this.pool = new HikariDataSource(settings(source));
    }

    /** Something to do on a connection that is in auto-commit mode. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Lends a connection.
     *
     * @throws StorageUnavailable when nothing is wrong with what was asked, and the server cannot do it now
     * @throws IllegalArgumentException when the server refuses the data
     */
    <T> T use(Work<T> work) {
        return use(pool, work);
    }

    /** Opens a connection for this once: a server that is down says so at once, while the pool would try for seconds. */
    <T> T useOnce(Work<T> work) {
        return use(source, work);
    }

    private <T> T use(DataSource from, Work<T> work) {
        try (Connection connection = from.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private RuntimeException failure(SQLException e) {
        SQLException cause = root(e);
        String state = String.valueOf(cause.getSQLState());
        String what = "postgres " + address + " (" + reason(cause) + ")";
        boolean data = state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
        return data ? new IllegalArgumentException(what, e) : new StorageUnavailable(what, e);
    }

    /** The pool's own exception says no more than that there is no connection. */
    private static SQLException root(SQLException e) {
        SQLException root = e;
        while (root.getCause() instanceof SQLException deeper && deeper != root) {
            root = deeper;
        }
        return root;
    }

    /** One line: what follows it, such as DETAIL, quotes data. */
    private static String reason(SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse("no reason given");
    }

    private static HikariConfig settings(DriverSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(NAME);
        config.setDataSource(source);
        // The writer, two that ask, retention. None is kept while nobody asks: fleets are large.
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql("set statement_timeout = " + STATEMENT_TIMEOUT.toMillis());
        config.setThreadFactory(Connections::thread);
        return config;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, NAME + "-pool", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
