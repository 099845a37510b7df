package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.asyncz.agent.dashboard.search.StorageUnreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OldestLineTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private final AtomicInteger asked = new AtomicInteger();

    /** Any start is as good, also one that is about to pass the largest number. */
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(5).toNanos());

    private final OldestLine atOnce = new OldestLine(() -> NOON.plusSeconds(asked.getAndIncrement()), nanos::get);

    @Test
    void should_ask_the_storage_once_in_ten_seconds() {
        assertEquals(NOON, atOnce.time());
        passes(Duration.ofSeconds(10));
        assertEquals(NOON, atOnce.time());

        passes(Duration.ofNanos(1));
        assertEquals(NOON.plusSeconds(1), atOnce.time());
        passes(Duration.ofSeconds(10));
        assertEquals(NOON.plusSeconds(1), atOnce.time());
    }

    @Test
    void should_ask_a_slow_storage_the_less_often_the_slower_it_is() {
        OldestLine slow = new OldestLine(
                () -> {
                    passes(Duration.ofMillis(500));
                    return NOON.plusSeconds(asked.getAndIncrement());
                },
                nanos::get);

        assertEquals(NOON, slow.time());
        passes(Duration.ofMillis(49_500));
        assertEquals(NOON, slow.time());
        passes(Duration.ofNanos(1));
        assertEquals(NOON.plusSeconds(1), slow.time());
    }

    @Test
    void should_remember_that_there_is_none() {
        OldestLine none = new OldestLine(
                () -> {
                    asked.incrementAndGet();
                    return null;
                },
                nanos::get);

        assertNull(none.time());
        assertNull(none.time());
        assertEquals(1, asked.get());
    }

    @Test
    void should_ask_again_at_once_after_a_storage_that_did_not_answer() {
        OldestLine broken = new OldestLine(
                () -> {
                    if (asked.getAndIncrement() == 0) {
                        throw new StorageUnreachable(new IllegalStateException("down"));
                    }
                    return NOON;
                },
                nanos::get);

        assertNull(broken.time());
        assertEquals(NOON, broken.time());
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
