package dev.asyncz.agent.problems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "3 new orders in the inbox|# new orders in the inbox",
                "Order 48213 of 'Ana Sousa' accepted|Order # of # accepted",
                "took 12ms, 1,284.50 EUR|took #, # EUR",
                "at 2026-01-31T12:00:00.123Z done|at # done",
                "run 01a20c59-82d1-7000-938c-af81494e3218 ended|run # ended",
                "object com.acme.Order@7a81197d is gone|object com.acme.Order@# is gone",
                "hash 0xdeadbeef, cafebabe0123|hash #, #",
                "GET /stock?aisle=12 failed|GET /stock?aisle=# failed",
                "thread pool-3-thread-12|thread pool-#-thread-#",
                "it doesn't end|it doesn't end",
                "added a face to the bead|added a face to the bead",
                "10.0.0.17:8080 refused|# refused",
            })
    void should_leave_out_what_changes_from_line_to_line(String message, String template) {
        assertEquals(template, MessageTemplate.normalised(message));
    }

    @Test
    void should_tell_levels_loggers_and_exceptions_apart() {
        MessageTemplate plain = MessageTemplate.of(entry(LogLevel.INFO, "a", Map.of()));
        assertNotEquals(plain, MessageTemplate.of(entry(LogLevel.WARN, "a", Map.of())));
        assertNotEquals(plain, MessageTemplate.of(entry(LogLevel.INFO, "b", Map.of())));
        MessageTemplate failed = MessageTemplate.of(entry(
                LogLevel.INFO,
                "a",
                Map.of(LogEntry.EXCEPTION, "java.io.IOException: disk 7\n\tat com.acme.A.b(A.java)")));
        assertEquals("done — java.io.IOException", failed.text());
    }

    @Test
    void should_read_a_huge_message_within_bounds() {
        String huge = "'".repeat(1 << 20) + "1a-".repeat(1 << 20);
        String template = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> MessageTemplate.normalised(huge));

        assertTrue(template.length() <= 402, () -> template.length() + " characters");
    }

    private static LogEntry entry(LogLevel level, String logger, Map<String, Object> extra) {
        return Samples.entry(level, "done", logger, "t", "r", extra);
    }
}
