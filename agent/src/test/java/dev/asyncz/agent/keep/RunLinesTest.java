package dev.asyncz.agent.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.storage.kept.KeepBounds;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RunLinesTest {
    private static final long AMPLE = 64 << 20;

    private final ARun run = new ARun("nightly");

    @Test
    void should_hold_every_line_of_a_run_that_is_not_too_long() {
        RunLines lines = lines(2_000, AMPLE);
        add(lines, 2_000, "line ");

        assertEquals(2_000, lines.held().entries().size());
        assertEquals(0, lines.held().missing());
    }

    @Test
    void should_keep_the_head_and_the_tail_of_a_long_run_and_say_what_is_missing() {
        RunLines lines = lines(2_000, AMPLE);
        add(lines, 1_000_000, "line ");

        List<String> messages = messages(lines);
        assertEquals(2_001, messages.size());
        assertEquals("line 0", messages.get(0));
        assertEquals("line 499", messages.get(499));
        assertEquals(
                "998,000 lines of this run are not kept here: it has its first 500 and its last 1,500 (keep.lines=2000)",
                messages.get(500));
        assertEquals("line 998500", messages.get(501));
        assertEquals("line 999999", messages.get(2_000));
    }

    @Test
    void should_keep_what_is_severe_between_head_and_tail() {
        RunLines lines = lines(100, AMPLE);
        add(lines, 500, "before ");
        lines.add(run.line(LogLevel.ERROR, "disk full"));
        lines.add(run.failure("with an exception"));
        add(lines, 500, "after ");

        List<String> messages = messages(lines);
        assertEquals(List.of("disk full", "with an exception"), messages.subList(25, 27));
        assertEquals(103, messages.size());
        assertTrue(messages.get(27).startsWith("900 lines of this run are not kept here"), messages.get(27));
    }

    @Test
    void should_bound_what_is_severe_too() {
        RunLines lines = lines(100, AMPLE);
        for (int i = 0; i < 10_000; i++) {
            lines.add(run.line(LogLevel.WARN, "warning " + i));
        }

        assertEquals(100 + 10 + 1, lines.held().entries().size());
        assertEquals(9_890, lines.held().missing());
    }

    @Test
    void should_hold_what_threads_add_at_once() throws Exception {
        RunLines lines = lines(2_000, AMPLE);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                add(lines, 450, "line ");
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread each : threads) {
            each.join();
        }

        assertEquals(1_800, lines.held().entries().size());
    }

    @Test
    void should_stay_within_its_bytes_with_lines_of_64_k() {
        KeepBudget room = new KeepBudget(8 << 20);
        RunLines lines = new RunLines(run, null, bounds(2_000), room);
        for (int i = 0; i < 1_000; i++) {
            lines.add(run.line(LogLevel.INFO, i + "x".repeat(64_000)));
            assertTrue(room.taken() <= room.ofOne() + 200_000, room.taken() + " of " + room.ofOne());
        }

        assertTrue(lines.held()
                .entries()
                .get(lines.held().entries().size() - 1)
                .message()
                .startsWith("999x"));
    }

    @Test
    void should_give_back_all_bytes_when_it_is_let_go() {
        KeepBudget room = new KeepBudget(AMPLE);
        RunLines lines = new RunLines(run, null, bounds(100), room);
        add(lines, 777, "line ");
        assertTrue(room.taken() > 0);

        lines.release();
        add(lines, 77, "late ");

        assertEquals(0, room.taken());
        assertEquals(List.of(), lines.held().entries());
    }

    @Test
    void should_give_the_lines_of_a_child_to_the_run_that_has_begun_it() {
        KeepBudget room = new KeepBudget(AMPLE);
        RunLines outer = new RunLines(run, null, bounds(100), room);
        ARun child = new ARun("part");
        RunLines inner = new RunLines(child, outer, bounds(100), room);

        outer.add(run.line(LogLevel.INFO, "outer"));
        inner.add(child.line(LogLevel.INFO, "inner"));

        assertEquals(List.of("inner"), messages(inner));
        assertEquals(List.of("outer", "inner"), messages(outer));
    }

    private RunLines lines(int most, long bytes) {
        return new RunLines(run, null, bounds(most), new KeepBudget(bytes));
    }

    private static KeepBounds bounds(int lines) {
        return new KeepBounds(5, 2, lines, AMPLE, new NamePatterns(""));
    }

    private void add(RunLines lines, int count, String message) {
        for (int i = 0; i < count; i++) {
            lines.add(run.line(LogLevel.INFO, message + i));
        }
    }

    private static List<String> messages(RunLines lines) {
        return lines.held().entries().stream().map(LogEntry::message).toList();
    }
}
