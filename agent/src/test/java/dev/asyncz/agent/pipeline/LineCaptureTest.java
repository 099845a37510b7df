package dev.asyncz.agent.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.storage.TerminalText;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineCaptureTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final List<String> failures = new ArrayList<>();
    private final RingStorage ring = new RingStorage(10, 1 << 20);
    private final LineCapture lines = capture(ring);

    private LineCapture capture(LogStorage storage) {
        return new LineCapture(
                new DirectTarget("memory", storage),
                new TimeOrderedIds(NOON::toEpochMilli),
                new BoundedText(100),
                new TaskRegistry(),
                (what, cause) -> failures.add(what));
    }

    @Test
    void should_make_an_entry_of_a_line() {
        lines.line(NOON, LogLevel.WARN, "disk full", "com.acme", "t", "r", Map.of("thread", "main"));

        LogEntry entry = ring.query(LogQuery.ALL).get(0);
        assertEquals(
                new LogEntry(
                        entry.id(), NOON, LogLevel.WARN, "disk full", "com.acme", "t", "r", Map.of("thread", "main")),
                entry);
        assertEquals(NOON.toEpochMilli(), entry.id().getMostSignificantBits() >>> 16);
    }

    @Test
    void should_keep_a_coloured_message_as_it_is_seen_and_its_colours_beside_it() {
        lines.line(NOON, LogLevel.INFO, "\u001B[32mgreen\u001B[0m order", "l", null, null, Map.of("thread", "main"));

        LogEntry entry = ring.query(LogQuery.ALL.withText("green order")).get(0);
        assertEquals("green order", entry.message());
        assertEquals(Map.of("thread", "main", TerminalText.COLOURED, "\u001B[32mgreen\u001B[0m order"), entry.extra());
    }

    @Test
    void should_give_ids_in_the_order_of_capture() {
        for (int i = 0; i < 5; i++) {
            line(lines, "m" + i);
        }

        assertEquals(
                List.of("m4", "m3", "m2", "m1", "m0"),
                ring.query(LogQuery.ALL).stream().map(LogEntry::message).toList());
    }

    @Test
    void should_bound_the_message() {
        line(lines, "x".repeat(1_000));

        assertTrue(ring.query(LogQuery.ALL).get(0).message().contains("900 of 1000 characters left out"));
    }

    @Test
    void should_bound_names_that_the_application_makes_up() {
        String huge = "n".repeat(1 << 20);
        lines.line(NOON, LogLevel.INFO, "m", huge, huge, huge, Map.of());
        lines.line(NOON, LogLevel.INFO, "m", "l", null, null, Map.of());

        LogEntry entry = ring.query(LogQuery.ALL).get(1);
        for (String each : List.of(entry.logger(), String.valueOf(entry.taskId()), String.valueOf(entry.runId()))) {
            assertTrue(each.startsWith("nnn") && each.length() < 1_100, () -> each.length() + " characters");
        }
        assertNull(ring.query(LogQuery.ALL).get(0).taskId());
    }

    @Test
    void should_account_for_every_line_of_a_storage_that_fails() {
        List<@Nullable Throwable> toThrow = new ArrayList<>();
        toThrow.add(new IllegalStateException("no"));
        toThrow.add(null);
        toThrow.add(new NoClassDefFoundError("gone"));
        toThrow.add(new OutOfMemoryError("not really"));
        toThrow.add(null);
        LineCapture failing = capture(new LogStorage() {
            @Override
            public void append(LogEntry entry) {
                Throwable t = toThrow.remove(0);
                if (t instanceof Error error) {
                    throw error;
                }
                if (t instanceof RuntimeException exception) {
                    throw exception;
                }
                ring.append(entry);
            }

            @Override
            public Iterable<LogEntry> query(LogQuery query) {
                return ring.query(query);
            }

            @Override
            public StorageStats stats() {
                return ring.stats();
            }
        });
        for (int i = 0; i < 5; i++) {
            line(failing, "m" + i);
        }

        assertAccounted(5, failing.figures());
        assertEquals(2, failing.figures().stored());
        assertEquals(3L, failing.figures().dropped().get("failed"));
        assertEquals(3, failures.size());
        assertTrue(failures.get(0).contains("on its way to the storage"), failures.get(0));
    }

    @Test
    void should_count_a_line_that_no_entry_can_be_made_of() {
        Map<String, Object> bad = new HashMap<>();
        bad.put("thread", unset());
        lines.line(NOON, LogLevel.INFO, "m", "l", null, null, bad);

        assertAccounted(1, lines.figures());
        assertEquals(1L, lines.figures().dropped().get("failed"));
    }

    @Test
    void should_count_lines_that_never_came_this_far() {
        lines.lost("nested");
        lines.lost("unreadable");
        lines.lost("nested");
        line(lines, "m");

        assertAccounted(4, lines.figures());
        assertEquals(2L, lines.figures().dropped().get("nested"));
        assertEquals(1L, lines.figures().dropped().get("unreadable"));
    }

    @SuppressWarnings("NullAway") // What a bridge must not hand over.
    private static Object unset() {
        return null;
    }

    @Test
    void should_account_for_lines_that_others_have_pushed_out() {
        for (int i = 0; i < 25; i++) {
            line(lines, "m" + i);
        }

        assertAccounted(25, lines.figures());
        assertEquals(10, lines.figures().stored());
        assertEquals(15L, lines.figures().dropped().get("overwritten"));
    }

    private static void assertAccounted(long produced, StorageFigures figures) {
        assertEquals(produced, figures.produced());
        assertEquals(figures.produced(), figures.stored() + figures.queued() + figures.droppedTotal());
    }

    private static void line(LineCapture to, String message) {
        to.line(NOON, LogLevel.INFO, message, "l", null, null, Map.of());
    }
}
