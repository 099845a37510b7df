package dev.asyncz.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogEntryTest {
    @Test
    void should_compare_ids_as_unsigned_bits() {
        List<UUID> ascending = List.of(
                new UUID(0, 0),
                new UUID(0, 1),
                new UUID(0, Long.MAX_VALUE),
                new UUID(0, Long.MIN_VALUE),
                new UUID(0, -1),
                new UUID(1, 0),
                new UUID(Long.MAX_VALUE, -1),
                new UUID(Long.MIN_VALUE, 0),
                new UUID(-1, -1));

        for (int a = 0; a < ascending.size(); a++) {
            for (int b = 0; b < ascending.size(); b++) {
                assertEquals(
                        Integer.compare(a, b), Integer.signum(LogEntry.compareIds(ascending.get(a), ascending.get(b))));
            }
        }
    }

    @Test
    void should_compare_ids_as_their_text_sorts() {
        UUID early = UUID.fromString("7fffffff-ffff-7fff-bfff-ffffffffffff");
        UUID late = UUID.fromString("80000000-0000-7000-8000-000000000000");

        assertTrue(early.toString().compareTo(late.toString()) < 0);
        assertTrue(LogEntry.compareIds(early, late) < 0);
    }

    @Test
    void should_not_change_with_the_map_it_was_made_of() {
        Map<String, Object> extra = new HashMap<>(Map.of("thread", "main"));
        LogEntry entry = entry(extra);
        extra.put("thread", "other");

        assertEquals(Map.of("thread", "main"), entry.extra());
    }

    @Test
    void should_give_the_text_of_an_exception_and_nothing_else_for_one() {
        assertEquals("boom", entry(Map.of(LogEntry.EXCEPTION, "boom")).exception());
        assertNull(entry(Map.of()).exception());
        assertNull(entry(Map.of(LogEntry.EXCEPTION, 17)).exception());
    }

    private static LogEntry entry(Map<String, Object> extra) {
        return new LogEntry(new UUID(0, 0), Instant.EPOCH, LogLevel.INFO, "m", "l", null, null, extra);
    }
}
