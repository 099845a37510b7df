package dev.asyncz.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to look for. Filters are ANDed; one that is null (or blank, or an empty set) lets everything pass. Immutable, and
 * no record: a filter that comes later must not change what those are compiled against who make queries or read them.
 */
public final class LogQuery {

    /** How many conditions a query may have. */
    public static final int MAX_CONDITIONS = 33;

    /** How many entries a query gives where nobody says. */
    public static final int DEFAULT_LIMIT = 200;

    /** Everything, newest first. */
    public static final LogQuery ALL = builder().build();

    private final @Nullable String taskId;
    private final @Nullable String runId;
    private final Set<LogLevel> levels;
    private final @Nullable Instant since;
    private final @Nullable Instant until;
    private final @Nullable UUID before;
    private final @Nullable UUID after;
    private final int limit;
    private final List<LogCondition> conditions;

    LogQuery(LogQueryBuilder from) {
        taskId = blankToNull(from.taskId);
        runId = blankToNull(from.runId);
        levels = Set.copyOf(from.levels);
        since = from.since;
        until = from.until;
        before = from.before;
        after = from.after;
        limit = from.limit;
        conditions = List.copyOf(from.conditions);
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " is below 1: nothing could be found");
        }
        if (conditions.size() > MAX_CONDITIONS) {
            throw new IllegalArgumentException(
                    conditions.size() + " conditions are more than the " + MAX_CONDITIONS + " that a search may have");
        }
    }

    /** A query for everything, to be narrowed. */
    public static LogQueryBuilder builder() {
        return new LogQueryBuilder();
    }

    /** A builder that begins with what this query asks. */
    public LogQueryBuilder toBuilder() {
        return builder()
                .taskId(taskId)
                .runId(runId)
                .levels(levels)
                .range(since, until)
                .before(before)
                .after(after)
                .limit(limit)
                .conditions(conditions);
    }

    /** The task, exactly. */
    public @Nullable String taskId() {
        return taskId;
    }

    /** The run, exactly. */
    public @Nullable String runId() {
        return runId;
    }

    /** The levels to let pass; empty for all. */
    public Set<LogLevel> levels() {
        return levels;
    }

    /** Part of the message or of the exception's text, in any case: the first condition that says no more than this. */
    public @Nullable String text() {
        for (LogCondition each : conditions) {
            if (isText(each)) {
                return each.value();
            }
        }
        return null;
    }

    static boolean isText(LogCondition condition) {
        return condition.field().isEmpty() && condition.match() == LogCondition.Match.CONTAINS && !condition.negated();
    }

    /** The earliest time, inclusive. */
    public @Nullable Instant since() {
        return since;
    }

    /** The latest time, exclusive. */
    public @Nullable Instant until() {
        return until;
    }

    /** Only entries older than the one with this id. */
    public @Nullable UUID before() {
        return before;
    }

    /** Only entries newer than the one with this id. */
    public @Nullable UUID after() {
        return after;
    }

    /** How many matches to give at most, from 1. */
    public int limit() {
        return limit;
    }

    /** What else has to be so, all of them; at most {@link #MAX_CONDITIONS}. */
    public List<LogCondition> conditions() {
        return conditions;
    }

    /**
     * Whether an entry passes every filter; the limit is the caller's to count.
     *
     * @throws SearchStopped when a regular expression takes too long
     */
    public boolean matches(LogEntry entry) {
        return (levels.isEmpty() || levels.contains(entry.level()))
                && (taskId == null || taskId.equals(entry.taskId()))
                && (runId == null || runId.equals(entry.runId()))
                && (since == null || !entry.ts().isBefore(since))
                && (until == null || entry.ts().isBefore(until))
                && (before == null || LogEntry.compareIds(entry.id(), before) < 0)
                && (after == null || LogEntry.compareIds(entry.id(), after) > 0)
                && meetsConditions(entry);
    }

    private boolean meetsConditions(LogEntry entry) {
        for (LogCondition each : conditions) {
            if (!each.matches(entry)) {
                return false;
            }
        }
        return true;
    }

    /** The same query for this task alone; null for all. */
    public LogQuery withTask(@Nullable String value) {
        return toBuilder().taskId(value).build();
    }

    /** The same query for this run alone; null for all. */
    public LogQuery withRun(@Nullable String value) {
        return toBuilder().runId(value).build();
    }

    /** The same query for these levels alone; an empty set for all. */
    public LogQuery withLevels(Set<LogLevel> value) {
        return toBuilder().levels(value).build();
    }

    /** Lets {@code minimum} and everything more severe pass. */
    public LogQuery withMinimumLevel(LogLevel minimum) {
        return toBuilder().minimumLevel(minimum).build();
    }

    /** The same query for lines with this in the message or the exception, see {@link LogQueryBuilder#text}. */
    public LogQuery withText(@Nullable String value) {
        return toBuilder().text(value).build();
    }

    /** The same query from one time, inclusive, to another, exclusive; null for no end. */
    public LogQuery withRange(@Nullable Instant from, @Nullable Instant to) {
        return toBuilder().range(from, to).build();
    }

    /** The same query for entries older than this one; null for all. */
    public LogQuery withBefore(@Nullable UUID id) {
        return toBuilder().before(id).build();
    }

    /** The same query for entries newer than this one; null for all. */
    public LogQuery withAfter(@Nullable UUID id) {
        return toBuilder().after(id).build();
    }

    /** The same query with at most so many matches, from 1. */
    public LogQuery withLimit(int value) {
        return toBuilder().limit(value).build();
    }

    /** The same query with these conditions instead of those it has. */
    public LogQuery withConditions(List<LogCondition> value) {
        return toBuilder().conditions(value).build();
    }

    /** One condition more. */
    public LogQuery withCondition(LogCondition more) {
        return toBuilder().condition(more).build();
    }

    /** Only what the JVM of this name has logged, of those that share a storage; null for all. */
    public LogQuery withNode(@Nullable String node) {
        return toBuilder().node(node).build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogQuery query && parts().equals(query.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "LogQuery" + parts();
    }

    private List<@Nullable Object> parts() {
        return Arrays.asList(taskId, runId, levels, since, until, before, after, limit, conditions);
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
