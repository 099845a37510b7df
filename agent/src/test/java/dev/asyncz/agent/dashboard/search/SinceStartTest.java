package dev.asyncz.agent.dashboard.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.asyncz.agent.dashboard.http.BadParameter;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinceStartTest {
    private final RunHistory history = new RunHistory(new TaskRegistry());
    private final SinceStart started = new SinceStart(history);

    @ParameterizedTest
    @ValueSource(strings = {"since=start", "since=Start", "range=start", "since=start&started=1999-01-01T00:00:00Z"})
    void should_find_what_came_since_the_application_was_started_and_keep_the_word(String query) {
        LogFilters filters = LogFilters.of(started.in(QueryParameters.of(query)));

        assertEquals(history.starts().last(), filters.query().since());
        assertNull(filters.query().until());
        assertEquals("start", filters.value(query.substring(0, 5)));
        assertEquals("", filters.value("started"));
    }

    @Test
    void should_find_what_came_before() {
        LogFilters filters = LogFilters.of(started.in(QueryParameters.of("until=start")));

        assertEquals(history.starts().last(), filters.query().until());
    }

    @Test
    void should_leave_other_times_alone_and_guess_nothing_where_nobody_knows() {
        QueryParameters other = QueryParameters.of("since=2026-03-04T12:00:00Z");

        assertEquals(other, started.in(other));
        assertEquals(
                Instant.parse("2026-03-04T12:00:00Z"),
                LogFilters.of(other).query().since());
        assertThrows(BadParameter.class, () -> LogFilters.of(QueryParameters.of("range=start")));
    }
}
