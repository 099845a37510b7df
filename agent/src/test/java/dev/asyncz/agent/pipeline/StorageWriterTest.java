package dev.asyncz.agent.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.Exhaustive;
import dev.asyncz.agent.storage.EntriesRefused;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StorageWriterTest {
    private static final TimeOrderedIds IDS = new TimeOrderedIds(System::currentTimeMillis);

    private final FakeStorage storage = new FakeStorage();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void should_write_what_is_put_in_order() {
        StorageWriter writer = started(() -> storage, 1_000);

        put(writer, "a", "b", "c");

        await().until(() -> storage.messages().equals(List.of("a", "b", "c")));
        await().until(() -> writer.figures().equals(new StorageFigures("fake", 3, 3, 0, NONE_DROPPED, null)));
    }

    @Test
    void should_drop_and_count_when_queue_is_full_and_mark_the_gap() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        storage.before(batch -> {
            held.countDown();
            uninterruptibly(hold);
        });
        StorageWriter writer = started(() -> storage, 10);
        put(writer, "first");
        held.await();

        IntStream.range(0, 25).forEach(i -> put(writer, "line " + i));

        assertEquals(15, dropped(writer, "queue_full"));
        assertSum(writer.figures());
        hold.countDown();
        await().until(() -> writer.figures().queued() == 0);
        put(writer, "after");
        await().until(() -> storage.messages().contains("after"));
        int after = storage.messages().indexOf("after");
        assertEquals(
                "15 lines are missing before this: the queue to the fake storage was full",
                storage.messages().get(after - 1));
        assertSum(writer.figures());
    }

    @Test
    void should_bound_the_queue_in_bytes() {
        StorageWriter writer = new StorageWriter("fake", () -> storage, 1_000_000, 1 << 20, this::say);

        IntStream.range(0, 100).forEach(i -> put(writer, "x".repeat(100_000)));

        assertTrue(writer.figures().queued() < 10, writer.figures()::toString);
        assertEquals(100, writer.figures().queued() + dropped(writer, "queue_bytes"));
    }

    @Test
    void should_keep_the_batch_until_the_storage_is_reachable_again() {
        AtomicBoolean down = new AtomicBoolean(true);
        storage.before(batch -> {
            if (down.get()) {
                throw new StorageUnavailable("db:5432 refuses connections", null);
            }
        });
        StorageWriter writer = started(() -> storage, 1_000);
        put(writer, "a", "b");

        await().until(() -> writer.trouble() != null);
        String trouble = writer.trouble();
        assertNotNull(trouble);
        assertTrue(trouble.contains("(db:5432 refuses connections); 2 lines waiting; retrying in"), trouble);
        assertSum(writer.figures());

        down.set(false);
        await().until(() -> storage.messages().equals(List.of("a", "b")));
        await().untilAsserted(() -> assertNull(writer.trouble()));
        assertTrue(
                said.stream().anyMatch(line -> line.matches("fake storage is back after \\d+\\.\\d s")),
                said::toString);
    }

    @Test
    void should_open_the_storage_as_soon_as_it_can_be_opened() {
        AtomicInteger opened = new AtomicInteger();
        StorageWriter writer = started(
                () -> {
                    if (opened.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return storage;
                },
                1_000);
        put(writer, "waits");

        await().until(() -> storage.messages().equals(List.of("waits")));
    }

    @Test
    void should_survive_an_error_of_the_storage() {
        AtomicInteger calls = new AtomicInteger();
        storage.before(batch -> {
            if (calls.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("driver/Gone");
            }
        });
        StorageWriter writer = started(() -> storage, 1_000);

        put(writer, "a");

        await().until(() -> storage.messages().equals(List.of("a")));
    }

    @Test
    void should_count_at_once_what_a_storage_has_refused_of_a_batch_and_try_nothing_again() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger batches = new AtomicInteger();
        storage.before(batch -> {
            batches.incrementAndGet();
            held.countDown();
            uninterruptibly(hold);
            if (batch.size() > 1) {
                throw new EntriesRefused(1, "it is too long");
            }
        });
        StorageWriter writer = started(() -> storage, 10);
        put(writer, "a");
        held.await();
        put(writer, "b", "c");
        hold.countDown();

        await().until(() -> writer.figures().queued() == 0);
        StorageFigures figures = writer.figures();
        assertSum(figures);
        assertEquals(1, dropped(writer, "refused"));
        assertEquals(List.of("1 lines were lost: the fake storage refuses them: it is too long"), said);
        assertEquals(2, batches.get());
        assertNull(figures.trouble());
    }

    @Test
    void should_lose_only_the_entry_that_the_storage_refuses() {
        storage.before(batch -> {
            if (batch.stream().anyMatch(entry -> entry.message().equals("poison"))) {
                throw new IllegalArgumentException("cannot store this");
            }
        });
        StorageWriter writer = started(() -> storage, 1_000);

        put(writer, "a", "poison", "b");

        await().until(() -> storage.messages().equals(List.of("a", "b")));
        await().until(() -> dropped(writer, "refused") == 1);
        assertSum(writer.figures());
    }

    @Exhaustive
    @Test
    void should_lose_nothing_when_an_unknown_storage_is_down_for_a_while() {
        AtomicInteger calls = new AtomicInteger();
        storage.before(batch -> {
            if (calls.incrementAndGet() < 6) {
                throw new IllegalStateException("down, and does not say so");
            }
        });
        StorageWriter writer = started(() -> storage, 1_000);

        put(writer, "a", "b");

        await().atMost(Duration.ofSeconds(20)).until(() -> storage.messages().equals(List.of("a", "b")));
        assertEquals(0, dropped(writer, "refused"));
    }

    @Test
    void should_say_what_is_left_when_the_last_flush_runs_out_of_time() {
        storage.before(batch -> {
            throw new StorageUnavailable("down", null);
        });
        StorageWriter writer = started(() -> storage, 1_000);
        put(writer, "a", "b");

        assertEquals(2, writer.flush(Duration.ofMillis(50)));
    }

    @Test
    void should_answer_that_a_storage_hangs_rather_than_wait_for_it() {
        CountDownLatch never = new CountDownLatch(1);
        LogStorage hanging = new LogStorage() {
            @Override
            public void append(LogEntry entry) {}

            @Override
            public Iterable<LogEntry> query(LogQuery query) {
                uninterruptibly(never);
                return List.of();
            }
        };
        StorageWriter writer = started(() -> hanging, 1_000);
        await().until(() -> writer.storage() != null);
        AskedStorage asked = new AskedStorage(writer, Duration.ofMillis(50));

        StorageUnavailable silent = assertThrows(StorageUnavailable.class, () -> asked.query(LogQuery.ALL));
        assertThrows(StorageUnavailable.class, () -> asked.query(LogQuery.ALL));
        StorageUnavailable busy = assertThrows(StorageUnavailable.class, () -> asked.query(LogQuery.ALL));

        assertEquals("no answer within 0 s", silent.getMessage());
        assertEquals("it still works on earlier questions", busy.getMessage());
        never.countDown();
    }

    @Test
    void should_answer_questions_that_follow_each_other_at_once() {
        StorageWriter writer = started(() -> storage, 1_000);
        await().until(() -> writer.storage() != null);
        AskedStorage asked = new AskedStorage(writer);

        for (int i = 0; i < 3_000; i++) {
            asked.query(LogQuery.ALL);
        }
    }

    private static final Map<String, Long> NONE_DROPPED = Map.of("queue_full", 0L, "queue_bytes", 0L, "refused", 0L);

    private static long dropped(StorageWriter writer, String reason) {
        return writer.figures().dropped().getOrDefault(reason, -1L);
    }

    private static void assertSum(StorageFigures figures) {
        assertEquals(figures.produced(), figures.stored() + figures.queued() + figures.droppedTotal());
    }

    private StorageWriter started(Callable<LogStorage> opener, int maxEntries) {
        StorageWriter writer = new StorageWriter("fake", opener, maxEntries, 32 << 20, this::say);
        writer.start();
        return writer;
    }

    private void say(String what, @Nullable Throwable cause) {
        said.add(cause == null ? what : what + ": " + cause.getMessage());
    }

    private static void put(StorageWriter writer, String... messages) {
        for (String message : messages) {
            writer.put(new LogEntry(IDS.next(), Instant.now(), LogLevel.INFO, message, "test", null, null, Map.of()));
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException again) {
                // A storage that hangs does not react to interruption either.
            }
        }
    }
}
