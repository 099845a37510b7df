package dev.asyncz.agent.storage.postgres.counts;

import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A histogram from counts, where they know what its query asks: all lines, a task's or a node's, by level and time. Its bars
 * begin at whole minutes, those of a task or a node at whole tens of them. What is at both ends and is no whole minute is
 * left to be counted line by line: with the ids that such lines have, so that no other partition is looked at.
 */
public final class CountedSpan {
    /** How many lines there are. */
    public static final String ALL =
            "select coalesce(sum(lines), 0)::bigint from asyncz_counts where kind = 'a' and name = ''";

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN = Duration.ofMinutes(10);

    /** Further away times are asked of the lines. */
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private static final String SUMS = "select width_bucket(ts, (select ?::timestamp[])) - 1, level, sum(lines)::bigint"
            + " from asyncz_counts where kind = ?::\"char\" and name = ? and ts >= ? and ts < ?"
            + " and (?::text[] is null or level = any(?)) group by 1, 2";

    private static final String CAPPED =
            "select 1 from asyncz_counts where kind = 'c' and name = ? and ts >= ? and ts < ? limit 1";

    private static final String IDS =
            "select min(id), max(id) + 1 from asyncz_counts where kind = 'm' and name = ''" + " and ts >= ? and ts < ?";

    private final LogQuery query;
    private final LogHistogram.Counts counts;
    private final String kind;
    private final String name;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Piece> edges = new ArrayList<>();

    /** @param kind as in the table; empty for lines themselves */
    private record Piece(String kind, Instant from, Instant to) {}

    private CountedSpan(LogQuery query, LogHistogram.Counts counts, String kind, String name) {
        this.query = query;
        this.counts = counts;
        this.kind = kind;
        this.name = name;
    }

    /** Empty where the counts do not know what is asked. */
    public static Optional<CountedSpan> of(LogQuery query, LogHistogram.Counts counts) {
        LogQuery within = counts.within(query);
        List<Instant> bounds = counts.bounds();
        Instant from = within.since();
        Instant to = within.until();
        if (from == null
                || to == null
                || !from.isBefore(to)
                || to.isAfter(LATEST)
                || query.text() != null
                || query.runId() != null
                || query.before() != null
                || query.after() != null
                || query.conditions().size() > (query.taskId() == null ? 1 : 0)
                || !query.conditions().stream().allMatch(CountedSpan::isNode)) {
            return Optional.empty();
        }
        String name = query.taskId();
        String kind = name == null ? "a" : "t";
        if (!query.conditions().isEmpty()) {
            name = query.conditions().get(0).value();
            kind = "n";
        }
        boolean isShort = name == null || name.codePointCount(0, name.length()) <= CountTables.LONGEST_NAME;
        CountedSpan span = new CountedSpan(within, counts, kind, name == null ? "" : StorableText.of(name));
        return isShort && span.cut(bounds, from, to) ? Optional.of(span) : Optional.empty();
    }

    private static boolean isNode(LogCondition condition) {
        return condition.field().equals("node") && condition.match() == Match.EQUALS && !condition.negated();
    }

    /** Cuts the time into what is counted and what is not; false where nothing is, or bars begin in between. */
    private boolean cut(List<Instant> bounds, Instant from, Instant to) {
        boolean isNamed = !kind.equals("a");
        Instant start = ceil(from, TEN);
        Instant end = floor(to, TEN);
        boolean isTens = start.isBefore(end) && areWhole(bounds, TEN);
        if (isTens) {
            pieces.add(new Piece(kind, start, end));
        }
        if (!isNamed && areWhole(bounds, MINUTE)) {
            Instant first = ceil(from, MINUTE);
            Instant last = floor(to, MINUTE);
            addPiece(first, isTens ? start : last);
            addPiece(isTens ? end : last, last);
            start = first;
            end = last;
        }
        addEdge(from, start);
        addEdge(end, to);
        return !pieces.isEmpty();
    }

    private void addPiece(Instant from, Instant to) {
        if (from.isBefore(to)) {
            pieces.add(new Piece("m", from, to));
        }
    }

    private void addEdge(Instant from, Instant to) {
        if (from.isBefore(to)) {
            edges.add(new Piece("", from, to));
        }
    }

    /** Bars are equally wide. */
    private static boolean areWhole(List<Instant> bounds, Duration unit) {
        return floor(bounds.get(0), unit).equals(bounds.get(0))
                && floor(bounds.get(1), unit).equals(bounds.get(1));
    }

    /** Adds what is counted, where all lines are. False where not, or where there were too many names. */
    public boolean add(Connection connection) throws SQLException {
        if (!CountTables.areComplete(connection) || isCapped(connection)) {
            return false;
        }
        for (Piece piece : pieces) {
            add(connection, piece);
        }
        return true;
    }

    /** The queries that count what is at the ends; they match within one minute, or within ten of a task. */
    public List<LogQuery> edges(Connection connection) throws SQLException {
        List<LogQuery> queries = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(IDS)) {
            for (Piece edge : edges) {
                statement.setObject(1, utc(floor(edge.from, MINUTE)));
                statement.setObject(2, utc(ceil(edge.to, MINUTE)));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    Long first = row.getObject(1, Long.class);
                    if (first != null) {
                        queries.add(query.withRange(edge.from, edge.to)
                                .withAfter(before(first))
                                .withBefore(IdRange.id(row.getLong(2) * CountTables.ID_MILLIS)));
                    }
                }
            }
        }
        return queries;
    }

    private static @Nullable UUID before(long id) {
        return id <= 0 ? null : new UUID((id * CountTables.ID_MILLIS << 16) - 1, -1);
    }

    private boolean isCapped(Connection connection) throws SQLException {
        if (kind.equals("a")) {
            return false;
        }
        Piece piece = pieces.get(0);
        try (PreparedStatement statement = connection.prepareStatement(CAPPED)) {
            statement.setString(1, kind);
            statement.setObject(2, utc(piece.from));
            statement.setObject(3, utc(piece.to));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private void add(Connection connection, Piece piece) throws SQLException {
        Object[] bounds = counts.bounds().stream()
                .map(CountedSpan::utc)
                .map(Object::toString)
                .toArray();
        Object levels = query.levels().isEmpty()
                ? null
                : connection.createArrayOf(
                        "text", query.levels().stream().map(Enum::name).toArray());
        try (PreparedStatement statement = connection.prepareStatement(SUMS)) {
            statement.setArray(1, connection.createArrayOf("text", bounds));
            statement.setString(2, piece.kind);
            statement.setString(3, name);
            statement.setObject(4, utc(piece.from));
            statement.setObject(5, utc(piece.to));
            statement.setObject(6, levels);
            statement.setObject(7, levels);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.add(rows.getLong(1), LogLevel.valueOf(rows.getString(2)), rows.getLong(3));
                }
            }
        }
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static Instant floor(Instant time, Duration unit) {
        long seconds = time.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, unit.toSeconds()));
    }

    private static Instant ceil(Instant time, Duration unit) {
        Instant floor = floor(time, unit);
        return floor.equals(time) ? floor : floor.plus(unit);
    }
}
