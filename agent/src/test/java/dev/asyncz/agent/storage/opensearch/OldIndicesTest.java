package dev.asyncz.agent.storage.opensearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.NeedsServer;
import dev.asyncz.agent.storage.opensearch.OldIndices.Filled;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.index.Indices.Slot;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves with whole indices, and where a new one begins. */
@NeedsServer
class OldIndicesTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    @ParameterizedTest
    @CsvSource({
        "7, 0, 0, ''",
        "2, 0, 0, 'i3 i4'",
        "0, 250, 0, 'i2 i3 i4'",
        "0, 50, 0, 'i1 i2 i3 i4'",
        "0, 0, 15, 'i2 i3 i4'",
        "0, 0, 10, 'i1 i2 i3 i4'",
        "3, 450, 100, 'i4'"
    })
    void should_drop_what_is_too_old_or_too_much_but_the_newest(int days, long bytes, long count, String gone) {
        assertEquals(gone, gone(List.of(new RetentionPolicy(days, bytes, count))));
    }

    @Test
    void should_keep_what_one_of_several_policies_keeps() {
        assertEquals("i4", gone(List.of(new RetentionPolicy(1, 0, 0), new RetentionPolicy(0, 450, 0))));
    }

    /** Five indices of a day, 100 bytes and 10 lines each; the newest is still written to. */
    private static String gone(List<RetentionPolicy> policies) {
        long now = 100 * DAY;
        List<Filled> filled = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long start = now - DAY / 2 - i * DAY;
            filled.add(new Filled(new Slot("i" + i, start), start + DAY, 10, 100));
        }
        return String.join(
                " ",
                OldIndices.tooOldOrMuch(filled, policies, now).stream()
                        .map(Slot::name)
                        .toList());
    }

    @Test
    void should_drop_the_days_that_are_over_by_the_clock_of_the_cluster() {
        String url = OpenSearchServer.url();
        try (OpenSearchStorage storage = OpenSearchServer.open(url, "storage.retention.days=2")) {
            Instant today = Instant.now();
            for (int days : new int[] {0, 1, 4, 5}) {
                storage.append(at(today.minus(Duration.ofDays(days)), "line " + days));
            }
            OpenSearchServer.refresh(url);

            storage.oldIndices().sweep();

            assertEquals(List.of("line 0", "line 1"), messages(storage));
            assertEquals(2, storage.stats().dropped());
            LogEntry oldest = storage.oldest();
            assertTrue(oldest != null && oldest.message().equals("line 1"));
            assertTrue(storage.retention().startsWith("2 days"), storage.retention());
        }
    }

    @Test
    void should_begin_an_index_ahead_where_the_newest_is_full_and_find_lines_across() {
        String url = OpenSearchServer.url();
        try (OpenSearchStorage storage = OpenSearchServer.open(url, "storage.retention.count=1000")) {
            Instant now = Instant.now();
            List<LogEntry> many = new ArrayList<>();
            TimeOrderedIds ids = new TimeOrderedIds(now::toEpochMilli);
            for (int i = 0; i < 1_100; i++) {
                many.add(at(ids, now, "line " + i));
            }
            storage.appendAll(many);
            OpenSearchServer.refresh(url);

            storage.oldIndices().sweep();
            storage.oldIndices().sweep();

            assertEquals(2, indices(url).size(), () -> indices(url).toString());
            Instant later = now.plus(Duration.ofMinutes(3));
            try (OpenSearchStorage other = OpenSearchServer.open(url)) {
                other.append(at(later, "later"));
                OpenSearchServer.refresh(url);
                List<String> found = messages(other);
                assertEquals(List.of("later", "line 1099", "line 1098"), found.subList(0, 3));
            }
        }
    }

    /** Where one had not heard of the new index, and another one had: the same line may be in both. */
    @Test
    void should_give_once_and_in_order_what_lies_in_two_indices() {
        String url = OpenSearchServer.url();
        Instant now = Instant.parse("2026-05-01T12:00:30Z");
        LogEntry line = at(now, "twice");
        try (OpenSearchStorage storage = OpenSearchServer.open(url)) {
            storage.append(line);
        }
        String prefix = url.substring(url.lastIndexOf('/') + 1);
        OpenSearchServer.ask(url, "PUT", "/" + prefix + "-logs-2026.05.01-1200", "{}");
        try (OpenSearchStorage storage = OpenSearchServer.open(url)) {
            storage.append(line);
            OpenSearchServer.refresh(url);

            assertEquals(List.of("twice"), messages(storage));
        }
    }

    private static List<String> messages(OpenSearchStorage storage) {
        return storage.query(LogQuery.ALL).stream().map(LogEntry::message).toList();
    }

    private static TreeSet<String> indices(String url) {
        Answer answer = OpenSearchServer.ask(
                url, "GET", "/" + url.substring(url.lastIndexOf('/') + 1) + "-logs-*/_settings", "");
        return new TreeSet<>(answer.body().keySet());
    }

    private static LogEntry at(Instant time, String message) {
        return at(new TimeOrderedIds(time::toEpochMilli), time, message);
    }

    private static LogEntry at(TimeOrderedIds ids, Instant time, String message) {
        return new LogEntry(ids.next(), time, LogLevel.INFO, message, "com.acme", null, null, Map.of());
    }
}
