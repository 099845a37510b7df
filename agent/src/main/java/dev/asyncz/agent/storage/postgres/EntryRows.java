package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Entries as rows of a table, and back. Times are cut to microseconds, which is what the type holds. */
final class EntryRows {
    static final String COLUMNS = "id, ts, level, message, logger, task_id, run_id, node, extra";

    /** One array for each column: a statement of the same text for any number of rows, in one round trip. */
    private static final String INSERT = "insert into %s (" + COLUMNS + ") select * from unnest("
            + "?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[])"
            + " on conflict (id) do nothing";

    private static final String NODE = "node";
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final String insert;
    private final String oldest;
    private final String node;

    /**
     * @param table where they are
     * @param node the name of this JVM, for entries that do not say where they come from
     */
    EntryRows(String table, String node) {
        this.insert = String.format(INSERT, table);
        this.oldest = "select " + COLUMNS + " from " + table + " order by id limit 1";
        this.node = node;
    }

    /** @return how many were not there yet */
    int insert(Connection connection, List<LogEntry> entries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            array(statement, 1, entries, entry -> entry.id().toString());
            array(statement, 2, entries, entry -> time(entry.ts()).toString());
            array(statement, 3, entries, entry -> entry.level().name());
            array(statement, 4, entries, entry -> StorableText.of(entry.message()));
            array(statement, 5, entries, entry -> StorableText.of(entry.logger()));
            array(statement, 6, entries, entry -> StorableText.orNull(entry.taskId()));
            array(statement, 7, entries, entry -> StorableText.orNull(entry.runId()));
            array(statement, 8, entries, entry -> StorableText.of(node(entry)));
            array(statement, 9, entries, entry -> StorableText.json(entry.extra()));
            return statement.executeUpdate();
        }
    }

    /** The entry of the lowest id. */
    Optional<LogEntry> oldest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(oldest)) {
            return rows.next() ? Optional.of(read(rows)) : Optional.empty();
        }
    }

    /** The entry in the row where {@code rows} stands. */
    static LogEntry read(ResultSet rows) throws SQLException {
        return new LogEntry(
                rows.getObject(1, UUID.class),
                rows.getObject(2, OffsetDateTime.class).toInstant(),
                LogLevel.valueOf(rows.getString(3)),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                extra(rows.getString(9), rows.getString(8)));
    }

    /** The time within what the column and its text form can hold. */
    static Instant time(Instant time) {
        Instant bounded = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return bounded.truncatedTo(ChronoUnit.MICROS);
    }

    /** The least time in whole microseconds that is not before this one, to compare with what is stored. */
    static OffsetDateTime bound(Instant time) {
        Instant cut = time(time);
        return (cut.isBefore(time) && cut.isBefore(LATEST) ? cut.plus(1, ChronoUnit.MICROS) : cut)
                .atOffset(ZoneOffset.UTC);
    }

    private String node(LogEntry entry) {
        return entry.extra().get(NODE) instanceof String own ? own : node;
    }

    private static Map<String, Object> extra(String json, String node) throws SQLException {
        try {
            Map<String, Object> extra = EntryJson.readExtra(json);
            extra.putIfAbsent(NODE, node);
            return extra;
        } catch (IOException e) {
            throw new SQLException("a row's extra is not a JSON object", e);
        }
    }

    private static void array(
            PreparedStatement statement, int column, List<LogEntry> entries, Function<LogEntry, @Nullable String> value)
            throws SQLException {
        @Nullable String[] values = new @Nullable String[entries.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(entries.get(i));
        }
        statement.setArray(column, statement.getConnection().createArrayOf("text", values));
    }
}
