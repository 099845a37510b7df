package dev.asyncz.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.api.LogCondition.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogConditionTest {
    private static final LogEntry ENTRY = entry(
            "Order 4711 is late",
            Map.of(
                    "exception", "java.io.IOException: disk\n\tat A.b",
                    "thread", "worker-1",
                    "node", "here",
                    "user", "outer",
                    "tags", List.of("red", 7),
                    "fields", Map.of("order", Map.of("id", 4711), "tenant", "acme"),
                    "mdc", Map.of("user", "ann", "session.id", "s1", "tenant", "inner")));

    private static LogEntry entry(String message, Map<String, Object> extra) {
        return new LogEntry(new UUID(0, 1), Instant.EPOCH, LogLevel.WARN, message, "com.acme", "task", "run", extra);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '', CONTAINS, ORDER 47, true
            '', CONTAINS, DISK, true
            '', CONTAINS, worker, false
            '', EQUALS, Order 4711 is late, true
            '', EQUALS, order 4711 is late, false
            '', REGEX, '^order \\d+', true
            '', REGEX, 'ioexception: \\w+', true
            message, CONTAINS, disk, false
            exception, CONTAINS, DISK, true
            logger, EQUALS, com.acme, true
            level, EQUALS, WARN, true
            level, CONTAINS, war, true
            task_id, EQUALS, task, true
            run_id, REGEX, ^r.n$, true
            thread, CONTAINS, WORKER, true
            node, EQUALS, here, true
            user, EQUALS, outer, true
            mdc.user, EQUALS, ann, true
            tenant, EQUALS, acme, true
            session.id, EQUALS, s1, true
            mdc.session.id, EQUALS, s1, true
            fields.order.id, EQUALS, 4711, true
            order.id, CONTAINS, 71, true
            order, CONTAINS, 4711, false
            tags, EQUALS, red, true
            tags, EQUALS, 7, true
            tags, EQUALS, red7, false
            nothing, CONTAINS, '', false
            mdc.user.more, CONTAINS, a, false
            """)
    void should_match_fields_and_negate(String field, Match match, String value, boolean met) {
        assertEquals(met, new LogCondition(field, match, value, false).matches(ENTRY));
        assertEquals(!met, new LogCondition(field, match, value, true).matches(ENTRY));
    }

    @Test
    void should_be_part_of_a_query() {
        LogQuery query = LogQuery.ALL.withNode("here").withCondition(LogCondition.equal("thread", "worker-1"));

        assertTrue(query.matches(ENTRY));
        assertFalse(query.withNode("there").matches(ENTRY));
        assertEquals(2, query.withLimit(7).withTask("a").conditions().size());
        assertThrows(
                IllegalArgumentException.class,
                () -> LogQuery.ALL.withConditions(
                        Collections.nCopies(LogQuery.MAX_CONDITIONS + 1, LogCondition.equal("a", "b"))));
    }

    @ParameterizedTest
    @CsvSource({"'(a', Unclosed group", "'[', Unclosed character class", "'*a', Dangling meta character"})
    void should_say_what_is_wrong_with_a_regular_expression(String regex, String why) {
        String told = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> new LogCondition("", Match.REGEX, regex, false))
                        .getMessage());

        assertTrue(told.startsWith("'" + regex + "' is no regular expression: " + why), told);
        assertFalse(told.contains("\n"), told);
    }

    @Test
    void should_refuse_what_is_too_long() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new LogCondition("", Match.CONTAINS, "a".repeat(LogCondition.MAX_VALUE + 1), false));
    }

    @ParameterizedTest
    @CsvSource({"(.*a){12}b, 61", "(a+)+b, 4000", "(a|aa)+$x, 65536", "(a|b)*c, 1048576"})
    void should_stop_a_regular_expression_that_does_not_end(String regex, int length) {
        LogCondition endless = new LogCondition("message", Match.REGEX, regex, false);
        LogEntry line = entry("a".repeat(length), Map.of());

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            String told = String.valueOf(assertThrows(SearchStopped.class, () -> endless.matches(line))
                    .getMessage());
            assertTrue(told.startsWith("The search for the regular expression '" + regex + "' was stopped"), told);
        });
    }

    @Test
    void should_search_a_long_line_by_an_ordinary_regular_expression() {
        LogEntry line = entry("x".repeat(1 << 20) + " order 4711", Map.of());

        assertTrue(new LogCondition("", Match.REGEX, "order\\s+\\d{4}", false).matches(line));
        assertFalse(new LogCondition("", Match.REGEX, "(warn|error) \\w+", false).matches(line));
    }

    @Test
    void should_say_which_text_it_requires() {
        assertEquals("v", new LogCondition("", Match.CONTAINS, "v", false).required());
        assertEquals("haystack", new LogCondition("", Match.REGEX, "needle.*haystack", true).required());
        assertNull(new LogCondition("", Match.REGEX, "needle|haystack", false).required());
    }

    @Test
    void should_run_no_expression_where_its_text_is_missing() {
        LogEntry line = entry("a".repeat(5_000), Map.of());

        assertFalse(new LogCondition("", Match.REGEX, "(.*a){12}bc", false).matches(line));
        assertThrows(
                SearchStopped.class,
                () -> new LogCondition("", Match.REGEX, "(.*a){12}bc", false)
                        .matches(entry("a".repeat(5_000) + " bc", Map.of())));
    }

    @Test
    void should_stop_when_interrupted() {
        LogCondition condition = new LogCondition("", Match.REGEX, "nowhere\\d", false);
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    SearchStopped.class, () -> condition.matches(entry("x".repeat(100_000) + "nowhere", Map.of())));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }
}
