package dev.asyncz.agent.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.PartialAnswers;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search of a ring that takes too long gives what it has, and goes on from there. */
final class RingSearchTest {
    private static final LogQuery EVEN = LogQuery.ALL.withText("even").withLimit(100_000);

    private final TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
    private final RingStorage ring = new RingStorage(20_000, 64 << 20);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void should_find_all_lines_once_when_it_goes_on_where_it_was_stopped(boolean sealed) {
        for (int i = 0; i < 15_000; i++) {
            ring.append(line(i));
        }
        if (sealed) {
            ring.seal();
        }

        AtomicInteger looks = new AtomicInteger();
        PartialAnswers answers =
                PartialAnswers.of(query -> search(looks.incrementAndGet()).newest(query, 64), EVEN);

        assertTrue(answers.stops() > 2, answers.stops() + " stops");
        assertEquals(ring.query(EVEN), answers.found());
        assertEquals(7_500, answers.found().size());
    }

    @Test
    void should_say_nothing_of_what_it_has_found_when_it_has_hardly_begun() {
        for (int i = 0; i < 15_000; i++) {
            ring.append(line(i));
        }

        SearchStopped stopped =
                assertThrows(SearchStopped.class, () -> search(0).newest(EVEN, 64));
        assertNull(stopped.searchedTo());
        assertEquals(List.of(), stopped.found());
    }

    /** One whose time is over after so many looks at the clock. */
    private RingSearch search(int looks) {
        AtomicLong clock = new AtomicLong();
        long step = Duration.ofSeconds(2).toNanos() / (looks + 1) + 1;
        return new RingSearch(ring, new Deadline(() -> clock.getAndAdd(step)));
    }

    private LogEntry line(int i) {
        String message = (i % 2 == 0 ? "even " : "odd ") + i;
        return new LogEntry(ids.next(), Instant.now(), LogLevel.INFO, message, "", null, null, Map.of());
    }
}
