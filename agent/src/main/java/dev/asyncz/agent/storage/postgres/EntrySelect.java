package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.StorableText;
import dev.asyncz.agent.storage.postgres.SearchRanges.SearchRange;
import dev.asyncz.agent.storage.postgres.index.FieldPath;
import dev.asyncz.agent.storage.postgres.index.IndexedTests;
import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A query as SQL: all filters that the server can apply, and the limit; all values are parameters. Conditions that it
 * cannot apply, or not exactly, are looked at here, page after page, until there are as many matches as were asked for.
 * A text is looked for in one {@link TextIndexes index} after the other.
 */
final class EntrySelect {
    private static final int FIRST_PAGE = 200;
    private static final int LARGEST_PAGE = 5_000;

    /**
     * Takes the planner's choice away to find all matches first and sort them: it does not know how common a text is.
     * In the order of ids a common one is found at once, and a rare one no later, unless it has an index.
     */
    private static final String READ_IN_ORDER = "set local enable_sort = off";

    private static final String SORT = "set local enable_sort = on";

    private static final Map<String, String> COLUMNS = Map.of(
            "message", "message", "logger", "logger", "level", "level", "task_id", "task_id", "run_id", "run_id",
            "node", "node");

    /** Names that mean the same to the server as to {@link LogCondition}: it takes numbers for places in a list. */
    private static final Pattern PATH =
            Pattern.compile("(?!.*(?:^|\\.)-?\\d+(?:\\.|$))[^.]+(?:\\.[^.]+){0,3}", Pattern.DOTALL);

    private final String table;
    private final String unicode;
    private final StringBuilder where = new StringBuilder("true");
    private final List<Object> parameters = new ArrayList<>();
    private final LogQuery query;
    private final IndexedTests indexed = new IndexedTests();
    /** What the server cannot decide alone. */
    private final List<LogCondition> rest = new ArrayList<>();

    private final List<LogEntry> found = new ArrayList<>();
    /** All rows from it on were read, and those that match were found. */
    private @Nullable UUID searchedTo;

    /** @param unicode the collation that knows upper and lower case beyond ASCII */
    EntrySelect(String table, LogQuery query, String unicode) {
        this.table = table;
        this.unicode = unicode;
        this.query = query;
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
        query.conditions().forEach(this::and);
    }

    /** Needs a transaction, whose planner it tells what to do. */
    List<LogEntry> run(Connection connection) throws SQLException {
        List<SearchRange> ranges = ranges(connection);
        long end = System.nanoTime() + Connections.STATEMENT_TIMEOUT.toNanos();
        UUID before = query.before();
        for (int size = rest.isEmpty() ? query.limit() : FIRST_PAGE; ; size = Math.min(LARGEST_PAGE, 4 * size)) {
            List<LogEntry> page = page(connection, ranges, before, size, end);
            if (found.size() == query.limit() || page.size() < size) {
                return found;
            }
            before = page.get(page.size() - 1).id();
        }
    }

    private List<SearchRange> ranges(Connection connection) throws SQLException {
        return SearchRanges.newestFirst(connection, table, indexed.isWholeText(), indexed.useful());
    }

    /** For a search that takes longer than a statement may: what it has found until then. */
    SearchStopped tooSlow() {
        UUID to = searchedTo;
        SearchStopped stopped = new SearchStopped("The search was given up after "
                + Connections.STATEMENT_TIMEOUT.toSeconds() + " s. A task, a level or a time makes it faster.");
        return to == null ? stopped : stopped.with(found, to);
    }

    /** Whether the server can count what matches. */
    boolean isExact() {
        return rest.isEmpty();
    }

    /** Counts what matches. */
    void count(Connection connection, LogHistogram.Counts counts) throws SQLException {
        for (SearchRange range : ranges(connection)) {
            if (range.ids().overlaps(query.after(), query.before())) {
                count(connection, range, counts);
            }
        }
    }

    private void count(Connection connection, SearchRange range, LogHistogram.Counts counts) throws SQLException {
        String sql = // In a query of its own, so that the array is read once and not for each row.
                "select width_bucket(ts, (select ?::timestamptz[])) - 1, level, count(*) from " + table + " where "
                        + where + condition(range) + " group by 1, 2";
        String bounds = counts.bounds().stream()
                .map(EntryRows::time)
                .map(Instant::toString)
                .collect(Collectors.joining(",", "{", "}"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, bounds);
            bind(statement, range, 2);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.add(rows.getLong(1), LogLevel.valueOf(rows.getString(2)), rows.getLong(3));
                }
            }
        }
    }

    private List<LogEntry> page(
            Connection connection, List<SearchRange> ranges, @Nullable UUID before, int size, long end)
            throws SQLException {
        List<LogEntry> page = new ArrayList<>();
        for (SearchRange range : ranges) {
            int most = size - page.size();
            if (most > 0 && range.ids().overlaps(query.after(), before)) {
                if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                    throw tooSlow();
                }
                List<LogEntry> rows = read(connection, range, before, most);
                rows.forEach(this::look);
                page.addAll(rows);
                searchedTo = rows.size() == most
                        ? rows.get(most - 1).id()
                        : IdRange.id(range.ids().from());
            }
        }
        return page;
    }

    private void look(LogEntry row) {
        if (found.size() < query.limit() && rest.stream().allMatch(condition -> condition.matches(row))) {
            found.add(row);
        }
    }

    private List<LogEntry> read(Connection connection, SearchRange range, @Nullable UUID before, int size)
            throws SQLException {
        String sql = "select " + EntryRows.COLUMNS + " from " + table + " where " + where + condition(range)
                + (before == null ? "" : " and id < ?") + " order by id desc limit ?";
        try (Statement planner = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            planner.execute(range.isIndexed() ? SORT : READ_IN_ORDER);
            int next = bind(statement, range, 1);
            if (before != null) {
                statement.setObject(next++, before);
            }
            statement.setInt(next, size);
            try (ResultSet rows = statement.executeQuery()) {
                List<LogEntry> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(EntryRows.read(rows));
                }
                return read;
            }
        }
    }

    private String condition(SearchRange range) {
        return indexed.condition(range.indexes()) + range.ids().condition();
    }

    private int bind(PreparedStatement statement, SearchRange range, int first) throws SQLException {
        int next = first;
        for (Object parameter : parameters) {
            statement.setObject(next++, parameter);
        }
        for (String parameter : indexed.parameters(range.indexes())) {
            statement.setObject(next++, parameter);
        }
        return next;
    }

    private void and(LogCondition condition) {
        String column = COLUMNS.get(condition.field());
        if (condition.match() == Match.REGEX) {
            rest.add(condition);
            if (!condition.negated()) {
                indexed.regex(condition.field(), condition.value());
            }
        } else if (condition.field().isEmpty() || column != null) {
            boolean contains = condition.match() == Match.CONTAINS;
            String collation = collation(condition.value());
            String test;
            if (contains && !condition.negated()) {
                indexed.text(condition.field(), condition.value());
            } else if ("node".equals(column) && !condition.negated()) {
                indexed.node();
            }
            if (column == null) {
                test = contains ? IndexedTests.anyText(collation) : "(message = ? or extra ->> 'exception' = ?)";
            } else if (column.equals("level")) {
                test = contains
                        ? "(level collate " + collation + " ilike ? or (extra ->> 'level') collate " + collation
                                + " ilike ?)"
                        : "(level = ? or extra ->> 'level' = ?)";
            } else {
                test = contains ? column + " collate " + collation + " ilike ?" : column + " = ?";
            }
            and(condition.negated(), test, condition);
        } else {
            rest.add(storable(condition));
            if (PATH.matcher(condition.field()).matches()) {
                andExtra(condition);
            }
        }
    }

    /** Takes out what is a text and does not pass; what is a number or a list is looked at here. */
    private void andExtra(LogCondition condition) {
        List<List<String>> ways = FieldPath.ways(StorableText.of(condition.field()));
        if (condition.match() == Match.EQUALS && !condition.negated()) {
            indexed.value(ways, parameter(condition));
        }
        List<String> paths = ways.stream().map(FieldPath::asArray).toList();
        String found =
                paths.stream().map(path -> "extra #> ?::text[]").collect(Collectors.joining(", ", "coalesce(", ")"));
        String text = "(" + found + " #>> '{}')";
        String test = condition.match() == Match.CONTAINS
                ? text + " collate " + collation(condition.value()) + " ilike ?"
                : text + " = ?";
        where.append(" and coalesce(jsonb_typeof(").append(found).append(") <> 'string' or ");
        where.append(condition.negated() ? "not " : "")
                .append(test)
                .append(", ")
                .append(condition.negated())
                .append(")");
        parameters.addAll(paths);
        parameters.addAll(paths);
        parameters.add(parameter(condition));
    }

    private static LogCondition storable(LogCondition condition) {
        return new LogCondition(
                condition.field(), condition.match(), StorableText.of(condition.value()), condition.negated());
    }

    private void and(boolean negated, String test, LogCondition condition) {
        and(negated ? "coalesce(not (" + test + "), true)" : test, parameter(condition));
    }

    private static String parameter(LogCondition condition) {
        return condition.match() == Match.CONTAINS
                ? IndexedTests.pattern(condition.value())
                : StorableText.of(condition.value());
    }

    /** "C" is the collation of the columns, and of the trigram indexes. */
    private String collation(String text) {
        return IndexedTests.isAscii(text) ? "\"C\"" : unicode;
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
