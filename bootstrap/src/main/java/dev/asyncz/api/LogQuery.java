package dev.asyncz.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to look for. Filters are ANDed; one that is null (or blank, or an empty set) lets everything pass.
 *
 * @param taskId the task, exactly
 * @param runId the run, exactly
 * @param levels the levels to let pass; empty for all
 * @param text part of the message or of the exception's text, in any case
 * @param since the earliest time, inclusive
 * @param until the latest time, exclusive
 * @param before only entries older than the one with this id
 * @param after only entries newer than the one with this id
 * @param limit how many matches to give at most, from 1
 * @param conditions what else has to be so, all of them; at most {@link #MAX_CONDITIONS}
 */
public record LogQuery(
        @Nullable String taskId,
        @Nullable String runId,
        Set<LogLevel> levels,
        @Nullable String text,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable UUID before,
        @Nullable UUID after,
        int limit,
        List<LogCondition> conditions) {

    /** How many conditions a query may have. */
    public static final int MAX_CONDITIONS = 33;

    /** How many entries a query gives where nobody says. */
    public static final int DEFAULT_LIMIT = 200;

    /** Everything, newest first. */
    public static final LogQuery ALL = new LogQuery(null, null, Set.of(), null, null, null, null, null, DEFAULT_LIMIT);

    /** Normalises blanks to null; refuses a limit below 1, and too many conditions. */
    public LogQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " is below 1: nothing could be found");
        }
        if (conditions.size() > MAX_CONDITIONS) {
            throw new IllegalArgumentException(
                    conditions.size() + " conditions are more than the " + MAX_CONDITIONS + " that a search may have");
        }
        taskId = blankToNull(taskId);
        runId = blankToNull(runId);
        text = blankToNull(text);
        levels = Set.copyOf(levels);
        conditions = List.copyOf(conditions);
    }

    /** A query without conditions. */
    public LogQuery(
            @Nullable String taskId,
            @Nullable String runId,
            Set<LogLevel> levels,
            @Nullable String text,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable UUID before,
            @Nullable UUID after,
            int limit) {
        this(taskId, runId, levels, text, since, until, before, after, limit, List.of());
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
                && (text == null
                        || AnyCase.contains(entry.message(), text)
                        || AnyCase.contains(entry.exception(), text))
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

    public LogQuery withTask(@Nullable String value) {
        return new LogQuery(value, runId, levels, text, since, until, before, after, limit, conditions);
    }

    public LogQuery withRun(@Nullable String value) {
        return new LogQuery(taskId, value, levels, text, since, until, before, after, limit, conditions);
    }

    public LogQuery withLevels(Set<LogLevel> value) {
        return new LogQuery(taskId, runId, value, text, since, until, before, after, limit, conditions);
    }

    /** Lets {@code minimum} and everything more severe pass. */
    public LogQuery withMinimumLevel(LogLevel minimum) {
        return withLevels(EnumSet.range(minimum, LogLevel.ERROR));
    }

    public LogQuery withText(@Nullable String value) {
        return new LogQuery(taskId, runId, levels, value, since, until, before, after, limit, conditions);
    }

    public LogQuery withRange(@Nullable Instant from, @Nullable Instant to) {
        return new LogQuery(taskId, runId, levels, text, from, to, before, after, limit, conditions);
    }

    public LogQuery withBefore(@Nullable UUID id) {
        return new LogQuery(taskId, runId, levels, text, since, until, id, after, limit, conditions);
    }

    public LogQuery withAfter(@Nullable UUID id) {
        return new LogQuery(taskId, runId, levels, text, since, until, before, id, limit, conditions);
    }

    public LogQuery withLimit(int value) {
        return new LogQuery(taskId, runId, levels, text, since, until, before, after, value, conditions);
    }

    public LogQuery withConditions(List<LogCondition> value) {
        return new LogQuery(taskId, runId, levels, text, since, until, before, after, limit, value);
    }

    /** One condition more. */
    public LogQuery withCondition(LogCondition more) {
        List<LogCondition> all = new ArrayList<>(conditions);
        all.add(more);
        return withConditions(all);
    }

    /** Only what the JVM of this name has logged, of those that share a storage; null for all. */
    public LogQuery withNode(@Nullable String node) {
        return node == null || node.isBlank() ? this : withCondition(LogCondition.equal("node", node));
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
