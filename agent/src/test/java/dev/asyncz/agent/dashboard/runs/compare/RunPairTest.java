package dev.asyncz.agent.dashboard.runs.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.LineCounts;
import dev.asyncz.agent.tasks.RunFacts;
import dev.asyncz.agent.tasks.RunFacts.Outcome;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunPairTest {
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");

    private final RingStorage ring = new RingStorage(30_000, 64 << 20);

    @Test
    void should_count_the_lines_of_each_kind_and_the_time_up_to_them_which_is_all_of_the_runs_time() {
        say("one", 0, "begin");
        say("one", 100, "order 1 read");
        say("one", 300, "order 2 read");
        say("one", 350, "done");
        say("two", 10, "begin");
        say("two", 5_010, "order 7 read");
        say("two", 5_020, "disk full");
        RunPair pair = RunPair.of(log("one", 4, 400), log("two", 3, 5_100));

        assertEquals(
                List.of("begin", "done", "order # read", "disk full"),
                pair.templates().stream().map(each -> each.template().text()).toList());
        TemplatePair orders = pair.templates().get(2);
        assertEquals(List.of(2, 1), List.of(orders.other().count(), orders.own().count()));
        assertEquals(Duration.ofMillis(300), orders.other().upTo());
        assertEquals(Duration.ofMillis(5_000 - 300), orders.longer());
        assertTrue(pair.templates().get(1).gone() && pair.templates().get(3).fresh());
        assertEquals(Duration.ofMillis(50), pair.ends().other());
        assertEquals(
                Duration.ofMillis(5_100),
                pair.templates().stream()
                        .map(each -> each.own().upTo())
                        .reduce(pair.ends().own(), Duration::plus));
        assertTrue(pair.complete());
    }

    @Test
    void should_find_the_first_line_where_they_part_however_often_a_kind_stands_in_a_row() {
        for (String line : List.of("begin", "order 1 read", "order 2 read", "order 3 read", "done")) {
            say("one", 1, line);
        }
        for (String line : List.of("begin", "order 9 read", "disk full")) {
            say("two", 1, line);
        }
        RunPair.Parting parting =
                RunPair.of(log("one", 5, 10), log("two", 3, 10)).parting();

        assertEquals("order 9 read", message(parting.after()));
        assertEquals("done", message(parting.other()));
        assertEquals("disk full", message(parting.own()));
        assertFalse(parting.never());
    }

    @Test
    void should_part_where_one_of_them_has_no_further_line_and_never_where_both_end() {
        say("one", 1, "begin");
        say("two", 1, "begin");
        assertTrue(RunPair.of(log("one", 1, 9), log("two", 1, 9)).parting().never());

        say("two", 2, "more");
        RunPair.Parting parting = RunPair.of(log("one", 1, 9), log("two", 2, 9)).parting();
        assertNull(parting.other());
        assertEquals("more", message(parting.own()));
    }

    @Test
    void should_say_what_is_not_kept_of_a_run() {
        say("one", 1, "begin");
        RunLog partly = log("one", 2_500, 9);
        RunLog gone = log("two", 3, 9);

        assertEquals("1 of its 2,500 lines are kept.", partly.missing());
        assertEquals("No line is kept of the 3 that it wrote.", gone.missing());
        assertFalse(RunPair.of(gone, partly).complete());
        assertNull(log("one", 1, 9).missing());
        assertTrue(RunLog.of("nobody", null, new LogReader(ring)).unknown());
    }

    @Test
    void should_compare_runs_of_ten_thousand_lines_and_say_that_there_are_more() {
        for (int i = 0; i < 10_500; i++) {
            say("one", i, "line " + i);
        }
        RunLog log = log("one", 10_500, 20_000);

        assertEquals(10_000, log.lines().size());
        assertEquals("line 500", log.lines().get(0).message());
        assertEquals("10,000 of its 10,500 lines are compared, the newest ones.", log.missing());
    }

    @Test
    void should_go_by_the_lines_where_no_record_is_kept() {
        say("one", 5, "begin");
        say("one", 25, "end");
        RunLog log = RunLog.of("one", null, new LogReader(ring));

        RunPair pair = RunPair.of(log, log);
        assertTrue(log.complete() && !log.unknown());
        assertEquals(Duration.ofMillis(20), pair.templates().get(1).own().upTo());
        assertEquals(Duration.ZERO, pair.ends().own());
    }

    private RunLog log(String id, int written, long millis) {
        RunFacts run = new RunFacts(
                id,
                "a.Task",
                "",
                START,
                Duration.ofMillis(millis),
                Outcome.OK,
                null,
                null,
                List.of(),
                new LineCounts(0, 0, written, 0, 0));
        return RunLog.of(id, run, new LogReader(ring));
    }

    private void say(String run, int millis, String message) {
        Instant time = START.plusMillis(millis);
        ring.append(new LogEntry(
                Samples.entry(LogLevel.INFO, "", null, null).id(),
                time,
                LogLevel.INFO,
                message,
                "com.acme",
                "a.Task",
                run,
                Map.of()));
    }

    private static String message(@Nullable LogEntry line) {
        assertNotNull(line);
        return line.message();
    }
}
