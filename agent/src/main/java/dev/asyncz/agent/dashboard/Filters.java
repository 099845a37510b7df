package dev.asyncz.agent.dashboard;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a URL asks for: the parameters in their canonical form (known, not blank, clamped, in one order), and the query
 * that they mean.
 *
 * @param impossible whether level and min_level exclude each other, so that nothing can match
 */
record Filters(Parameters canonical, LogQuery query, boolean impossible) {
    static final int MAX_LIMIT = 1_000;

    private static final List<String> CURSORS = List.of("before", "after");
    private static final String TIME = "a time such as 2026-11-22T10:15:30Z is needed";
    private static final String CURSOR = "the id of an entry is needed, a UUID";
    private static final String LEVELS =
            "allowed are " + Arrays.stream(LogLevel.values()).map(Enum::name).collect(Collectors.joining(", "));

    /** @throws BadParameter when one cannot be read */
    static Filters of(Parameters given) {
        Set<LogLevel> exact = levels(given.get("level"));
        LogLevel minimum = minimum(given.get("min_level"));
        Set<LogLevel> both = minimum == null ? exact : EnumSet.range(minimum, LogLevel.ERROR);
        if (minimum != null && !exact.isEmpty()) {
            both.retainAll(exact);
        }
        String node = given.get("node");
        if (node != null && node.length() > LogCondition.MAX_VALUE) {
            throw new BadParameter(
                    "node", node, "a name of at most " + LogCondition.MAX_VALUE + " characters is needed");
        }
        LogQuery query = new LogQuery(
                        given.get("task_id"),
                        given.get("run_id"),
                        both,
                        given.get("q"),
                        time("since", given),
                        time("until", given),
                        cursor("before", given),
                        cursor("after", given),
                        limit(given.get("limit")))
                .withNode(node);
        return new Filters(canonical(query, exact, minimum, node), query, both.isEmpty() && minimum != null);
    }

    private static Parameters canonical(
            LogQuery query, Set<LogLevel> exact, @Nullable LogLevel minimum, @Nullable String node) {
        Parameters all = Parameters.NONE;
        all = put(all, "q", query.text());
        all = put(all, "task_id", query.taskId());
        all = put(all, "run_id", query.runId());
        String levels = exact.stream().map(Enum::name).collect(Collectors.joining(","));
        all = put(all, "level", levels.isEmpty() ? null : levels);
        all = put(all, "min_level", minimum);
        all = put(all, "node", node);
        all = put(all, "since", query.since());
        all = put(all, "until", query.until());
        all = put(all, "before", query.before());
        all = put(all, "after", query.after());
        return query.limit() == LogQuery.DEFAULT_LIMIT ? all : put(all, "limit", query.limit());
    }

    private static Parameters put(Parameters all, String name, @Nullable Object value) {
        return value == null ? all : all.with(name, value.toString());
    }

    /** The names of the filters in force; cursor and limit are none. */
    List<String> active() {
        List<String> names = new ArrayList<>(canonical.values().keySet());
        names.removeAll(CURSORS);
        names.remove("limit");
        return names;
    }

    /** The parameter as the form shows it; empty when it is not set. */
    String value(String name) {
        String value = canonical.get(name);
        return value == null ? "" : value;
    }

    /** The page's address with one filter more (or another value of it), from the newest line on. */
    String linkWith(String name, String value) {
        return Site.PAGE + fromNewest().with(name, value).asQuery();
    }

    /** The page's address with one filter less, from the newest line on. */
    String linkWithout(String name) {
        return Site.PAGE + fromNewest().without(name).asQuery();
    }

    /** The page's address for exactly this. */
    String link() {
        return Site.PAGE + canonical.asQuery();
    }

    private Parameters fromNewest() {
        return canonical.without("before", "after");
    }

    private static Set<LogLevel> levels(@Nullable String value) {
        Set<LogLevel> levels = EnumSet.noneOf(LogLevel.class);
        for (String name : value == null ? new String[0] : value.split(",")) {
            if (!name.isBlank()) {
                levels.add(level("level", name.strip(), LEVELS + ", several separated by commas"));
            }
        }
        return levels;
    }

    private static @Nullable LogLevel minimum(@Nullable String value) {
        return value == null ? null : level("min_level", value, LEVELS);
    }

    private static LogLevel level(String parameter, String name, String allowed) {
        return LogLevel.parse(name).orElseThrow(() -> new BadParameter(parameter, name, allowed));
    }

    private static @Nullable Instant time(String name, Parameters given) {
        String value = given.get(name);
        try {
            // A plus sign of an offset that nobody escaped arrives as a space.
            return value == null ? null : Instant.parse(value.strip().replace(' ', '+'));
        } catch (DateTimeParseException e) {
            throw new BadParameter(name, value, TIME);
        }
    }

    private static @Nullable UUID cursor(String name, Parameters given) {
        String value = given.get(name);
        if (value == null) {
            return null;
        }
        // UUID.fromString alone takes "1-1-1-1-1" as well.
        if (!value.strip().matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new BadParameter(name, value, CURSOR);
        }
        return UUID.fromString(value.strip());
    }

    static int limit(@Nullable String value) {
        if (value == null) {
            return LogQuery.DEFAULT_LIMIT;
        }
        if (!value.strip().matches("[+-]?[0-9]{1,100}")) {
            throw new BadParameter("limit", value, "a whole number from 1 to " + MAX_LIMIT + " is needed");
        }
        BigInteger number = new BigInteger(value.strip());
        return number.max(BigInteger.ONE).min(BigInteger.valueOf(MAX_LIMIT)).intValue();
    }
}
