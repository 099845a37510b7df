package dev.asyncz.it.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring keeps the newest lines, and says what became of the others. */
final class MemoryIT {
    @Test
    void should_keep_the_newest_lines_in_order_and_count_the_others() {
        try (App app = storm(250, 1, "storage.maxlen=100")) {
            List<String> messages =
                    app.dashboard().logs().stream().map(Entry::message).toList();

            assertEquals(
                    IntStream.range(150, 250).mapToObj(line -> "line " + line).toList(), messages);
            assertSumHolds(app, 250, 100);
        }
    }

    @Test
    void should_lose_and_double_nothing_when_many_threads_log() {
        try (App app = storm(20_000, 8, "storage.maxlen=50000")) {
            List<Entry> all = app.dashboard().allLogs();

            assertEquals(20_000, all.size());
            assertEquals(20_000, all.stream().map(Entry::message).distinct().count());
            assertEquals(20_000, all.stream().map(Entry::id).distinct().count());
            assertSumHolds(app, 20_000, 20_000);
        }
    }

    @Test
    void should_stay_within_its_bytes() {
        try (App app = storm(20_000, 2, "storage.maxlen=1000000,storage.maxbytes=1m")) {
            long stored = app.dashboard().stats().path("stored").asLong();

            assertTrue(stored < 20_000, "stored " + stored);
            assertTrue(stored > 100, "stored " + stored);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage=memory", "storage=file"})
    void should_take_messages_of_ten_million_characters_in_a_small_heap(String storage) {
        try (App app = Launch.on(Jdk.RUNNING)
                .main("com.acme.logs.BigMessages", "60", "10000000", "x")
                .libs(Libs.LOG4J_LATEST)
                .jvm("-Xmx256m")
                .options(storage)
                .start()
                .awaitStdout("ready")) {
            Entry last = app.dashboard().await(each -> each.message().endsWith("ends 59"), "the last big message");

            assertTrue(last.message().startsWith("59 begins"), "keeps its head");
            assertTrue(
                    last.message().length() < 100_000,
                    "length " + last.message().length());
            assertEquals(60, app.dashboard().stats().path("produced").asLong());
            assertEquals(60, app.dashboard().stats().path("stored").asLong());
            assertFalse(app.stderr().contains("OutOfMemoryError"), app.stderr());
        }
    }

    /** Characters that take two bytes, in a heap that is hardly larger than what the agent may take of a usual one. */
    @Test
    void should_take_no_more_than_a_part_of_a_very_small_heap() {
        try (App app = Launch.on(Jdk.RUNNING)
                .main("com.acme.logs.BigMessages", "3000", "60000", "€")
                .libs(Libs.LOG4J_LATEST)
                .jvm("-Xmx40m", "-XX:+UseSerialGC")
                .start()
                .awaitStdout("ready")) {
            JsonNode stats = app.dashboard().stats();
            assertEquals(3_000, stats.path("produced").asLong());
            assertTrue(stats.path("stored").asLong() * 120_000 < 40 << 18, stats::toString);
            assertFalse(app.stderr().contains("OutOfMemoryError"), app.stderr());
        }
    }

    private static App storm(int lines, int threads, String options) {
        return Launch.on(Jdk.RUNNING)
                .main("com.acme.logs.Storm", String.valueOf(lines), String.valueOf(threads))
                .libs(Libs.LOG4J_LATEST)
                .rawOptions("port=0," + options)
                .start()
                .awaitStdout("ready");
    }

    private static void assertSumHolds(App app, long produced, long stored) {
        JsonNode stats = app.dashboard().stats();
        long dropped = 0;
        for (JsonNode reason : stats.path("dropped")) {
            dropped += reason.asLong();
        }
        assertEquals(produced, stats.path("produced").asLong(), stats::toString);
        assertEquals(stored, stats.path("stored").asLong(), stats::toString);
        assertEquals(produced, stored + stats.path("queued").asLong() + dropped, stats::toString);
    }
}
