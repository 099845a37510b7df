package dev.asyncz.agent.dashboard.search;

import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.util.stream.Stream;

/** Tells {@link LogFilters} when the application was started, where a URL asks for what came since. Any thread. */
public record SinceStart(RunHistory history) {
    /** Added here alone: what a URL says of it is of no account. */
    static final String STARTED = "started";

    public QueryParameters in(QueryParameters given) {
        boolean asked = Stream.of("since", "until", "range")
                .anyMatch(name -> LogFilters.START.equalsIgnoreCase(
                        String.valueOf(given.get(name)).strip()));
        QueryParameters rest = given.without(STARTED);
        return asked ? rest.with(STARTED, history.starts().last().toString()) : rest;
    }

    public HttpRequest in(HttpRequest request) {
        QueryParameters given = QueryParameters.lenient(request.query());
        QueryParameters told = in(given);
        return told.equals(given) ? request : request.withQuery(told.asQuery().substring(1));
    }
}
