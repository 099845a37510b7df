package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the line above the rows says, and what stands where there are none. */
class LogStatusTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final String WITH_Q = "q=order";

    @Test
    void should_say_how_many_lines_match_and_how_many_are_hidden() {
        LogStatus status = status(WITH_Q, counted(1_500, true), 2_000);

        assertEquals("7", status.shown());
        assertEquals("1,500", status.matched());
        assertEquals("500", status.hidden());
        assertEquals("0", status(WITH_Q, counted(2_000, true), 2_000).hidden());
    }

    @Test
    void should_not_say_what_is_hidden_where_that_is_not_known() {
        assertNull(status("", counted(1_500, true), 2_000).hidden(), "there is no filter");
        assertNull(status(WITH_Q, counted(1_500, false), 2_000).hidden(), "not all was counted");
        assertNull(status(WITH_Q, counted(1_500, true), 1_499).hidden(), "lines came meanwhile");
        assertNull(status(WITH_Q, null, -1).hidden(), "the storage does not say");
        assertEquals("2,000", status(WITH_Q, null, 2_000).hidden(), "none matches");
        assertEquals(
                "at least 1,500", status(WITH_Q, counted(1_500, false), 2_000).matched());
        assertNull(status(WITH_Q, null, 2_000).matched());
    }

    @Test
    void should_say_what_a_part_of_the_filters_finds_alone_as_it_was_typed() {
        EmptyState.PartFound words = EmptyState.PartFound.of(filters(WITH_Q), counted(1_500, true));
        EmptyState.PartFound task = EmptyState.PartFound.of(filters("task_id=nightly"), counted(1, false));

        assertEquals(List.of("order", "1,500 lines"), List.of(words.typed(), words.found()));
        assertTrue(words.link().endsWith("?q=order"), words.link());
        assertEquals(List.of("task nightly", "at least 1 line"), List.of(task.typed(), task.found()));
    }

    @Test
    void should_say_how_far_back_lines_go() {
        assertEquals("2026-03-04 12:00:00", reaching(NOON, Reach.UNKNOWN).oldest());
        assertNull(reaching(null, Reach.UNKNOWN).oldest());
        assertNull(reaching(NOON, Reach.UNKNOWN).reach());
        assertEquals(
                "all lines since 2026-03-04 12:00:00",
                reaching(NOON, new Reach(NOON, 5, 0)).reach());
        assertEquals(
                "all lines since 2026-03-04 12:00:00, and of 1,200 runs before",
                reaching(NOON, new Reach(NOON, 5, 1_200)).reach());
    }

    @Test
    void should_say_what_the_storage_keeps_and_what_was_dropped() {
        LogStatus status = status("", null, 1);

        assertEquals("7 days", status.retention());
        assertEquals("{full=8}", status.reasons());
        assertEquals(
                List.of("redis", "1,050", "1,001", "41", "8"),
                List.of(status.storage(), status.produced(), status.stored(), status.queued(), status.dropped()));
        LogStatus silent = new LogStatus(
                filters(""), 0, null, 1, null, Reach.UNKNOWN, "", new StorageFigures("x", 0, 0, 0, Map.of(), null));
        assertNull(silent.retention());
        assertEquals("nothing was dropped", silent.reasons());
    }

    @Test
    void should_tell_nothing_captured_from_nothing_found() {
        EmptyState first =
                EmptyState.of(filters(""), status("", null, 0), List.of("Quartz", "\u202E"), List.of(), List.of());

        assertEquals("Nothing captured yet", first.title());
        assertEquals(List.of("Quartz", "⟨U+202E⟩"), first.found());
        assertTrue(first.first() && first.any());
        assertFalse(first.chipped());
        EmptyState none =
                EmptyState.of(filters(WITH_Q), status(WITH_Q, null, 2_000), List.of("Quartz"), List.of(), List.of());
        assertEquals("No line matches", none.title());
        assertEquals("None of the 2,000 lines passes all of these filters. Remove one:", none.text());
        assertTrue(none.chipped());
        assertFalse(none.first() || none.any());
        assertEquals(
                "No stored line passes all of these filters. Remove one:",
                EmptyState.of(filters(WITH_Q), status(WITH_Q, null, -1), List.of(), List.of(), List.of())
                        .text());
    }

    @Test
    void should_say_first_what_cannot_be_captured() {
        EmptyState first =
                EmptyState.of(filters(""), status("", null, 0), List.of(), List.of("Log4j 1.1", "a\u202E"), List.of());

        assertEquals("Not everything can be captured: Log4j 1.1; a⟨U+202E⟩.", first.text());
    }

    @Test
    void should_say_that_levels_exclude_each_other() {
        LogFilters filters = filters("level=DEBUG&min_level=ERROR");

        assertEquals(
                "“At least” and the chosen levels exclude each other.",
                EmptyState.of(filters, status("", null, 5), List.of(), List.of(), List.of())
                        .text());
    }

    @Test
    void should_say_that_what_is_asked_for_is_no_longer_kept() {
        String title = "No longer kept";

        assertEquals(title, empty("until=2026-03-04T12:00:00Z"), "up to the oldest line");
        assertEquals("No line matches", empty("until=2026-03-04T12:00:01Z"));
        assertEquals(title, empty("run_id=" + idAt(NOON.minusMillis(60_001))));
        assertEquals(
                "This run has logged nothing", empty("run_id=" + idAt(NOON.minusMillis(60_000))), "clocks may differ");
        assertEquals("This run has logged nothing", empty("run_id=nightly"));
        assertEquals("No line matches", empty("run_id=nightly&q=x"));
        assertEquals("Nothing older is kept", empty("before=" + idAt(NOON)));
        assertEquals("Nothing older is kept", empty("after=" + idAt(NOON)));
    }

    @Test
    void should_say_when_a_line_that_has_gone_was_logged() {
        UUID line = idAt(NOON.minusSeconds(60));

        assertEquals(
                "It was logged at 2026-03-04 11:59:00. The oldest line that is kept is from 2026-03-04 12:00:00.",
                EmptyState.gone(line, reaching(NOON, Reach.UNKNOWN)).text());
        assertEquals(
                "It was logged at 2026-03-04 11:59:00. Nothing is kept.",
                EmptyState.gone(line, reaching(null, Reach.UNKNOWN)).text());
    }

    private static String empty(String query) {
        return EmptyState.of(filters(query), reaching(NOON, Reach.UNKNOWN), List.of(), List.of(), List.of())
                .title();
    }

    private static UUID idAt(Instant time) {
        return new TimeOrderedIds(time::toEpochMilli).next();
    }

    private static LogFilters filters(String query) {
        return LogFilters.of(QueryParameters.of(query));
    }

    private static LogHistogram counted(long matches, boolean complete) {
        return new LogHistogram(NOON, Duration.ofSeconds(1), List.of(), matches, complete);
    }

    private static LogStatus status(String query, @Nullable LogHistogram counted, long size) {
        return new LogStatus(filters(query), 7, counted, size, null, Reach.UNKNOWN, "7 days", figures());
    }

    private static LogStatus reaching(@Nullable Instant oldest, Reach reach) {
        return new LogStatus(filters(""), 7, null, 10, oldest, reach, "", figures());
    }

    private static StorageFigures figures() {
        return new StorageFigures("redis", 1_050, 1_001, 41, Map.of("full", 8L), null);
    }
}
