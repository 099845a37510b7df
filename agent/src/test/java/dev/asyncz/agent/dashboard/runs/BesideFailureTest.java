package dev.asyncz.agent.dashboard.runs;

import static dev.asyncz.agent.dashboard.runs.SampleRuns.NOON;
import static dev.asyncz.agent.dashboard.runs.SampleRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.reader.ReaderWishes;
import dev.asyncz.agent.dashboard.runs.failure.BesideFailure;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BesideFailureTest {
    /** It ended at noon. */
    private final RunFacts failed = run(1, Outcome.FAILED, 60_000);

    private final RingStorage ring = Samples.ring(List.of());

    @Test
    void should_show_what_others_complained_of_within_two_minutes_around_it_oldest_first() {
        log(-121, LogLevel.ERROR, "too early", "other", "1");
        log(-119, LogLevel.WARN, "pool is full", "other", "1");
        log(-5, LogLevel.ERROR, "its own", failed.task(), failed.id());
        log(0, LogLevel.INFO, "all is well", "other", "1");
        log(2, LogLevel.ERROR, "nobody's line", null, null);
        log(119, LogLevel.ERROR, "disk full", failed.task(), "2");
        log(121, LogLevel.ERROR, "too late", "other", "1");

        assertEquals(List.of("pool is full", "nobody's line", "disk full"), messages(of(failed, ring)));
    }

    @Test
    void should_show_the_nearest_where_there_are_many() {
        for (int i = 0; i < 110; i++) {
            log(-119 + i, LogLevel.WARN, "line " + i, "other", "1");
        }
        BesideFailure beside = of(failed, ring);

        assertEquals("100", beside.lines().cut());
        assertEquals("line 10", messages(beside).get(0));
        assertEquals("line 109", messages(beside).get(99));
    }

    @Test
    void should_lead_to_the_same_lines_in_every_form_and_keep_the_filters_for_what_is_included_next() {
        log(0, LogLevel.WARN, "pool is full", "other", "1");
        BesideFailure beside = of(failed, ring);

        String query = beside.lines().query();
        assertTrue(query.contains("q=-run_id%3A%22" + failed.id()) && query.contains("min_level=WARN"), query);
        assertTrue(query.contains("since=2026-03-04T11%3A58%3A00Z&until=2026-03-04T12%3A02%3A00Z"), query);
        assertEquals(
                List.of("q", "min_level", "since", "until"),
                beside.lines().kept().stream().map(each -> each.name()).toList());
        assertEquals(List.of("node"), beside.look().fields());
    }

    @Test
    void should_say_why_where_the_storage_does_not_answer() {
        assertNotNull(of(failed, Samples.UNREACHABLE).lines().unreachable());
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"OK", "RUNNING"})
    void should_have_nothing_to_say_of_a_run_that_did_not_go_wrong(Outcome outcome) {
        assertNull(BesideFailure.of(
                run(1, outcome, 1), List.of(), new LogReader(ring), Starts.UNKNOWN, ReaderWishes.NONE, true));
    }

    @Test
    void should_look_around_the_last_line_of_a_run_that_was_cut_short() {
        log(-600, LogLevel.WARN, "far", "other", "1");
        log(300, LogLevel.WARN, "near", "other", "1");
        RunFacts cut = run(30, Outcome.CUT_SHORT, 0);
        BesideFailure beside = BesideFailure.of(
                cut,
                List.of(line(299, LogLevel.INFO, "last", cut.task(), cut.id())),
                new LogReader(ring),
                Starts.UNKNOWN,
                ReaderWishes.NONE,
                false);

        assertEquals(List.of("near"), messages(assertNotNullAnd(beside)));
        assertEquals(List.of(), assertNotNullAnd(beside).look().fields());
    }

    private static BesideFailure of(RunFacts run, LogStorage storage) {
        return assertNotNullAnd(
                BesideFailure.of(run, List.of(), new LogReader(storage), Starts.UNKNOWN, ReaderWishes.NONE, true));
    }

    private static BesideFailure assertNotNullAnd(@Nullable BesideFailure beside) {
        assertNotNull(beside);
        return beside;
    }

    private static List<String> messages(BesideFailure beside) {
        return beside.lines().rows().stream().map(row -> row.entry().message()).toList();
    }

    private void log(int seconds, LogLevel level, String message, @Nullable String task, @Nullable String run) {
        ring.append(line(seconds, level, message, task, run));
    }

    private static LogEntry line(
            int seconds, LogLevel level, String message, @Nullable String task, @Nullable String run) {
        Instant time = NOON.plusSeconds(seconds);
        return new LogEntry(
                new TimeOrderedIds(time::toEpochMilli).next(),
                time,
                level,
                message,
                "com.acme",
                task,
                run,
                Map.of("node", "api-1"));
    }
}
