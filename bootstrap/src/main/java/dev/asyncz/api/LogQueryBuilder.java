package dev.asyncz.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link LogQuery}, filter by filter; a filter that is not named, or null, lets everything pass. For one thread.
 */
public final class LogQueryBuilder {
    @Nullable
    String taskId;

    @Nullable
    String runId;

    Set<LogLevel> levels = Set.of();

    @Nullable
    Instant since;

    @Nullable
    Instant until;

    @Nullable
    UUID before;

    @Nullable
    UUID after;

    int limit = LogQuery.DEFAULT_LIMIT;
    List<LogCondition> conditions = List.of();

    LogQueryBuilder() {}

    /** The task, exactly. */
    public LogQueryBuilder taskId(@Nullable String value) {
        taskId = value;
        return this;
    }

    /** The run, exactly. */
    public LogQueryBuilder runId(@Nullable String value) {
        runId = value;
        return this;
    }

    /** The levels to let pass; empty for all. */
    public LogQueryBuilder levels(Set<LogLevel> value) {
        levels = value;
        return this;
    }

    /** This level and everything more severe. */
    public LogQueryBuilder minimumLevel(LogLevel minimum) {
        levels = EnumSet.range(minimum, LogLevel.ERROR);
        return this;
    }

    /**
     * Part of the message or of the exception's text, in any case: a condition, in the place of those that say the same of
     * another text; null or blank for none.
     *
     * @throws IllegalArgumentException when it is longer than {@link LogCondition#MAX_VALUE}
     */
    public LogQueryBuilder text(@Nullable String value) {
        List<LogCondition> all = new ArrayList<>(conditions);
        all.removeIf(LogQuery::isText);
        if (value != null && !value.isBlank()) {
            all.add(0, new LogCondition("", LogCondition.Match.CONTAINS, value, false));
        }
        return conditions(all);
    }

    /**
     * A span of time.
     *
     * @param from the earliest, inclusive
     * @param to the latest, exclusive
     */
    public LogQueryBuilder range(@Nullable Instant from, @Nullable Instant to) {
        since = from;
        until = to;
        return this;
    }

    /** Only entries older than the one with this id. */
    public LogQueryBuilder before(@Nullable UUID id) {
        before = id;
        return this;
    }

    /** Only entries newer than the one with this id. */
    public LogQueryBuilder after(@Nullable UUID id) {
        after = id;
        return this;
    }

    /** How many matches to give at most, from 1; {@link LogQuery#DEFAULT_LIMIT} where nobody says. */
    public LogQueryBuilder limit(int value) {
        limit = value;
        return this;
    }

    /** What else has to be so, all of them; at most {@link LogQuery#MAX_CONDITIONS}. */
    public LogQueryBuilder conditions(List<LogCondition> value) {
        conditions = value;
        return this;
    }

    /** One condition more. */
    public LogQueryBuilder condition(LogCondition more) {
        List<LogCondition> all = new ArrayList<>(conditions);
        all.add(more);
        return conditions(all);
    }

    /** Only what the JVM of this name has logged, of those that share a storage; null or blank for all. */
    public LogQueryBuilder node(@Nullable String name) {
        return name == null || name.isBlank() ? this : condition(LogCondition.equal("node", name));
    }

    /**
     * The query.
     *
     * @throws IllegalArgumentException when the limit is below 1, or there are too many conditions
     */
    public LogQuery build() {
        return new LogQuery(this);
    }
}
