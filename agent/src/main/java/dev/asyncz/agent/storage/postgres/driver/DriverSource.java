package dev.asyncz.agent.storage.postgres.driver;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connects through the driver itself. Its superclass goes through DriverManager, which would load every driver of the
 * application on our thread.
 */
public final class DriverSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;

    private final transient PostgresAddress address;

    public DriverSource(PostgresAddress address) throws SQLException {
        this.address = address;
        // It has registered itself where the application may list it.
        if (Driver.isRegistered()) {
            Driver.deregister();
        }
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        Connection connection = new Driver().connect(address.url(), address.properties());
        if (connection == null) {
            throw new SQLException("the driver does not take this address");
        }
        return connection;
    }
}
