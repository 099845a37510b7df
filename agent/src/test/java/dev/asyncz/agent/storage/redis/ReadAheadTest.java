package dev.asyncz.agent.storage.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.asyncz.agent.storage.StorageUnavailable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final ThreadPoolExecutor threads = ReadAhead.threads();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        threads.shutdown();
    }

    @Test
    void should_give_what_was_read_ahead_once() {
        ReadAhead pages = pages();
        pages.begin("a", 5);
        await().until(() -> asked.size() == 1);

        assertEquals(List.of("a", 5), pages.read("a", 5));
        assertEquals(List.of("a 5"), asked);
        assertEquals(List.of("a", 5), pages.read("a", 5));
        assertEquals(List.of("a 5", "a 5"), asked);
    }

    @Test
    void should_read_what_was_not_read_ahead() {
        ReadAhead pages = pages();
        pages.begin("a", 5);

        assertEquals(List.of("b", 7), pages.read("b", 7));
    }

    @Test
    void should_read_without_a_thread() {
        threads.shutdown();
        ReadAhead pages = pages();
        pages.begin("a", 5);

        assertEquals(List.of("a", 5), pages.read("a", 5));
        assertEquals(List.of("a 5"), asked);
    }

    @Test
    void should_fail_as_whoever_reads_does() {
        ReadAhead pages = new ReadAhead(threads, (start, count) -> {
            throw new StorageUnavailable("down", null);
        });
        pages.begin("a", 5);

        assertEquals(
                "down",
                assertThrows(StorageUnavailable.class, () -> pages.read("a", 5)).getMessage());
    }

    @Test
    void should_leave_no_thread_behind() {
        ReadAhead pages = pages();
        pages.begin("a", 5);
        pages.read("a", 5);

        await().until(() -> threads.getPoolSize() == 0);
    }

    private ReadAhead pages() {
        return new ReadAhead(threads, (start, count) -> {
            asked.add(start + " " + count);
            return List.of(start, count);
        });
    }
}
