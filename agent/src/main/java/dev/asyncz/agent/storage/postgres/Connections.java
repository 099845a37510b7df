package dev.asyncz.agent.storage.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.kept.Transactions;
import dev.asyncz.agent.storage.postgres.driver.DriverSource;
import dev.asyncz.agent.storage.postgres.driver.PostgresAddress;
import dev.asyncz.bootstrap.AgentThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A small pool of our own, and what its failures mean. Opened when first used.
 *
 * <p>Between us and the server there may be a pooler, such as PgBouncer, that gives the server's connection to another
 * client, the application for one, as soon as a transaction is over. So all work is a transaction, what it sets is set
 * locally, and nothing of it is left behind.
 */
final class Connections implements AutoCloseable {
    /** Less than the driver waits for an answer, and less than a page waits for a storage. */
    static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(5);

    private static final String NAME = "asyncz-postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String READ_ONLY = "25006";

    /** What helps, by the state of an exception. */
    private static final Map<String, String> REMEDIES = Map.of(
            "42501",
            "; grant the user select, insert, delete on asyncz_logs and asyncz_runs and select, update on"
                    + " asyncz_schema, or usage and create on the schema where they are to be made",
            "3F000",
            "; create the schema, with usage and create for the user, or name another by currentSchema in storage.url",
            "08P01",
            "; a pooler takes no such parameter: leave it out of storage.url, or let the pooler pass it on",
            READ_ONLY,
            "; a standby, or no longer the primary: storage.url has to lead to the primary");

    private final PostgresAddress address;
    private final Consumer<String> say;
    private final DriverSource source;
    private final HikariDataSource pool;

    /** @param say takes a line for the user */
    Connections(PostgresAddress address, Consumer<String> say) throws SQLException {
        this.address = address;
        this.say = say;
        this.source = new DriverSource(address);
        this.pool = new HikariDataSource(settings(source));
    }

    /** Something to do on a connection, in a transaction that neither begins nor ends there. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Lends a connection for statements that take no longer than {@link #STATEMENT_TIMEOUT} each. Tables that somebody
     * has dropped are made anew, and the work is done again.
     *
     * @throws StorageUnavailable when nothing is wrong with what was asked, and the server cannot do it now
     * @throws IllegalArgumentException when the server refuses the data
     */
    <T> T use(Work<T> work) {
        return use(STATEMENT_TIMEOUT, work);
    }

    /** @param atMost how long a statement may take */
    <T> T use(Duration atMost, Work<T> work) {
        try {
            return inTransaction(pool, atMost, work);
        } catch (SQLException e) {
            if (!Schema.isDamage(root(e))) {
                throw failure(e);
            }
        }
        completeSchema(false);
        try {
            return inTransaction(pool, atMost, work);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Lends connections to who knows no more of them. */
    Transactions within(Duration atMost) {
        return new Transactions() {
            @Override
            public <T> T use(Transactions.Work<T> work) {
                return Connections.this.use(atMost, work::on);
            }
        };
    }

    /** Opens a connection for this once: a server that is down says so at once, while the pool would try for seconds. */
    <T> T useOnce(Work<T> work) {
        try {
            return inTransaction(source, STATEMENT_TIMEOUT, work);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Creates, migrates or mends the tables unless all is there.
     *
     * @param isStart whether they may be missing because nobody has made them yet
     */
    void completeSchema(boolean isStart) {
        try {
            inTransaction(source, Schema.PATIENCE, connection -> Schema.complete(connection, isStart))
                    .ifPresent(made -> say.accept("postgres " + address + ": " + made
                            + " had been dropped by somebody, and was made anew; what it held is gone"));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /**
     * Runs a statement that no transaction may hold, on a connection of its own. Nothing but this side's patience bounds
     * it, as what bounds it on the server would stay there.
     *
     * @throws SQLException with a state of class 08 when it takes longer; the server goes on with it
     */
    void runAlone(String sql, Duration atMost) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, (int) atMost.toMillis());
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private <T> T inTransaction(DataSource from, Duration atMost, Work<T> work) throws SQLException {
        try (Connection connection = from.getConnection()) {
            if (atMost.compareTo(STATEMENT_TIMEOUT) > 0) {
                // On this side only; the pool restores it.
                connection.setNetworkTimeout(
                        Runnable::run, (int) atMost.plus(PATIENCE).toMillis());
            }
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local statement_timeout = " + atMost.toMillis());
            }
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            if (READ_ONLY.equals(root(e).getSQLState())) {
                // The name may lead to another server by now.
                pool.getHikariPoolMXBean().softEvictConnections();
            }
            throw e;
        }
    }

    RuntimeException failure(SQLException e) {
        String state = String.valueOf(root(e).getSQLState());
        boolean data = state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
        return data ? new IllegalArgumentException(what(e), e) : unavailable(e);
    }

    private StorageUnavailable unavailable(SQLException e) {
        return new StorageUnavailable(what(e), e);
    }

    private String what(SQLException e) {
        SQLException cause = root(e);
        return "postgres " + address + " (" + reason(cause)
                + REMEDIES.getOrDefault(String.valueOf(cause.getSQLState()), "") + ")";
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
        config.setIdleTimeout(Duration.ofMinutes(1).toMillis());
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setThreadFactory(Connections::thread);
        return config;
    }

    private static Thread thread(Runnable work) {
        return AgentThreads.daemon(NAME + "-pool", work);
    }
}
