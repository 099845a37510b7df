package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.agent.storage.TellerLease;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lease in the columns {@code teller}, {@code teller_until} and {@code told} of {@code asyncz_schema}. */
final class TellerColumns implements TellerLease {
    /** By the server's clock alone, which may have gone back. */
    private static final String TAKE = "update asyncz_schema set teller = ?,"
            + " teller_until = clock_timestamp() + interval '30 seconds'"
            + " where teller = ? or (? and teller not like 'first %')"
            + " or teller_until not between clock_timestamp() and clock_timestamp() + interval '31 seconds'"
            + " returning told";

    private final Connections connections;

    TellerColumns(Connections connections) {
        this.connections = connections;
    }

    @Override
    public @Nullable String take(String name, boolean first) {
        String holder = holder(name, first);
        Optional<String> told = connections.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
                statement.setString(1, holder);
                statement.setString(2, holder);
                statement.setBoolean(3, first);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
        return told.orElse(null);
    }

    @Override
    public void told(String name, String state) {
        connections.use(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("update asyncz_schema set told = ? where teller in (?, ?)")) {
                statement.setString(1, StorableText.of(state));
                statement.setString(2, holder(name, true));
                statement.setString(3, holder(name, false));
                return statement.executeUpdate();
            }
        });
    }

    private static String holder(String name, boolean first) {
        return (first ? "first " : "one ") + name;
    }
}
