package dev.asyncz.agent.storage.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.storage.TellerContract;
import dev.asyncz.agent.storage.TellerLease;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract of all storages does not ask for. */
class PostgresStorageOwnTest extends PostgresSubject implements TellerContract {
    @Override
    public TellerLease lease() {
        return storage.tellerLease();
    }

    @Test
    void should_store_a_repeated_batch_once() {
        List<LogEntry> batch = List.of(entry("a"), entry("b"), entry("c"));
        storage.appendAll(batch.subList(0, 2));

        storage.appendAll(batch);
        storage.appendAll(List.of(batch.get(0), batch.get(0)));

        assertEquals(List.of("c", "b", "a"), messages(LogQuery.ALL));
    }

    @Test
    void should_split_a_batch_that_is_large_in_bytes_or_in_number() {
        List<LogEntry> batch = new ArrayList<>(List.of(entry("x".repeat(9 << 20)), entry("y".repeat(9 << 20))));
        IntStream.range(0, 2_500).forEach(i -> batch.add(entry("line " + i)));

        storage.appendAll(batch);

        assertEquals(2_502, storage.stats().size());
        assertEquals(
                9 << 20,
                storage.query(LogQuery.ALL.withText("xxx")).get(0).message().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "a_b", "c\\d", "\\", "it's", "\"quoted\"", "%_%", "{1,2}"})
    void should_take_wildcards_and_quotes_of_a_search_as_text(String text) {
        storage.append(entry("nothing of that: 1000 aXb cd its"));
        storage.append(entry("here it is, " + text + ", in a line"));

        assertEquals(List.of("here it is, " + text + ", in a line"), messages(LogQuery.ALL.withText(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAUSED BY", "über", "ÜBER den", "naïve Ж", "ж", "größe"})
    void should_find_text_in_any_case_in_message_and_exception(String text) {
        storage.append(entry("nothing"));
        storage.append(entry("ÜbER den caused by Größe: NAÏVE ж"));
        storage.append(new LogEntry(
                ids.next(),
                NOON,
                LogLevel.ERROR,
                "failed",
                "",
                null,
                null,
                Map.of("exception", "java.lang.Error\n caused BY über DEN GRÖßE naïve Ж")));

        assertEquals(2, messages(LogQuery.ALL.withText(text)).size());
    }

    @Test
    void should_replace_what_the_server_cannot_hold_and_find_it_again() {
        String hostile = "nul \0 lone \uD800 low \uDC00 emoji 🐘 esc \u001b[31m \\u0000";
        String kept = "nul \u2400 lone \uFFFD low \uFFFD emoji 🐘 esc \u001b[31m \\u0000";
        storage.append(new LogEntry(
                ids.next(),
                NOON,
                LogLevel.INFO,
                hostile,
                hostile,
                hostile,
                hostile,
                Map.of(hostile, List.of(hostile))));

        LogEntry found = storage.query(
                        LogQuery.ALL.withTask(hostile).withRun(hostile).withText("NUL \0 LONE"))
                .get(0);

        assertEquals(List.of(kept, kept, kept, kept), texts(found));
        assertEquals(Map.of(kept, List.of(kept), "node", "here"), found.extra());
    }

    @Test
    void should_keep_microseconds_and_take_any_time() {
        List<Instant> times = List.of(Instant.MIN, Instant.EPOCH, NOON, NOON.plusNanos(789), Instant.MAX);
        times.forEach(ts -> storage.append(entry(ts, "at " + ts)));

        assertEquals(
                List.of(
                        "9999-12-31T23:59:59.999999Z",
                        NOON.toString(),
                        NOON.toString(),
                        "1970-01-01T00:00:00Z",
                        "0001-01-01T00:00:00Z"),
                storage.query(LogQuery.ALL).stream().map(e -> e.ts().toString()).toList());
        assertEquals(
                2, messages(LogQuery.ALL.withRange(NOON, NOON.plusNanos(1))).size());
        assertEquals(
                0,
                messages(LogQuery.ALL.withRange(NOON.plusNanos(1), NOON.plusNanos(2)))
                        .size());
        assertEquals(5, messages(LogQuery.ALL.withRange(Instant.MIN, null)).size());
    }

    @Test
    void should_take_ids_longer_than_an_index_does() {
        String head = IntStream.range(0, 20_000)
                .mapToObj(i -> Integer.toHexString(i * 7919))
                .reduce("", String::concat);
        storage.append(ofTask(head + "1"));
        storage.append(ofTask(head + "2"));

        assertEquals(List.of(head + "2"), messages(LogQuery.ALL.withTask(head + "2")));
    }

    @Test
    void should_name_the_node_that_wrote_a_line() {
        storage.append(entry("a"));
        storage.append(new LogEntry(ids.next(), NOON, LogLevel.INFO, "b", "", null, null, Map.of("node", "elsewhere")));

        assertEquals(
                List.of("elsewhere", "here"),
                storage.query(LogQuery.ALL).stream()
                        .map(e -> e.extra().get("node"))
                        .toList());
    }

    @Test
    void should_leave_the_drivers_of_the_application_alone() {
        assertFalse(
                DriverManager.drivers().anyMatch(driver -> driver instanceof org.postgresql.Driver),
                "the driver is to be seen in DriverManager");
    }

    @Test
    void should_run_daemon_threads_with_names_of_its_own_only() {
        connections.close();
        storage.append(entry("a"));
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("asyncz-postgres"))
                .toList();

        assertFalse(threads.isEmpty());
        assertTrue(threads.stream().allMatch(Thread::isDaemon));
        assertTrue(threads.stream().allMatch(thread -> thread.getContextClassLoader() == null));
        storage.close();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
