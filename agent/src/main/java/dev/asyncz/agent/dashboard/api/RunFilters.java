package dev.asyncz.agent.dashboard.api;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.NodeChoice;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a URL asks for; null lets everything pass.
 *
 * @param run the id of the only one
 * @param node the JVM that ran it
 * @param before only runs that began before the one with this id
 */
record RunFilters(
        @Nullable String run,
        @Nullable String task,
        @Nullable String node,
        @Nullable Outcome outcome,
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
                before == null ? null : before.strip().toLowerCase(Locale.ROOT),
                LogFilters.limit(given.get("limit")));
    }

    boolean matches(RunFacts run) {
        return (task == null || task.equals(run.task()))
                && (node == null || node.equals(run.node()))
                && (outcome == null || outcome == run.outcome())
                && (before == null || run.id().compareTo(before) < 0);
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
