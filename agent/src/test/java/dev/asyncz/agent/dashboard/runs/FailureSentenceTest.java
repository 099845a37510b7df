package dev.asyncz.agent.dashboard.runs;

import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOON;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOW;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.ok;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.agent.dashboard.runs.OverviewPage.FailedRuns;
import dev.asyncz.agent.dashboard.runs.failure.FailureSentence;
import dev.asyncz.agent.dashboard.runs.failure.FailureSentence.Warning;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureSentenceTest {
    private static final String WRAPPED = """
            org.springframework.web.ResourceAccessException: I/O error on GET request
            \tat okhttp3.RealCall.execute(RealCall.java:88)
            \tat com.acme.Prices.load(Prices.java:31)
            Caused by: java.net.ConnectException: Connection refused
            \tat java.base/java.net.Socket.connect(Socket.java:633)
            \tat app//com.acme.Feed.open(Feed.java:12)
            \t... 3 more""";

    @Test
    void should_begin_with_the_root_cause_and_where_in_the_application_it_came_from() {
        FailureSentence why = why(failed(WRAPPED));

        assertEquals("java.net.ConnectException: Connection refused", why.cause());
        assertEquals("org.springframework.web.ResourceAccessException: I/O error on GET request", why.outcome());
        assertEquals("com.acme.Feed.open(Feed.java:12)", why.place());
    }

    @Test
    void should_name_the_application_further_out_where_the_root_cause_has_none_of_it() {
        FailureSentence why = why(failed(WRAPPED.replace("app//com.acme.Feed", "java.base/java.net.Feed")));

        assertEquals("com.acme.Prices.load(Prices.java:31)", why.place());
    }

    @Test
    void should_do_without_what_is_not_kept() {
        FailureSentence why = why(failed(null));

        assertEquals(FIRST, why.cause());
        assertNull(why.outcome());
        assertNull(why.place());
        assertNull(why.warning());
        assertNull(FailureSentence.of(ok(1, 1), List.of()), "it did not fail");
    }

    @Test
    void should_lead_to_the_last_warning_before_the_end() {
        LogEntry first = line(LogLevel.WARN, "retry 1", NOON.minusSeconds(59));
        LogEntry last = line(LogLevel.WARN, "retry 2\nof 3", NOON.minusSeconds(58));
        LogEntry after = line(LogLevel.ERROR, "given up", NOON.minusSeconds(57));

        FailureSentence why = FailureSentence.of(failed(WRAPPED), List.of(first, last, after));

        assertNotNull(why);
        assertEquals(new Warning(last.id().toString(), "retry 2", "3.00 s"), why.warning());
    }

    @Test
    void should_count_the_failures_of_a_kind_and_keep_tasks_apart() {
        RunView last = view(failed("x.Broken: order 4711\n\tat a.B.c(B.java:1)"));
        RunView other = view(failed(WRAPPED));
        RunView first = view(failed("x.Broken: order 12"));

        List<FailedRuns> kinds = FailedRuns.byKind(List.of(last, other, first));

        assertEquals(List.of(2, 1), kinds.stream().map(FailedRuns::count).toList());
        assertEquals(last, kinds.get(0).last());
        assertEquals(
                "java.net.ConnectException: Connection refused",
                kinds.get(1).last().cause());
    }

    private static final String FIRST = "org.springframework.web.ResourceAccessException: I/O error on GET request";

    private static FailureSentence why(RunFacts run) {
        FailureSentence why = FailureSentence.of(run, List.of());
        assertNotNull(why);
        return why;
    }

    private static RunView view(RunFacts run) {
        return new RunView(run, false, NOW);
    }

    /** Ends 55 s before noon. */
    private static RunFacts failed(@Nullable String exception) {
        RunFacts run = run(1, Outcome.FAILED, 5_000);
        return new RunFacts(
                run.id(),
                run.task(),
                "",
                run.started(),
                run.duration(),
                run.outcome(),
                exception == null ? FIRST : exception.lines().findFirst().orElse(""),
                exception,
                run.threads(),
                run.lines());
    }

    private static LogEntry line(LogLevel level, String message, Instant time) {
        return new LogEntry(
                new TimeOrderedIds(time::toEpochMilli).next(),
                time,
                level,
                message,
                "a.Logger",
                "a.Task",
                "r",
                Map.of());
    }
}
