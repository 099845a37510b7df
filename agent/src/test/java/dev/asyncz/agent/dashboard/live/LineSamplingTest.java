package dev.asyncz.agent.dashboard.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When more comes than people read. */
class LineSamplingTest {
    private final LineSampling flood = new LineSampling();

    @Test
    void should_begin_when_many_come_round_after_round_and_end_when_few_have_come_for_a_while() {
        assertFalse(flood.after(100_000), "that may be what was missed");
        assertFalse(flood.after(0));
        rounds(3, 100_000);
        assertFalse(flood.lasts());
        rounds(1, 100_000);
        assertTrue(flood.lasts());
        rounds(7, 0);
        assertTrue(flood.lasts(), "a pause is no end");
        rounds(1, 0);
        assertFalse(flood.lasts());
    }

    @Test
    void should_show_the_newest_what_went_wrong_and_some_of_the_rest_newest_first() {
        List<LogEntry> lines = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            lines.add(Samples.entry(i % 300 == 7 ? LogLevel.ERROR : LogLevel.INFO, "line " + i, null, null));
        }
        Collections.reverse(lines);
        List<LogEntry> sample = LineSampling.sample(lines);

        assertEquals(10, sample.size());
        assertEquals("line 999", sample.get(0).message());
        assertEquals(
                4,
                sample.stream().filter(each -> each.level() == LogLevel.ERROR).count());
        for (int i = 1; i < sample.size(); i++) {
            assertTrue(LogEntry.compareIds(sample.get(i - 1).id(), sample.get(i).id()) > 0);
        }
        assertEquals(List.of(), LineSampling.sample(List.of()));
    }

    private void rounds(int count, int lines) {
        for (int i = 0; i < count; i++) {
            flood.after(lines);
        }
    }
}
