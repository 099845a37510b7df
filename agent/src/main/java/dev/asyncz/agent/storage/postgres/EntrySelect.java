package dev.asyncz.agent.storage.postgres;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query as one statement: all filters and the limit are the server's to apply, all values are parameters. */
final class EntrySelect {
    private final StringBuilder where = new StringBuilder("true");
    private final List<Object> parameters = new ArrayList<>();
    private final int limit;

    /** @param unicode the collation that knows upper and lower case beyond ASCII */
    EntrySelect(LogQuery query, String unicode) {
        limit = query.limit();
        // An index holds the head of these only, and a text may be longer.
        and("left(task_id, 200) = left(?, 200) and task_id = ?", query.taskId());
        and("left(run_id, 200) = left(?, 200) and run_id = ?", query.runId());
        and("id < ?", query.before());
        and("id > ?", query.after());
        and("ts >= ?", query.since() == null ? null : EntryRows.bound(query.since()));
        and("ts < ?", query.until() == null ? null : EntryRows.bound(query.until()));
        if (!query.levels().isEmpty()) {
            and("level = any(?)", query.levels().stream().map(Enum::name).toArray(String[]::new));
        }
        if (query.text() != null) {
            contains(query.text(), unicode);
        }
    }

    List<LogEntry> run(Connection connection) throws SQLException {
        String sql = "select " + EntryRows.COLUMNS + " from asyncz_logs where " + where + " order by id desc limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            statement.setInt(parameters.size() + 1, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<LogEntry> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(EntryRows.read(rows));
                }
                return found;
            }
        }
    }

    private void contains(String text, String unicode) {
        boolean ascii = text.chars().allMatch(c -> c < 128);
        // "C" is the column's, and the trigram indexes'.
        String collation = ascii ? "\"C\"" : unicode;
        String pattern = "%" + text.replaceAll("[\\\\%_]", "\\\\$0") + "%";
        and(
                "(message collate " + collation + " ilike ? or (extra ->> 'exception') collate " + collation
                        + " ilike ?)",
                pattern);
    }

    /** Adds a condition; each of its question marks stands for the value. */
    private void and(String condition, @Nullable Object value) {
        if (value != null) {
            where.append(" and ").append(condition);
            Object storable = value instanceof String text ? StorableText.of(text) : value;
            condition.chars().filter(c -> c == '?').forEach(mark -> parameters.add(storable));
        }
    }
}
