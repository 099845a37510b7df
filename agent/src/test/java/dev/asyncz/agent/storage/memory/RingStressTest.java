package dev.asyncz.agent.storage.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbered lines of many threads, queries beside, and segments sealed while they are read: no entry is lost, doubled or
 * torn.
 */
class RingStressTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final List<LogQuery> ALL = List.of(
            LogQuery.ALL,
            LogQuery.ALL.withText("LINE"),
            LogQuery.ALL.withTask("writer-3"),
            LogQuery.ALL.withTask("writer-1").withText("ne "),
            LogQuery.ALL.withCondition(new LogCondition("task_id", Match.CONTAINS, "writer", false)),
            LogQuery.ALL.withCondition(new LogCondition("message", Match.REGEX, "^line \\d+", false)));

    private final TimeOrderedIds ids = new TimeOrderedIds();

    @ParameterizedTest
    @CsvSource({
        // Nothing leaves; it wraps; segments of 64; bytes run out.
        "16, 1500, 24000, 1073741824",
        "16, 1500, 10000, 1073741824",
        "32, 1000, 1500, 1073741824",
        "16, 1500, 24000, 6000000"
    })
    void should_lose_double_and_tear_nothing(int writers, int each, int length, long maxBytes) throws Exception {
        stress(writers, each, new RingStorage(length, maxBytes), Math.min(length, maxBytes / 512));
    }

    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    @ParameterizedTest
    @CsvSource({"64, 50000, 1000000, 4294967296", "64, 50000, 10000, 4294967296", "64, 50000, 100000, 33554432"})
    void should_lose_double_and_tear_nothing_for_long(int writers, int each, int length, long maxBytes)
            throws Exception {
        stress(writers, each, new RingStorage(length, maxBytes), Math.min(length, maxBytes / 512));
    }

    private void stress(int writers, int each, RingStorage ring, long most) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicBoolean writing = new AtomicBoolean(true);
        try {
            Future<?> sealer = threads.submit(() -> {
                while (writing.get()) {
                    ring.seal();
                    Thread.yield();
                }
            });
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int reader = i;
                readers.add(threads.submit(() -> {
                    for (int n = reader; writing.get(); n++) {
                        try {
                            assertWhole(ring.query(ALL.get(n % ALL.size()).withLimit(1_000 + n % 7 * 10_000)));
                        } catch (SearchStopped slowWithSoManyThreads) {
                            continue;
                        }
                    }
                }));
            }
            List<Future<?>> lines = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                String writer = "writer-" + i;
                lines.add(threads.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        ring.append(line(ids.next(), writer, n));
                    }
                }));
            }
            for (Future<?> line : lines) {
                line.get();
            }
            writing.set(false);
            sealer.get();
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            writing.set(false);
            threads.shutdownNow();
        }

        StorageStats stats = ring.stats();
        assertEquals((long) writers * each, stats.appended());
        assertEquals(stats.appended(), stats.size() + stats.dropped());
        for (boolean sealed : new boolean[] {false, true}) {
            List<LogEntry> all = ring.query(LogQuery.ALL.withLimit(writers * each));
            assertEquals(stats.size(), all.size(), "sealed: " + sealed);
            assertWhole(all);
            ring.seal();
        }
        for (long i = 0; i < 2 * most; i++) {
            ring.append(line(ids.next(), "writer-0", 1));
        }
        assertEquals(most, ring.stats().size(), "no place and no byte is lost");
    }

    /** Each once, as it was put, and of each writer one after the other: of what was there, the oldest alone may leave. */
    private static void assertWhole(List<LogEntry> found) {
        Map<String, Integer> before = new HashMap<>();
        UUID newer = null;
        for (LogEntry entry : found) {
            String writer = String.valueOf(entry.taskId());
            int number = Integer.parseInt(entry.message().split(" ", 3)[1]);
            @Nullable Integer last = before.put(writer, number);
            assertTrue(last == null || last == number + 1, () -> writer + " has " + number + " before " + last);
            assertTrue(newer == null || LogEntry.compareIds(entry.id(), newer) < 0, "in order, and each once");
            assertEquals(line(entry.id(), writer, number), entry);
            newer = entry.id();
        }
    }

    private static LogEntry line(UUID id, String writer, int number) {
        String message = "line " + number + " of " + writer;
        return new LogEntry(
                id,
                NOON.plusMillis(number),
                LogLevel.values()[number % 5],
                number % 97 == 0 ? message + "x".repeat(3_000) : number % 41 == 0 ? message + " Ärger Ж" : message,
                "com.acme.Writer",
                writer,
                "run-" + number / 100,
                number % 13 == 0
                        ? Map.of("thread", writer, LogEntry.EXCEPTION, "E: " + number)
                        : Map.of("thread", writer));
    }
}
