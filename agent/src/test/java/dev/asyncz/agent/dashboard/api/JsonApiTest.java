package dev.asyncz.agent.dashboard.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands under /dashboard/api/. */
class JsonApiTest {
    private static final List<LogEntry> ENTRIES = List.of(
            Samples.entry(LogLevel.TRACE, "first", "a.b", "r1"),
            Samples.entry(LogLevel.DEBUG, "second", "a.b", "r2"),
            Samples.entry(LogLevel.INFO, "third Needle", "c.d", "r3"),
            Samples.entry(LogLevel.WARN, "fourth", null, null),
            Samples.entry(
                    LogLevel.ERROR,
                    "fifth",
                    "l.g",
                    "a.b",
                    "r2",
                    Map.of(LogEntry.EXCEPTION, "x: needle\n\tat y", "node", "n1")));
    private static Port port;

    @BeforeAll
    static void open() {
        port = Port.serving(ENTRIES);
    }

    @AfterAll
    static void close() {
        port.close();
    }

    @Test
    void should_give_every_field_newest_first() throws Exception {
        HttpResponse<String> answer = port.get("/dashboard/api/logs");
        assertEquals(
                "application/json", answer.headers().firstValue("Content-Type").orElse(""));
        Map<?, ?> body = JsonText.parse(answer.body());
        assertEquals(List.of("entries", "next"), List.copyOf(body.keySet()));
        List<?> entries = JsonText.list(body, "entries");
        assertEquals(5, entries.size());
        Map<?, ?> newest = (Map<?, ?>) entries.get(0);
        assertEquals(
                List.of("id", "ts", "level", "message", "logger", "task_id", "run_id", "extra"),
                List.copyOf(newest.keySet()));
        assertEquals(ENTRIES.get(4).id().toString(), newest.get("id"));
        assertEquals("ERROR", newest.get("level"));
        assertEquals("a.b", newest.get("task_id"));
        assertEquals("r2", newest.get("run_id"));
        assertEquals(Map.of("exception", "x: needle\n\tat y", "node", "n1"), newest.get("extra"));
        assertTrue(
                String.valueOf(newest.get("ts")).matches("2026-11-22T\\d\\d:\\d\\d:\\d\\d\\.\\d{3,9}Z"),
                newest.toString());
        assertEquals(ENTRIES.get(4).ts(), Instant.parse(String.valueOf(newest.get("ts"))));
        Map<?, ?> outside = (Map<?, ?>) entries.get(1);
        assertTrue(outside.containsKey("task_id") && outside.get("task_id") == null, outside.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | fifth fourth third second first",
                "task_id=a.b              | fifth second first",
                "task_id=a                | ''",
                "run_id=r2                | fifth second",
                "run_id=r2&task_id=c.d    | ''",
                "level=WARN               | fourth",
                "level=warning            | fourth",
                "level=WARN,TRACE         | fourth first",
                "level=WARN,%20,          | fourth",
                "level=VERBOSE            | ''",
                "level=warn,verbose       | fourth",
                "min_level=WARN           | fifth fourth",
                "min_level=warn&level=ERROR | fifth",
                "min_level=WARN&level=INFO  | ''",
                "q=NEEDLE                 | fifth third",
                "node=n1                  | fifth",
                "node=n                   | ''",
                "q=third+n                | third",
                "q=%20                    | fifth fourth third second first",
                "task_id=&run_id=+&level=&min_level=&q=&since=&until=&before=&after=&limit= | fifth fourth third"
                        + " second first",
                "limit=2                  | fifth fourth",
                "limit=0                  | fifth",
                "limit=-7                 | fifth",
                "limit=99999999999999999999 | fifth fourth third second first",
                "since=2100-01-01T00:00:00Z | ''",
                "until=2000-01-01T00:00:00%2B01:00 | ''",
                "since=2000-01-01T00:00:00+01:00 | fifth fourth third second first",
                "unknown=1                | fifth fourth third second first"
            })
    void should_filter_when_asked(String query, String messages) throws Exception {
        List<String> expected = new ArrayList<>(List.of(messages.split(" ")));
        expected.removeIf(String::isEmpty);
        assertEquals(expected, messages(port.get("/dashboard/api/logs?" + query)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "level=!LOUD, level, TRACE",
                "level=WARN%2C5LOUD, 5LOUD, ERROR",
                "min_level=LOUD, min_level, INFO",
                "limit=many, limit, 1000",
                "limit=1.5, limit, 1000",
                "limit=0x10, limit, 1000",
                "before=x, before, UUID",
                "after=1-1-1-1-1, after, UUID",
                "since=some+day, since, 2026",
                "until=99:99, until, 2026",
                "level=%3Cscript%3E, <script>, TRACE"
            })
    void should_answer_400_with_a_sentence_when_a_parameter_cannot_be_read(String query, String named, String allowed)
            throws Exception {
        HttpResponse<String> api = port.get("/dashboard/api/logs?" + query);
        assertEquals(400, api.statusCode());
        String sentence = String.valueOf(JsonText.parse(api.body()).get("error"));
        assertTrue(sentence.contains(named) && sentence.contains(allowed), sentence);
        for (String path : List.of("/dashboard/logs/?", "/dashboard/logs/partials/table?")) {
            HttpResponse<String> page = port.get(path + query);
            assertEquals(400, page.statusCode());
            assertTrue(page.body().contains(allowed) && !page.body().contains("<script>"), page.body());
        }
    }

    @Test
    void should_page_through_everything_once_when_following_next() throws Exception {
        List<String> all = new ArrayList<>();
        String cursor = "";
        for (Object next = ""; next != null; cursor = "&before=" + next) {
            HttpResponse<String> page = port.get("/dashboard/api/logs?limit=2" + cursor);
            all.addAll(messages(page));
            next = JsonText.parse(page.body()).get("next");
        }
        assertEquals(List.of("fifth", "fourth", "third", "second", "first"), all);
        assertEquals(
                List.of("fifth", "fourth"),
                messages(port.get("/dashboard/api/logs?after=" + ENTRIES.get(2).id())));
    }

    @Test
    void should_give_valid_json_whatever_the_text_is() throws Exception {
        Map<String, Object> loop = new LinkedHashMap<>();
        loop.put("numbers", List.of(1, 2.5, Double.NaN, new BigDecimal("1e400"), true));
        for (String text : Samples.HOSTILE) {
            LogEntry entry = Samples.entry(LogLevel.INFO, text, text, text, text, Map.of(text, loop, "text", text));
            try (Port hostile = Port.serving(List.of(entry))) {
                Map<?, ?> body =
                        JsonText.parse(hostile.get("/dashboard/api/logs").body());
                Map<?, ?> read = (Map<?, ?>) JsonText.list(body, "entries").get(0);
                String valid = text.replaceAll("\uD83D(?!\uDE00)|(?<!\uD83D)\uDE00", "\uFFFD");
                assertEquals(valid, read.get("message"));
                assertEquals(valid, read.get("task_id"));
            }
        }
    }

    @Test
    void should_give_the_figures() throws Exception {
        Map<?, ?> stats = JsonText.parse(port.get("/dashboard/api/stats").body());
        assertEquals("memory", stats.get("storage"));
        assertEquals(5L, stats.get("produced"));
        assertEquals(5L, stats.get("stored"));
        assertEquals(0L, stats.get("queued"));
        assertEquals(Map.of("overwritten", 0L), stats.get("dropped"));
        assertEquals(5L, stats.get("size"));
    }

    @Test
    void should_answer_503_with_a_sentence_when_the_storage_throws() throws Exception {
        LogStorage broken = new LogStorage() {
            @Override
            public void append(LogEntry entry) {}

            @Override
            public Iterable<LogEntry> query(LogQuery query) {
                throw new IllegalStateException("connection <refused>");
            }
        };
        try (Port down = Port.serving(broken)) {
            HttpResponse<String> api = down.get("/dashboard/api/logs");
            assertEquals(503, api.statusCode());
            assertTrue(
                    String.valueOf(JsonText.parse(api.body()).get("error")).contains("connection <refused>"),
                    api.body());
            HttpResponse<String> page = down.get("/dashboard/logs/?q=x");
            assertEquals(503, page.statusCode());
            assertTrue(
                    page.body().contains("id=\"filters\"") && page.body().contains("Storage unreachable"), page.body());
            assertTrue(page.body().contains("connection &lt;refused&gt;"), page.body());
            assertFalse(page.body().contains("LogsPage.java"), page.body());
            assertEquals(503, down.get("/dashboard/logs/partials/table").statusCode());
            assertEquals(200, down.get("/dashboard/api/stats").statusCode());
        }
    }

    @Test
    void should_answer_json_when_an_api_path_is_unknown() throws Exception {
        HttpResponse<String> answer = port.get("/dashboard/api/nothing");
        assertEquals(404, answer.statusCode());
        assertTrue(JsonText.parse(answer.body()).containsKey("error"));
    }

    @Test
    void should_give_headers_alone_when_asked_with_head() throws Exception {
        HttpResponse<String> got = port.get("/dashboard/api/logs");
        HttpResponse<String> head = port.send("HEAD", "/dashboard/api/logs");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(got.headers().firstValue("Content-Length"), head.headers().firstValue("Content-Length"));
    }

    @Test
    void should_answer_400_when_an_escape_is_broken() throws IOException {
        String host = "Host: localhost:" + port.number();
        for (String path : List.of("/", "/dashboard/logs/", "/dashboard/api/logs")) {
            String answer = port.raw("GET " + path + "?q=%zz HTTP/1.1", host);
            assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.contains("%zz"), answer);
        }
    }

    private static List<String> messages(HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        return JsonText.list(JsonText.parse(answer.body()), "entries").stream()
                .map(entry -> String.valueOf(((Map<?, ?>) entry).get("message")).split(" ")[0])
                .toList();
    }
}
