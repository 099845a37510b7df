package dev.asyncz.api;

import java.time.Instant;
import java.util.EnumSet;
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
        int limit) {

    /** How many entries a query gives where nobody says. */
    public static final int DEFAULT_LIMIT = 200;

    /** Everything, newest first. */
    public static final LogQuery ALL = new LogQuery(null, null, Set.of(), null, null, null, null, null, DEFAULT_LIMIT);

    /** Normalises blanks to null and refuses a limit below 1. */
    public LogQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " is below 1: nothing could be found");
        }
        taskId = blankToNull(taskId);
        runId = blankToNull(runId);
        text = blankToNull(text);
        levels = Set.copyOf(levels);
    }

    /** Whether an entry passes every filter; the limit is the caller's to count. */
    public boolean matches(LogEntry entry) {
        return (levels.isEmpty() || levels.contains(entry.level()))
                && (taskId == null || taskId.equals(entry.taskId()))
                && (runId == null || runId.equals(entry.runId()))
                && (since == null || !entry.ts().isBefore(since))
                && (until == null || entry.ts().isBefore(until))
                && (before == null || LogEntry.compareIds(entry.id(), before) < 0)
                && (after == null || LogEntry.compareIds(entry.id(), after) > 0)
                && (text == null || contains(entry.message(), text) || contains(entry.exception(), text));
    }

    public LogQuery withTask(@Nullable String value) {
        return new LogQuery(value, runId, levels, text, since, until, before, after, limit);
    }

    public LogQuery withRun(@Nullable String value) {
        return new LogQuery(taskId, value, levels, text, since, until, before, after, limit);
    }

    public LogQuery withLevels(Set<LogLevel> value) {
        return new LogQuery(taskId, runId, value, text, since, until, before, after, limit);
    }

    /** Lets {@code minimum} and everything more severe pass. */
    public LogQuery withMinimumLevel(LogLevel minimum) {
        return withLevels(EnumSet.range(minimum, LogLevel.ERROR));
    }

    public LogQuery withText(@Nullable String value) {
        return new LogQuery(taskId, runId, levels, value, since, until, before, after, limit);
    }

    public LogQuery withRange(@Nullable Instant from, @Nullable Instant to) {
        return new LogQuery(taskId, runId, levels, text, from, to, before, after, limit);
    }

    public LogQuery withBefore(@Nullable UUID id) {
        return new LogQuery(taskId, runId, levels, text, since, until, id, after, limit);
    }

    public LogQuery withAfter(@Nullable UUID id) {
        return new LogQuery(taskId, runId, levels, text, since, until, before, id, limit);
    }

    public LogQuery withLimit(int value) {
        return new LogQuery(taskId, runId, levels, text, since, until, before, after, value);
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /**
     * Case-insensitive substring. Jumps from one candidate to the next with {@code indexOf}, which the JIT vectorises,
     * and compares there; nothing is copied.
     */
    private static boolean contains(@Nullable String text, String part) {
        if (text == null) {
            return false;
        }
        int pivot = pivot(part);
        return pivot < 0 ? containsSomewhere(text, part) : containsAtPivot(text, part, pivot);
    }

    /**
     * The first character that two searches find in any case; -1 for none. Beyond ASCII a character may have a third
     * form (µ and both of μ Μ, ς and both of σ Σ), as have i, k and s: İ and ı, the Kelvin sign, the long s.
     */
    private static int pivot(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c < 128 && "iIkKsS".indexOf(c) < 0) {
                return i;
            }
        }
        return -1;
    }

    private static boolean containsAtPivot(String text, String part, int pivot) {
        char upper = Character.toUpperCase(part.charAt(pivot));
        char lower = Character.toLowerCase(upper);
        int last = text.length() - part.length() + pivot;
        int nextLower = text.indexOf(lower, pivot);
        int nextUpper = upper == lower ? -1 : text.indexOf(upper, pivot);
        while (nextLower >= 0 || nextUpper >= 0) {
            int at = nextUpper < 0 || (nextLower >= 0 && nextLower < nextUpper) ? nextLower : nextUpper;
            if (at > last) {
                return false;
            }
            if (text.regionMatches(true, at - pivot, part, 0, part.length())) {
                return true;
            }
            if (at == nextLower) {
                nextLower = text.indexOf(lower, at + 1);
            } else {
                nextUpper = text.indexOf(upper, at + 1);
            }
        }
        return false;
    }

    private static boolean containsSomewhere(String text, String part) {
        for (int at = 0; at <= text.length() - part.length(); at++) {
            if (text.regionMatches(true, at, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }
}
