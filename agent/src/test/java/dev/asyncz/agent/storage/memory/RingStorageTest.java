package dev.asyncz.agent.storage.memory;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.Exhaustive;
import dev.asyncz.agent.storage.EntrySize;
import dev.asyncz.agent.storage.StorageContract;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingStorageTest extends StorageContract {
    private static final int PLAIN = EntrySize.PLAIN_BYTES;
    private static final long AMPLE = 1L << 30;

    private final TimeOrderedIds ids = new TimeOrderedIds(() -> 1_777_777_777_777L);

    @Override
    protected LogStorage open() {
        return new RingStorage(10_000, 64 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void should_keep_exactly_the_newest_of_its_length(int length) {
        RingStorage ring = new RingStorage(length, AMPLE);
        for (int i = 1; i <= 3 * length + 1; i++) {
            ring.append(line("m" + i));
            int size = Math.min(i, length);
            assertEquals(new StorageStats(size, i, i - size), ring.stats());
            assertEquals(size, all(ring).size());
            assertEquals("m" + i, all(ring).get(0).message());
        }
    }

    @Test
    void should_drop_the_oldest_when_bytes_run_out() {
        RingStorage ring = new RingStorage(100, 100 * PLAIN);
        for (int i = 0; i < 100; i++) {
            ring.append(line("m" + i));
        }
        assertEquals(100, ring.stats().size());
        ring.append(line("x".repeat(20 * PLAIN)));

        List<LogEntry> kept = all(ring);
        assertEquals(1 + (100 * PLAIN - PLAIN / 2 - 2 * 20 * PLAIN) / PLAIN, kept.size());
        assertEquals("m99", kept.get(1).message());
        assertEquals("m" + (100 - kept.size() + 1), kept.get(kept.size() - 1).message());
        assertAccounted(ring, 101);
    }

    @Test
    void should_stay_within_its_bytes_with_messages_of_64k() {
        long maxBytes = 8 << 20;
        RingStorage ring = new RingStorage(10_000, maxBytes);
        for (int i = 0; i < 500; i++) {
            ring.append(line("x".repeat(64 * 1024)));
            assertTrue(bytes(all(ring)) <= maxBytes);
        }

        assertTrue(bytes(all(ring)) > maxBytes * 9 / 10, "and uses them");
        assertAccounted(ring, 500);
    }

    @ParameterizedTest
    @CsvSource({"1000000, 1048576", "10000, 5120000", "10, 51200"})
    void should_stay_within_its_bytes_with_plain_lines(int maxEntries, long maxBytes) {
        RingStorage ring = new RingStorage(maxEntries, maxBytes);
        for (int i = 0; i < 20_000; i++) {
            ring.append(line("short"));
        }

        assertEquals(Math.min(maxEntries, maxBytes / PLAIN), ring.stats().size());
        assertAccounted(ring, 20_000);
    }

    @Test
    void should_not_throw_everything_away_for_one_tellingline_when_plain_lines_fill_the_bytes() {
        RingStorage ring = new RingStorage(1_000_000, 1_000 * PLAIN);
        for (int i = 0; i < 2_000; i++) {
            ring.append(line("m" + i));
        }
        ring.append(line("x".repeat(2 * PLAIN)));

        assertTrue(ring.stats().size() > 990, () -> "" + ring.stats());
        assertAccounted(ring, 2_001);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void should_count_names_that_tell_a_whole_request(int which) {
        RingStorage ring = new RingStorage(100_000, 1_000_000);
        for (int i = 0; i < 2_000; i++) {
            String telling = i + "x".repeat(5_000);
            ring.append(new LogEntry(
                    ids.next(),
                    Instant.EPOCH,
                    LogLevel.INFO,
                    "m",
                    which == 0 ? telling : "l",
                    which == 1 ? telling : null,
                    which == 2 ? telling : null,
                    Map.of("thread", which == 3 ? telling : "main")));
        }

        assertTrue(ring.stats().size() <= 100, () -> "" + ring.stats());
        assertAccounted(ring, 2_000);
    }

    @Test
    void should_count_what_is_nested_in_extra() {
        RingStorage ring = new RingStorage(1_000, 1_000_000);
        String text = "x".repeat(10_000);
        for (int i = 0; i < 200; i++) {
            ring.append(new LogEntry(
                    ids.next(),
                    Instant.EPOCH,
                    LogLevel.INFO,
                    "m",
                    "l",
                    null,
                    null,
                    Map.of("thread", "main", "mdc", Map.of("k", List.of(text)))));
        }

        assertTrue(ring.stats().size() < 50, () -> "" + ring.stats());
        assertTrue(ring.stats().size() > 40, () -> "" + ring.stats());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void should_keep_the_newest_whatever_it_takes(int length) {
        RingStorage ring = new RingStorage(length, 1_000);
        for (int i = 0; i < 5; i++) {
            ring.append(line("huge" + i + "x".repeat(10_000)));
            assertEquals(1, ring.stats().size());
            assertTrue(all(ring).get(0).message().startsWith("huge" + i));
        }
    }

    @Test
    void should_fill_up_again_after_tellinglines_have_left() {
        RingStorage ring = new RingStorage(100, 100 * PLAIN);
        for (int i = 0; i < 300; i++) {
            ring.append(line(i % 3 == 0 ? "x".repeat(5_000) : "m"));
        }
        for (int i = 0; i < 200; i++) {
            ring.append(line("m" + i));
        }

        assertEquals(100, ring.stats().size());
        assertAccounted(ring, 500);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000000", "3, 1000000", "3, 20000", "64, 40000", "64, 1000000", "1000, 100000"})
    void should_account_for_every_line_of_8_threads(int length, long maxBytes) throws Exception {
        RingStorage ring = new RingStorage(length, maxBytes);
        atOnce(8, () -> {
            for (int i = 0; i < 5_000; i++) {
                ring.append(line(i % 5 == 0 ? "x".repeat(i % 3_000) : "m"));
            }
            return null;
        });

        assertAccounted(ring, 40_000);
        for (int i = 0; i < 2 * length; i++) {
            ring.append(line("m"));
        }
        assertAccounted(ring, 40_000 + 2 * length);
        assertEquals(Math.min(length, maxBytes / PLAIN), ring.stats().size(), "no place is lost");
    }

    @Test
    void should_never_show_impossible_figures_meanwhile() throws Exception {
        RingStorage ring = new RingStorage(50, 30_000);
        FutureTask<@Nullable Void> watching = new FutureTask<>(() -> {
            StorageStats stats;
            do {
                stats = ring.stats();
                assertTrue(stats.size() >= 0 && stats.size() <= 50, stats::toString);
                assertEquals(stats.appended(), stats.size() + stats.dropped());
            } while (stats.appended() < 40_000);
            return null;
        });
        new Thread(watching).start();
        atOnce(4, () -> {
            for (int i = 0; i < 10_000; i++) {
                ring.append(line(i % 2 == 0 ? "x".repeat(2_000) : "m"));
            }
            return null;
        });

        watching.get();
    }

    @Test
    void should_append_while_somebody_holds_its_monitor() throws Exception {
        RingStorage ring = new RingStorage(10, AMPLE);
        synchronized (ring) {
            atOnce(1, () -> {
                ring.append(line("m"));
                return null;
            });
        }

        assertEquals(1, ring.stats().appended());
    }

    /** An append that waited for queries would never come back while one is under way. */
    @Exhaustive
    @Test
    void should_append_while_a_slow_query_goes_on() throws Exception {
        RingStorage ring = new RingStorage(100, AMPLE);
        for (int i = 0; i < 100; i++) {
            ring.append(line("i".repeat(64 * 1024)));
        }
        LogQuery slow = LogQuery.ALL.withText("i".repeat(50) + "k");
        await().until(() -> {
            FutureTask<List<LogEntry>> query = new FutureTask<>(() -> ring.query(slow));
            Thread thread = new Thread(query);
            thread.start();
            for (int i = 0; i < 10; i++) {
                ring.append(line("i".repeat(64 * 1024)));
            }
            boolean appendedMeanwhile = !query.isDone();
            assertEquals(List.of(), query.get());
            return appendedMeanwhile;
        });
    }

    @Test
    void should_look_at_lines_of_the_present_round_only() {
        RingStorage ring = new RingStorage(5, AMPLE);
        for (int i = 0; i < 12; i++) {
            ring.append(line("m" + i));
        }

        assertEquals(
                List.of("m11", "m10", "m9", "m8", "m7"),
                all(ring).stream().map(LogEntry::message).toList());
        assertFalse(all(ring).stream().anyMatch(each -> each.message().isEmpty()));
    }

    private static void atOnce(int threads, Callable<@Nullable Void> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<@Nullable Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(work);
            }
            for (Future<@Nullable Void> each : pool.invokeAll(all)) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void assertAccounted(RingStorage ring, long appended) {
        StorageStats stats = ring.stats();
        assertEquals(appended, stats.appended());
        assertEquals(appended, stats.size() + stats.dropped());
        assertEquals(all(ring).size(), stats.size(), "what a query finds");
    }

    private static List<LogEntry> all(RingStorage ring) {
        return ring.query(LogQuery.ALL.withLimit(1_000_000));
    }

    private static long bytes(List<LogEntry> entries) {
        return entries.stream()
                .mapToLong(each -> PLAIN / 2 + 2L * each.message().length())
                .sum();
    }

    private LogEntry line(String message) {
        return new LogEntry(ids.next(), Instant.EPOCH, LogLevel.INFO, message, "l", null, null, Map.of());
    }
}
