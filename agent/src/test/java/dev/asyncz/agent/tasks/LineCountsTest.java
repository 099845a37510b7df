package dev.asyncz.agent.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.asyncz.api.LogLevel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineCountsTest {
    @Test
    void should_count_each_level_by_itself_and_all_together() {
        LineCounts counts = new LineCounts(1, 20, 300, 4_000, 50_000);

        assertEquals(
                List.of(1, 20, 300, 4_000, 50_000),
                Arrays.stream(LogLevel.values()).map(counts::of).toList());
        assertEquals(54_321, counts.total());
        assertEquals(0, LineCounts.NONE.total());
    }
}
