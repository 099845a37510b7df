package dev.asyncz.agent.dashboard.api;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a URL asks for; null lets everything pass.
 *
 * @param run the id of the only one
 * @param node the JVM that ran it
 * @param since only runs that began at this time or later
 * @param until only runs that began at this time or earlier
 * @param before only runs that began before the one with this id
 */
record RunFilters(
        @Nullable String run,
        @Nullable String task,
        @Nullable String node,
        @Nullable Outcome outcome,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String before,
        int limit) {
    private static final String OUTCOMES =
            "allowed are " + Arrays.stream(Outcome.values()).map(Outcome::key).collect(Collectors.joining(", "));

    /** @throws BadParameter when one cannot be read */
    static RunFilters of(QueryParameters given) {
        String before = given.get("before");
        String run = given.get("run_id");
        return new RunFilters(
                run == null ? null : run.strip().toLowerCase(Locale.ROOT),
                given.get("task_id"),
                given.get(NodeChoice.PARAMETER),
                outcome(given.get("outcome")),
                time("since", given),
                time("until", given),
                before == null ? null : before.strip().toLowerCase(Locale.ROOT),
                LogFilters.limit(given.get("limit")));
    }

    boolean matches(RunFacts run) {
        return (task == null || task.equals(run.task()))
                && (node == null || node.equals(run.node()))
                && (outcome == null || outcome == run.outcome())
                && (since == null || !run.started().isBefore(since))
                && (until == null || !run.started().isAfter(until))
                && (before == null || run.id().compareTo(before) < 0);
    }

    private static @Nullable Instant time(String name, QueryParameters given) {
        String value = given.get(name);
        try {
            return value == null ? null : Instant.parse(value.strip().toUpperCase(Locale.ROOT));
        } catch (DateTimeException e) {
            throw new BadParameter(name, value, "a time such as 2026-03-01T03:00:00Z is needed");
        }
    }

    private static @Nullable Outcome outcome(@Nullable String key) {
        if (key == null) {
            return null;
        }
        return Arrays.stream(Outcome.values())
                .filter(each -> each.key().equalsIgnoreCase(key.strip()))
                .findFirst()
                .orElseThrow(() -> new BadParameter("outcome", key, OUTCOMES));
    }
}
