package dev.asyncz.agent.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadAndTailTest {
    private static final int LINES = 2_000;

    private final ARun run = new ARun("nightly");
    private final HeadAndTail chunks = new HeadAndTail(LINES, new KeepBudget(64 << 20));
    private final List<LogEntry> held = new ArrayList<>();
    private Chunk current = Chunk.NONE;

    @Test
    void should_count_a_line_that_comes_when_its_chunk_has_gone_among_the_missing() {
        add(0, 700);
        Chunk stalled = current;
        add(701, 5_000);
        stalled.put(700, line(700));

        long missing = missing(5_000);

        assertEquals(5_000, held.size() + missing);
        assertEquals(held.size(), new HashSet<>(held).size());
    }

    @Test
    void should_count_a_severe_line_once_that_comes_when_its_chunk_has_gone() {
        add(0, 700);
        add(701, 5_000);
        current = chunks.place(700, run.line(LogLevel.ERROR, "late"), current);

        long missing = missing(5_000);

        assertEquals(5_000, held.size() + missing);
    }

    @Test
    void should_count_no_line_as_missing_that_is_still_on_its_way_to_its_place() {
        add(0, 10);
        add(11, 30);

        assertEquals(0, missing(30));
    }

    @Test
    void should_count_exactly_the_lines_that_have_found_no_room() {
        HeadAndTail narrow = new HeadAndTail(LINES, new KeepBudget(0));
        Chunk last = Chunk.NONE;
        for (int at = 0; at < 30; at++) {
            last = narrow.place(at, line(at), last);
        }

        long missing = narrow.copyTo(held, held, held, 30);

        assertEquals(30, held.size() + missing);
        assertTrue(missing > 20, "missing: " + missing);
    }

    private void add(int from, int to) {
        for (int at = from; at < to; at++) {
            if (current.has(at)) {
                current.put(at, line(at));
            } else {
                current = chunks.place(at, line(at), current);
            }
        }
    }

    private long missing(int numbers) {
        held.clear();
        return chunks.copyTo(held, held, held, numbers);
    }

    private LogEntry line(int at) {
        return run.line(LogLevel.INFO, "line " + at);
    }
}
