package dev.asyncz.agent.dashboard.live;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.Exhaustive;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.HttpRequest;
import dev.asyncz.agent.dashboard.http.HttpRequest.Credentials;
import dev.asyncz.agent.dashboard.http.HttpRequest.Host;
import dev.asyncz.agent.dashboard.http.PageContext;
import dev.asyncz.agent.dashboard.http.ResponseStream;
import dev.asyncz.agent.dashboard.http.Templates;
import dev.asyncz.agent.dashboard.http.access.Access;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.dashboard.http.port.Ports;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.history.Starts;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stream of new lines, as a browser gets it. */
class LiveLinesTest {
    private final RingStorage ring = Samples.ring(List.of());

    @Test
    void should_send_what_comes_after_the_line_that_was_seen_last_and_pass_on_what_is_late() {
        LogEntry seen = append("seen");
        LogEntry late = Samples.entry(LogLevel.INFO, "late", null, null);
        LogEntry missed = append("missed");
        try (Port port = Port.serving(ring);
                LiveStream stream = new LiveStream(port, "?after=" + seen.id())) {
            stream.awaitRows(List.of(missed));
            LogEntry next = append("next");
            ring.append(late);
            stream.awaitRows(List.of(missed, next, late));
            assertEquals(next.id().toString(), stream.lastId());
        }
    }

    @Test
    void should_pass_on_lines_of_other_nodes_that_are_a_minute_late() {
        List<LogEntry> minutes =
                IntStream.range(0, 4).mapToObj(LiveLinesTest::atMinute).toList();
        try (Port port = Port.serving(ring);
                LiveStream stream =
                        new LiveStream(port, "?after=" + minutes.get(0).id())) {
            ring.append(minutes.get(3));
            stream.awaitRows(List.of(minutes.get(3)));
            ring.append(minutes.get(2));
            stream.awaitRows(List.of(minutes.get(3), minutes.get(2)));

            assertEquals(minutes.get(3).id().toString(), stream.lastId());
            assertEquals(2, stream.rows().size());
        }
    }

    private static LogEntry atMinute(int minute) {
        Instant ts = Instant.now().plus(Duration.ofMinutes(minute));
        UUID id = new TimeOrderedIds(ts::toEpochMilli).next();
        return new LogEntry(id, ts, LogLevel.INFO, "at minute " + minute, "", null, null, Map.of());
    }

    @Test
    void should_go_on_after_the_last_event_of_a_stream_that_broke_off() {
        LogEntry first = append("first");
        LogEntry second = append("second");
        try (Port port = Port.serving(ring);
                LiveStream stream = new LiveStream(port, "?after=" + first.id(), "Last-Event-ID: " + second.id())) {
            stream.awaitRows(List.of(append("third")));
        }
    }

    @Test
    void should_say_that_there_is_a_gap_only_when_more_came_than_a_page_holds() {
        LogEntry seen = append("seen");
        try (Port port = Port.serving(ring);
                LiveStream stream = new LiveStream(port, "?after=" + seen.id())) {
            stream.awaitText("retry:");
            ring.appendAll(Samples.lifelike(900));
            LogEntry next = append("next");
            stream.awaitText(next.id().toString());
            assertFalse(stream.text().contains("event: gap"));
            ring.appendAll(Samples.lifelike(1_500));
            stream.awaitText("event: gap");
        }
    }

    @Test
    void should_show_the_last_line_of_a_flood_whenever_it_came() {
        LogEntry seen = append("seen");
        try (Port port = Port.serving(ring);
                LiveStream stream = new LiveStream(port, "?after=" + seen.id())) {
            stream.awaitText("retry:");
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                ring.appendAll(Samples.lifelike(200));
                return stream.text().contains("event: flood");
            });
            stream.awaitRows(List.of(append("the last")));
        }
    }

    @Test
    void should_send_only_what_passes_the_filters_as_the_page_would_show_it() {
        LogEntry seen = append("seen");
        try (Port port = Port.serving(ring);
                LiveStream stream = new LiveStream(port, "?min_level=WARN&q=order&after=" + seen.id())) {
            append("order info");
            LogEntry warning = Samples.entry(LogLevel.WARN, "an <b>order</b>\nof two lines", "com.acme.Task", null);
            ring.append(warning);
            stream.awaitRows(List.of(warning));
            assertTrue(
                    stream.text().contains("&lt;b&gt;<mark>order</mark>&lt;/b&gt;<span class=\"nl\">"), stream.text());
            assertTrue(stream.text().contains("task_id"), "its links keep the filters");
        }
    }

    @Test
    void should_ask_the_storage_once_for_all_who_read_the_same() {
        AtomicInteger queries = new AtomicInteger();
        LogStorage counting = counting(queries);
        LogEntry seen = append("seen");
        try (Port port = Port.serving(counting);
                LiveStream one = new LiveStream(port, "?after=" + seen.id());
                LiveStream other = new LiveStream(port, "?limit=7&after=" + seen.id());
                LiveStream third = new LiveStream(port, "?after=" + seen.id())) {
            LogEntry next = append("next");
            List.of(one, other, third).forEach(stream -> stream.awaitRows(List.of(next)));
            int before = queries.get();
            long start = System.nanoTime();
            await().atMost(Duration.ofSeconds(20)).until(() -> queries.get() >= before + 4);
            assertTrue(System.nanoTime() - start > 600_000_000L, "four rounds of 250 ms, one query each");
        }
    }

    @Test
    void should_say_that_all_places_are_taken_and_take_the_place_of_the_same_tab() {
        LogEntry seen = append("seen");
        DashboardSettings two = new DashboardSettings("127.0.0.1", new Ports(0, 0), Access.FREE, 2, "", "1");
        try (Port port = Port.bound(two, Samples.sources(ring));
                LiveStream first = new LiveStream(port, "?tab=a");
                LiveStream second = new LiveStream(port, "?tab=b")) {
            first.awaitText("retry:");
            second.awaitText("retry:");
            try (LiveStream third = new LiveStream(port, "?tab=c")) {
                third.awaitText("event: full\ndata: 2\n");
                third.awaitEnd();
            }
            try (LiveStream again = new LiveStream(port, "?tab=a&after=" + seen.id())) {
                LogEntry next = append("next");
                again.awaitRows(List.of(next));
                first.awaitEnd();
            }
        }
    }

    @Test
    void should_end_with_a_sentence_when_the_search_takes_too_long() {
        LogEntry seen = append("seen");
        try (Port port = Port.serving(ring);
                LiveStream stream = new LiveStream(port, "?q=%2F(.*a)%7B12%7Db%2F&after=" + seen.id())) {
            append("a".repeat(61));
            stream.awaitText("event: problem\ndata: The search for the regular expression");
            stream.awaitEnd();
        }
    }

    @Exhaustive
    @Test
    void should_give_a_reader_nothing_more_until_it_has_taken_what_it_has_and_then_all_it_missed() {
        SlowStream slow = new SlowStream();
        try (LiveLines live = new LiveLines(new LogReader(ring), () -> Starts.UNKNOWN, 8)) {
            open(live, slow, append("seen"));
            slow.take();
            append("y".repeat(60_000));
            await().atMost(Duration.ofSeconds(20)).until(() -> slow.written() == 2);
            for (int i = 0; i < 60; i++) {
                append("z".repeat(60_000));
                if (i % 100 == 0) {
                    LockSupport.parkNanos(100_000_000);
                }
            }
            assertEquals(2, slow.written(), "it waits for the reader");
            LogEntry last = append("the last");
            await().pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        // Slower than the rounds, so that it is left behind again and again.
                        slow.take();
                        return slow.text().contains(last.id().toString());
                    });
            assertEquals(
                    63,
                    LiveStream.ROW
                            .matcher(slow.text())
                            .results()
                            .map(row -> row.group(1))
                            .distinct()
                            .count());
            assertTrue(slow.most < 1 << 20, "at a time: " + slow.most);
        }
    }

    @Test
    void should_cut_a_reader_that_takes_nothing() {
        LogEntry seen = append("seen");
        SlowStream stuck = new SlowStream();
        try (LiveLines live = new LiveLines(new LogReader(ring), () -> Starts.UNKNOWN, 8, 300_000_000L)) {
            open(live, stuck, seen);
            append("next");
            await().atMost(Duration.ofSeconds(20)).until(() -> stuck.aborted);
            SlowStream next = new SlowStream();
            open(live, next, seen);
            next.take();
            await().atMost(Duration.ofSeconds(20)).until(() -> next.text().contains("next"));
        }
    }

    private static void open(LiveLines live, ResponseStream sink, LogEntry seen) {
        HttpRequest request = new HttpRequest(
                "GET",
                "/dashboard/logs/stream",
                "after=" + seen.id(),
                new Host(List.of(), null),
                Credentials.NONE,
                HttpRequest.Headers.NONE,
                () -> "",
                new PageContext("", "1", new Templates()));
        Consumer<ResponseStream> writer = live.open(request).writer();
        assertNotNull(writer);
        writer.accept(sink);
    }

    @Test
    void should_refuse_what_cannot_be_read() throws Exception {
        try (Port port = Port.serving(ring)) {
            assertEquals(400, port.get("/dashboard/logs/stream?after=x").statusCode());
            assertEquals(400, port.get("/dashboard/logs/stream?q=%22").statusCode());
            assertEquals(200, port.send("HEAD", "/dashboard/logs/stream").statusCode());
        }
    }

    @Test
    void should_have_one_thread_that_ends_with_the_server() {
        try (Port port = Port.serving(ring);
                LiveStream one = new LiveStream(port, "?tab=a");
                LiveStream other = new LiveStream(port, "?tab=b")) {
            one.awaitText("retry:");
            other.awaitText("retry:");
            assertEquals(1, threads());
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("asyncz-live"))
                .count();
    }

    private LogEntry append(String message) {
        LogEntry entry = Samples.entry(LogLevel.INFO, message, null, null);
        ring.append(entry);
        return entry;
    }

    private LogStorage counting(AtomicInteger queries) {
        return new LogStorage() {
            @Override
            public void append(LogEntry entry) {
                ring.append(entry);
            }

            @Override
            public Iterable<LogEntry> query(LogQuery query) {
                queries.incrementAndGet();
                return ring.query(query);
            }
        };
    }
}
