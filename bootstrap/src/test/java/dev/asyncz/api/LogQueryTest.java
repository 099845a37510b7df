package dev.asyncz.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogQueryTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000005");
    private static final UUID OLDER = UUID.fromString("01890000-0000-7000-8000-000000000004");
    private static final UUID NEWER = UUID.fromString("01890000-0000-7000-8000-000000000006");

    @Test
    void should_let_everything_pass_without_filters() {
        assertTrue(LogQuery.ALL.matches(line("anything")));
        assertTrue(LogQuery.ALL.matches(entry("", null, null, LogLevel.TRACE, Map.of())));
    }

    @Test
    void should_want_task_and_run_exactly() {
        LogEntry entry = entry("m", "com.acme.Jobs.cleanup", "run-1", LogLevel.INFO, Map.of());

        assertTrue(LogQuery.ALL.withTask("com.acme.Jobs.cleanup").matches(entry));
        assertFalse(LogQuery.ALL.withTask("com.acme.Jobs").matches(entry));
        assertFalse(LogQuery.ALL.withTask("COM.acme.Jobs.cleanup").matches(entry));
        assertTrue(LogQuery.ALL.withRun("run-1").matches(entry));
        assertFalse(LogQuery.ALL.withRun("run-2").matches(entry));
    }

    @Test
    void should_not_find_lines_outside_any_task_by_a_task() {
        assertFalse(LogQuery.ALL.withTask("a").matches(line("m")));
        assertFalse(LogQuery.ALL.withRun("a").matches(line("m")));
    }

    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void should_let_levels_of_the_set_or_at_least_the_minimum_pass(LogLevel level) {
        LogEntry entry = entry("m", null, null, level, Map.of());

        assertEquals(
                level == LogLevel.INFO || level == LogLevel.ERROR,
                LogQuery.ALL.withLevels(Set.of(LogLevel.INFO, LogLevel.ERROR)).matches(entry));
        assertEquals(
                level == LogLevel.WARN || level == LogLevel.ERROR,
                LogQuery.ALL.withMinimumLevel(LogLevel.WARN).matches(entry));
    }

    @Test
    void should_take_since_as_inclusive_and_until_as_exclusive() {
        LogEntry entry = line("m");

        assertTrue(LogQuery.ALL.withRange(NOON, null).matches(entry));
        assertFalse(LogQuery.ALL.withRange(NOON.plusNanos(1), null).matches(entry));
        assertTrue(LogQuery.ALL.withRange(null, NOON.plusNanos(1)).matches(entry));
        assertFalse(LogQuery.ALL.withRange(null, NOON).matches(entry));
    }

    @Test
    void should_leave_the_entry_at_a_cursor_out() {
        LogEntry entry = line("m");

        assertTrue(LogQuery.ALL.withBefore(NEWER).matches(entry));
        assertFalse(LogQuery.ALL.withBefore(ID).matches(entry));
        assertFalse(LogQuery.ALL.withBefore(OLDER).matches(entry));
        assertTrue(LogQuery.ALL.withAfter(OLDER).matches(entry));
        assertFalse(LogQuery.ALL.withAfter(ID).matches(entry));
        assertFalse(LogQuery.ALL.withAfter(NEWER).matches(entry));
    }

    @Test
    void should_and_all_filters() {
        LogEntry entry = entry("disk full", "a", "r", LogLevel.WARN, Map.of());
        LogQuery all = LogQuery.builder()
                .taskId("a")
                .runId("r")
                .levels(Set.of(LogLevel.WARN))
                .text("FULL")
                .range(NOON, NOON.plusSeconds(1))
                .before(NEWER)
                .after(OLDER)
                .limit(1)
                .build();

        assertTrue(all.matches(entry));
        assertFalse(all.withTask("b").matches(entry));
        assertFalse(all.withRun("s").matches(entry));
        assertFalse(all.withLevels(Set.of(LogLevel.INFO)).matches(entry));
        assertFalse(all.withText("empty").matches(entry));
        assertFalse(all.withRange(NOON.plusSeconds(1), null).matches(entry));
        assertFalse(all.withBefore(OLDER).matches(entry));
        assertFalse(all.withAfter(NEWER).matches(entry));
    }

    @Test
    void should_take_a_text_for_a_condition_in_the_place_of_the_one_before() {
        LogCondition text = new LogCondition("", LogCondition.Match.CONTAINS, "full", false);
        LogCondition other = LogCondition.equal("customer", "Ana");
        LogQuery query = LogQuery.ALL.withCondition(other).withText("disk").withText("full");

        assertEquals(List.of(text, other), query.conditions());
        assertEquals("full", query.text());
        assertEquals("full", LogQuery.ALL.withCondition(text).text());
        assertEquals(List.of(other), query.withText(null).conditions());
        assertNull(query.withText(" ").text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Order 17 shipped      | order",
                "Order 17 shipped      | SHIPPED",
                "Order 17 shipped      | R 17 S",
                "aab                   | AB",
                "ababac                | abac",
                "x                     | X",
                "STRASSE Straße        | sTRAßE",
                "STRAẞE                | straße",
                "ẞ                     | ß",
                "İSTANBUL              | istanbul",
                "istanbul              | İSTANBUL",
                "KAPI ırmak            | IRMAK",
                "kapı ırmak            | ırmak",
                "IRMAK                 | ırmak",
                "took 5 µs             | µs",
                "took 5 µs             | μS",
                "λόγος                 | ΛΌΓΟΣ",
                "ς                     | Σ",
                "300 K                 | k",
                "Привет                | ПРИВЕТ",
                "up 🚀 away            | 🚀",
                "🚀🚀                  | 🚀🚀",
                "日本語                 | 本",
            })
    void should_find_text_in_any_case(String message, String part) {
        assertTrue(LogQuery.ALL.withText(part).matches(line(message)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Order 17 | order 18",
                "Order    | orders",
                "aaaa     | aaab",
                "STRASSE  | ß",
                "ä        | a",
                "🚀       | 🚁",
                "short    | much longer than the text itself",
                "ık       | kk",
            })
    void should_not_find_what_is_not_there(String message, String part) {
        assertFalse(LogQuery.ALL.withText(part).matches(line(message)));
    }

    @Test
    void should_search_alike_whatever_the_default_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertTrue(LogQuery.ALL.withText("TITLE").matches(line("title")));
            assertTrue(LogQuery.ALL.withText("title").matches(line("A TITLE")));
        } finally {
            Locale.setDefault(before);
        }
    }

    /** What a naive search finds, position by position, with the same rule for two characters. */
    @Test
    void should_find_each_part_of_a_text_with_every_first_character() {
        for (char c = 1; c < Character.MIN_SURROGATE; c++) {
            if (Character.isWhitespace(c)) {
                continue;
            }
            String text = "x" + Character.toUpperCase(c) + "y" + Character.toLowerCase(c) + "z";
            assertTrue(LogQuery.ALL.withText(c + "y").matches(line(text)), () -> "in " + text);
            assertTrue(LogQuery.ALL.withText(String.valueOf(c)).matches(line(text)), () -> "in " + text);
        }
    }

    @Test
    void should_search_lone_surrogates_as_they_are() {
        assertTrue(LogQuery.ALL.withText("\ud83d").matches(line("broken \ud83d!")));
        assertFalse(LogQuery.ALL.withText("\ud83d").matches(line("broken \ude80!")));
    }

    @Test
    void should_search_the_exception_too_and_nothing_else_of_extra() {
        LogEntry entry = entry(
                "failed",
                null,
                null,
                LogLevel.ERROR,
                Map.of(LogEntry.EXCEPTION, "java.io.IOException: Disk full\n\tat X", "thread", "worker-1"));

        assertTrue(LogQuery.ALL.withText("disk FULL").matches(entry));
        assertTrue(LogQuery.ALL.withText("AT x").matches(entry));
        assertFalse(LogQuery.ALL.withText("worker-1").matches(entry));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void should_ignore_blank_filters(String blank) {
        LogQuery query =
                LogQuery.ALL.withTask(blank).withRun(blank).withText(blank).withLevels(EnumSet.noneOf(LogLevel.class));

        assertEquals(LogQuery.ALL, query);
    }

    @Test
    void should_refuse_a_limit_below_one() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> LogQuery.ALL.withLimit(0));

        assertTrue(refused.toString().contains("limit 0"), refused::toString);
        assertEquals(1, LogQuery.ALL.withLimit(1).limit());
    }

    private static LogEntry line(String message) {
        return entry(message, null, null, LogLevel.INFO, Map.of());
    }

    private static LogEntry entry(
            String message, @Nullable String task, @Nullable String run, LogLevel level, Map<String, Object> extra) {
        return new LogEntry(ID, NOON, level, message, "com.acme", task, run, extra);
    }
}
