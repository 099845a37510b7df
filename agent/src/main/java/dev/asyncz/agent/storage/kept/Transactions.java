package dev.asyncz.agent.storage.kept;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends connections to a database, each for a transaction that is committed afterwards. */
public interface Transactions {
    /** @throws dev.asyncz.agent.storage.StorageUnavailable when the server cannot do it now */
    <T> T use(Work<T> work);

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
