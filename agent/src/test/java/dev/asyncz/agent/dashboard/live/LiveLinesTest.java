package dev.asyncz.agent.dashboard.live;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.Ask;
import dev.asyncz.agent.dashboard.http.Here;
import dev.asyncz.agent.dashboard.http.Sink;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.dashboard.http.port.Ports;
import dev.asyncz.agent.dashboard.search.Lines;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stream of new lines, as a browser gets it. */
class LiveLinesTest {
    private static final Pattern ROW = Pattern.compile("<li id=\"e([0-9a-f-]{36})\"");

    private final RingStorage ring = Samples.ring(List.of());

    @Test
    void should_send_what_comes_after_the_line_that_was_seen_last_and_pass_on_what_is_late() {
        LogEntry seen = append("seen");
        LogEntry late = Samples.entry(LogLevel.INFO, "late", null, null);
        LogEntry missed = append("missed");
        try (Port port = Port.serving(ring);
                Stream stream = new Stream(port, "?after=" + seen.id())) {
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
                Stream stream = new Stream(port, "?after=" + minutes.get(0).id())) {
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
                Stream stream = new Stream(port, "?after=" + first.id(), "Last-Event-ID: " + second.id())) {
            LogEntry third = append("third");
            stream.awaitRows(List.of(third));
        }
    }

    @Test
    void should_say_that_there_is_a_gap_only_when_more_came_than_a_page_holds() {
        LogEntry seen = append("seen");
        try (Port port = Port.serving(ring);
                Stream stream = new Stream(port, "?after=" + seen.id())) {
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
    void should_send_only_what_passes_the_filters_as_the_page_would_show_it() {
        LogEntry seen = append("seen");
        try (Port port = Port.serving(ring);
                Stream stream = new Stream(port, "?min_level=WARN&q=order&after=" + seen.id())) {
            append("order info");
            LogEntry warning = Samples.entry(LogLevel.WARN, "an <b>order</b>\nof two lines", "com.acme.Task", null);
            ring.append(warning);
            stream.awaitRows(List.of(warning));
            assertTrue(stream.text().contains("&lt;b&gt;<mark>order</mark>&lt;/b&gt; ↵ of"), stream.text());
            assertTrue(stream.text().contains("task_id"), "its links keep the filters");
        }
    }

    @Test
    void should_ask_the_storage_once_for_all_who_read_the_same() {
        AtomicInteger queries = new AtomicInteger();
        LogStorage counting = counting(queries);
        LogEntry seen = append("seen");
        try (Port port = Port.serving(counting);
                Stream one = new Stream(port, "?after=" + seen.id());
                Stream other = new Stream(port, "?limit=7&after=" + seen.id());
                Stream third = new Stream(port, "?after=" + seen.id())) {
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
        DashboardSettings two = new DashboardSettings("127.0.0.1", new Ports(0, 0), null, 2, "1");
        try (Port port = Port.bound(two, Samples.sources(ring));
                Stream first = new Stream(port, "?tab=a");
                Stream second = new Stream(port, "?tab=b")) {
            first.awaitText("retry:");
            second.awaitText("retry:");
            try (Stream third = new Stream(port, "?tab=c")) {
                third.awaitText("event: full\ndata: 2\n");
                third.awaitEnd();
            }
            try (Stream again = new Stream(port, "?tab=a&after=" + seen.id())) {
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
                Stream stream = new Stream(port, "?q=%2F(.*a)%7B12%7Db%2F&after=" + seen.id())) {
            append("a".repeat(61));
            stream.awaitText("event: problem\ndata: The search for the regular expression");
            stream.awaitEnd();
        }
    }

    @Test
    void should_give_a_reader_nothing_more_until_it_has_taken_what_it_has_and_then_all_it_missed() {
        LogEntry seen = append("seen");
        SlowSink slow = new SlowSink();
        try (LiveLines live = new LiveLines(new Lines(ring), 8)) {
            open(live, slow, seen);
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
                    ROW.matcher(slow.text())
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
        SlowSink stuck = new SlowSink();
        try (LiveLines live = new LiveLines(new Lines(ring), 8, 300_000_000L)) {
            open(live, stuck, seen);
            append("next");
            await().atMost(Duration.ofSeconds(20)).until(() -> stuck.cut);
            SlowSink next = new SlowSink();
            open(live, next, seen);
            next.take();
            await().atMost(Duration.ofSeconds(20)).until(() -> next.text().contains("next"));
        }
    }

    private static void open(LiveLines live, Sink sink, LogEntry seen) {
        Ask ask = new Ask(
                "GET",
                "/dashboard/logs/stream",
                "after=" + seen.id(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                new Here("", "1"));
        Consumer<Sink> writer = live.open(ask).writer();
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
                Stream one = new Stream(port, "?tab=a");
                Stream other = new Stream(port, "?tab=b")) {
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

    private static void request(Socket socket, Port port, String query, String... headers) throws IOException {
        String request = "GET /dashboard/logs/stream" + query + " HTTP/1.1\r\nHost: localhost:" + port.number() + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes what is written when the test says so. */
    private static final class SlowSink implements Sink {
        private final StringBuilder text = new StringBuilder();
        private final Deque<Taken> open = new ArrayDeque<>();
        private int written;
        private int most;
        private volatile boolean cut;

        @Override
        public synchronized void write(byte[] bytes, Taken taken) {
            written++;
            most = Math.max(most, bytes.length);
            text.append(new String(bytes, StandardCharsets.UTF_8));
            open.add(taken);
        }

        void take() {
            Taken next;
            synchronized (this) {
                next = open.poll();
            }
            if (next != null) {
                next.told(null);
            }
        }

        synchronized int written() {
            return written;
        }

        synchronized String text() {
            return text.toString().replace("&#61;", "=");
        }

        @Override
        public void end() {}

        @Override
        public void cut(Throwable why) {
            cut = true;
        }

        @Override
        public void later(Runnable work) {
            work.run();
        }
    }

    /** An open stream, and all that came so far. */
    private static final class Stream implements AutoCloseable {
        private final Socket socket;
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private volatile boolean ended;

        Stream(Port port, String query, String... headers) {
            try {
                socket = new Socket("127.0.0.1", port.number());
                request(socket, port, query, headers);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread reader = new Thread(this::read, "stream");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null && !line.equals("0"); line = in.readLine()) {
                    lines.add(line);
                }
            } catch (IOException closed) {
                // By the test, or by the server: the end either way.
            }
            ended = true;
        }

        String text() {
            return String.join("\n", lines).replace("&#61;", "=");
        }

        /** The ids of the rows, in the order in which they came; each once. */
        List<String> rows() {
            Matcher rows = ROW.matcher(text());
            List<String> ids = new ArrayList<>();
            while (rows.find()) {
                ids.add(rows.group(1));
            }
            return ids;
        }

        String lastId() {
            return lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .reduce("", (a, b) -> b)
                    .replace("id: ", "");
        }

        /** Others may come too, even again: whoever reads leaves out what it has. */
        void awaitRows(List<LogEntry> expected) {
            List<String> ids =
                    expected.stream().map(entry -> entry.id().toString()).toList();
            await().atMost(Duration.ofSeconds(20)).until(() -> rows().containsAll(ids));
        }

        void awaitText(String text) {
            await().atMost(Duration.ofSeconds(20)).until(() -> text().contains(text));
        }

        void awaitEnd() {
            await().atMost(Duration.ofSeconds(20)).until(() -> ended);
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
