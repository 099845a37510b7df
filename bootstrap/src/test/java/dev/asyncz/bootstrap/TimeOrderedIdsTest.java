package dev.asyncz.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
    private static final long NOW = 1_777_777_777_777L;
    private static final long TWO_HOURS = 2 * 3_600_000L;

    private final AtomicLong clock = new AtomicLong(NOW);
    private final TimeOrderedIds ids = new TimeOrderedIds(clock::get);

    @Test
    void should_carry_version_variant_and_time() {
        UUID id = ids.next();

        assertEquals(7, id.version());
        assertEquals(2, id.variant());
        assertEquals(NOW, millis(id));
    }

    @Test
    void should_keep_version_and_variant_whatever_the_counter_and_the_random_bits() {
        for (int i = 0; i < 10_000; i++) {
            UUID id = ids.next();
            assertEquals(7, id.version());
            assertEquals(2, id.variant());
        }
    }

    @Test
    void should_ascend_past_4096_in_a_millisecond_and_run_ahead_of_the_clock() {
        List<UUID> made = make(3 * 4096 + 1);

        assertAscending(made);
        assertEquals(NOW, millis(made.get(4095)));
        assertEquals(NOW + 1, millis(made.get(4096)));
        assertEquals(NOW + 3, millis(made.get(3 * 4096)));
    }

    @Test
    void should_ascend_when_the_clock_jumps_two_hours_either_way() {
        List<UUID> made = new ArrayList<>(make(10));
        clock.addAndGet(-TWO_HOURS);
        made.addAll(make(10));
        clock.addAndGet(2 * TWO_HOURS);
        made.addAll(make(10));
        assertEquals(NOW + TWO_HOURS, millis(made.get(20)));
        clock.addAndGet(-2 * TWO_HOURS);
        made.addAll(make(10));

        assertAscending(made);
    }

    @Test
    void should_look_at_no_clock_where_another_has_shown_the_millisecond_of_the_id_before() {
        UUID first = ids.next(NOW);
        clock.addAndGet(5);
        UUID second = ids.next(NOW);
        UUID third = ids.next(NOW + 5);

        assertEquals(List.of(NOW, NOW, NOW + 5), List.of(millis(first), millis(second), millis(third)));
        assertAscending(List.of(first, second, third));
    }

    @Test
    void should_ascend_and_go_with_the_clock_whatever_another_one_shows() {
        List<UUID> made = new ArrayList<>();
        for (long seen : new long[] {0, NOW - TWO_HOURS, NOW + TWO_HOURS, Long.MAX_VALUE, Long.MIN_VALUE, NOW}) {
            made.add(ids.next(seen));
        }
        made.forEach(each -> assertEquals(NOW, millis(each)));
        clock.addAndGet(TWO_HOURS);
        // One that stands still, in the very millisecond of the last id.
        for (int i = 0; i < 4_096; i++) {
            made.add(ids.next(NOW));
        }

        assertAscending(made);
        assertEquals(NOW + TWO_HOURS, millis(made.get(made.size() - 1)), "not for longer than a millisecond has ids");
    }

    @Test
    void should_ascend_on_each_of_8_threads_and_never_give_one_twice() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<UUID>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                long jump = (i % 2 == 0 ? 1 : -1) * TWO_HOURS;
                all.add(threads.submit(() -> {
                    List<UUID> made = new ArrayList<>();
                    for (int round = 0; round < 20; round++) {
                        made.addAll(make(500));
                        clock.addAndGet(jump);
                    }
                    return made;
                }));
            }
            Set<Long> heads = new HashSet<>();
            for (Future<List<UUID>> each : all) {
                assertAscending(each.get());
                each.get().forEach(id -> heads.add(id.getMostSignificantBits()));
            }
            assertEquals(8 * 20 * 500, heads.size(), "the ordered halves alone tell ids apart");
        } finally {
            threads.shutdownNow();
        }
    }

    private List<UUID> make(int count) {
        List<UUID> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(ids.next());
        }
        return made;
    }

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    private static void assertAscending(List<UUID> ids) {
        for (int i = 1; i < ids.size(); i++) {
            assertTrue(LogEntry.compareIds(ids.get(i - 1), ids.get(i)) < 0, "at " + i);
        }
    }
}
