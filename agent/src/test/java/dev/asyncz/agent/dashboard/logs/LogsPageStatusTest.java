package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page of lines says about the lines: how many, since when, and what is wrong. */
class LogsPageStatusTest {
    /** Of a start between two rows the lower one says so; here the upper one is on another page. */
    @Test
    void should_mark_a_start_between_the_last_row_of_a_page_and_the_first_of_the_next() throws Exception {
        LogEntry earlier = Samples.entry(LogLevel.INFO, "of an earlier start", null, null);
        LogEntry own = new LogEntry(
                new TimeOrderedIds().next(), Instant.now(), LogLevel.INFO, "of this one", "", null, null, Map.of());
        try (Port port = Port.serving(List.of(earlier, own))) {
            String newest = port.get("/dashboard/logs/?limit=1").body();
            String next =
                    port.get("/dashboard/logs/?limit=1&before=" + own.id()).body();

            assertFalse(newest.contains("class=\"started\""), newest);
            assertTrue(next.contains("<p class=\"started\">started again "), next);
        }
    }

    @Test
    void should_say_since_when_lines_are_kept_when_what_is_asked_for_is_older() throws Exception {
        RingStorage ring = new RingStorage(20, 64 << 20);
        List<LogEntry> entries = Samples.lifelike(100);
        ring.appendAll(entries);
        try (Port port = Port.serving(ring)) {
            Instant oldest = entries.get(80).ts();
            String page = LogsPageTest.body(
                    port.get("/dashboard/logs/?until=" + entries.get(10).ts()));
            assertTrue(page.contains("No longer kept") && saysAbout(page, "is from ", oldest), page);
            assertTrue(saysAbout(page, "oldest kept ", oldest), page);
            String gone =
                    port.get("/dashboard/logs/?context=" + entries.get(3).id()).body();
            assertTrue(gone.contains("This line is no longer kept") && saysAbout(gone, "is from ", oldest), gone);
            String run = LogsPageTest.body(port.get("/dashboard/logs/?run_id=01939b5e-7c00-7000-8000-0123456789ab"));
            assertTrue(run.contains("No longer kept"), "its id is older than the oldest line: " + run);
        }
    }

    /** It is looked for to the second. */
    private static boolean saysAbout(String page, String before, Instant time) {
        return Stream.of(time, time.plusSeconds(1))
                .map(each -> before + each.toString().replace('T', ' ').substring(0, 19))
                .anyMatch(page::contains);
    }

    @Test
    void should_say_what_is_wrong_with_the_storage_and_how_many_lines_wait() throws Exception {
        Dashboard down = new Dashboard(
                new LogStorage() {
                    @Override
                    public void append(LogEntry entry) {}

                    @Override
                    public Iterable<LogEntry> query(LogQuery query) {
                        throw new IllegalStateException("connection refused");
                    }
                },
                new RunHistory(new TaskRegistry()),
                () -> new StorageFigures("postgres", 50, 1, 41, Map.of("full", 8L), "down since 09:15"),
                () -> null,
                List::of,
                List::of,
                null);
        try (Port port = Port.bound(Port.settings("127.0.0.1", null), down)) {
            HttpResponse<String> page = port.get("/dashboard/logs/?q=order");
            assertEquals(503, page.statusCode());
            for (String part : List.of(
                    "Storage unreachable",
                    "connection refused",
                    "down since 09:15. 41 lines wait, 8 were dropped",
                    "50 captured = 1 stored + 41 queued + 8 dropped",
                    "value=\"order\"")) {
                assertTrue(page.body().contains(part), part + " in " + page.body());
            }
        }
    }

    /** A storage that is well and has looked at the newer half in the time it had. */
    private static LogStorage halfSearched(List<LogEntry> entries) {
        UUID half = entries.get(entries.size() / 2).id();
        RingStorage ring = new RingStorage(1_000, 64 << 20);
        ring.appendAll(entries);
        return new LogStorage() {
            @Override
            public void append(LogEntry entry) {}

            @Override
            public Iterable<LogEntry> query(LogQuery query) {
                List<LogEntry> found = ring.query(query);
                boolean beyond = found.size() < query.limit();
                if (beyond && (query.before() == null || LogEntry.compareIds(query.before(), half) > 0)) {
                    throw new SearchStopped("slow").with(found, half);
                }
                return found;
            }
        };
    }

    @Test
    void should_show_what_was_found_and_go_on_where_the_search_took_too_long() throws Exception {
        List<LogEntry> entries = Samples.lifelike(40);
        try (Port port = Port.serving(halfSearched(entries))) {
            HttpResponse<String> first = port.get("/dashboard/logs/?limit=100");
            assertEquals(200, first.statusCode());
            assertEquals(20, LogsPageTest.ids(first.body()).size());
            Matcher older = Pattern.compile("<a id=\"older\" href=\"([^\"]+)\">Searched back to [^<]+; go on</a>")
                    .matcher(first.body());
            assertTrue(older.find(), first.body());
            String rest = LogsPageTest.body(
                    port.get(older.group(1).replace("&amp;", "&").replace("&#61;", "=")));
            assertEquals(20, LogsPageTest.ids(rest).size());

            String none = LogsPageTest.body(port.get("/dashboard/logs/?q=nowhere"));
            assertTrue(none.contains("Nothing found so far") && none.contains("; go on</a>"), none);
        }
    }

    @Test
    void should_give_programs_and_files_all_that_there_is_over_several_searches() throws Exception {
        List<LogEntry> entries = Samples.lifelike(40);
        try (Port port = Port.serving(halfSearched(entries))) {
            String first = port.get("/dashboard/api/logs?limit=100").body();
            assertTrue(first.contains("\"next\":\"" + entries.get(20).id()), first);
            assertTrue(first.contains("\"searched_back_to\":\"20"), first);
            String rest = port.get("/dashboard/api/logs?limit=100&before="
                            + entries.get(20).id())
                    .body();
            assertTrue(rest.contains("\"next\":null}"), rest);
            assertEquals(
                    40,
                    port.get("/dashboard/logs/export?format=ndjson")
                            .body()
                            .lines()
                            .count());
        }
    }

    @Test
    void should_keep_what_was_typed_and_say_what_is_wrong_with_it() throws Exception {
        try (Port port = Port.serving(Samples.lifelike(10))) {
            HttpResponse<String> page = port.get("/dashboard/logs/?q=%2F(%2F&min_level=INFO&since=noon&limit=x");
            assertEquals(400, page.statusCode());
            String html = page.body().replace("&#61;", "=");
            assertTrue(html.contains("<p>The search cannot be used: "), html);
            assertTrue(html.contains("<p>since &#39;noon&#39; cannot be used: "), html);
            assertTrue(html.contains("<p>limit &#39;x&#39; cannot be used: "), html);
            assertTrue(html.contains("name=\"q\" value=\"/(/\"") && html.contains("value=\"noon\""), html);
            assertTrue(html.contains("<li id="), "the lines that the other filters find");
            assertEquals(
                    "/dashboard/logs/?q=%2F%28%2F&min_level=INFO&since=noon&limit=x",
                    port.get("/dashboard/logs/partials/table?q=%2F(%2F&min_level=INFO&since=noon&limit=x")
                            .headers()
                            .firstValue("HX-Push-Url")
                            .orElse(""));
        }
    }

    @Test
    void should_count_what_matches_and_what_the_filters_hide_and_draw_it_over_time() throws Exception {
        List<LogEntry> entries = Samples.lifelike(300);
        long warnings =
                entries.stream().filter(entry -> entry.level() == LogLevel.WARN).count();
        try (Port port = Port.serving(entries)) {
            String range = "since=" + entries.get(0).ts() + "&until="
                    + entries.get(299).ts().plusMillis(1);
            String page = LogsPageTest.body(port.get("/dashboard/logs/?level=WARN&limit=5&" + range));
            assertTrue(page.contains("<b>" + warnings + "</b> matched"), page);
            assertTrue(page.contains("<b>" + (300 - warnings) + "</b> hidden by filters"), page);
            List<String> bars = Pattern.compile(
                            "<a href=\"([^\"]+)\" tabindex=\"-1\" aria-label=\"[^\"]+: (\\d+) lines?")
                    .matcher(page)
                    .results()
                    .map(bar -> bar.group(1).replace("&amp;", "&") + " " + bar.group(2))
                    .toList();
            assertTrue(bars.size() > 10 && bars.size() <= 80, bars.size() + " bars");
            long sum = 0;
            for (String bar : bars) {
                String[] parts = bar.split(" ");
                assertEquals(
                        parts[1],
                        String.valueOf(LogsPageTest.ids(LogsPageTest.body(port.get(parts[0])))
                                .size()),
                        bar);
                sum += Long.parseLong(parts[1]);
            }
            assertEquals(warnings, sum);
        }
    }

    @Test
    void should_show_times_by_another_clock() throws Exception {
        LogEntry entry = Samples.entry(LogLevel.INFO, "late", null, null);
        String day = entry.ts().toString().substring(0, 10);
        try (Port port = Port.serving(List.of(entry))) {
            String kolkata = LogsPageTest.body(port.get("/dashboard/logs/?time=Asia/Kolkata&since=" + day + "+00:00"));
            String clock =
                    entry.ts().atZone(ZoneId.of("Asia/Kolkata")).toLocalTime().toString();
            assertTrue(kolkata.contains(">" + clock + "</time>"), kolkata);
            assertTrue(kolkata.contains("Time (Asia/Kolkata)"), kolkata);
            assertTrue(kolkata.contains("name=\"since\" value=\""), kolkata);
            assertTrue(LogsPageTest.body(port.get("/dashboard/logs/?time=ago"))
                    .matches("(?s).*> *\\d+ (min|h|d) ago</time>.*"));
            assertEquals(400, port.get("/dashboard/logs/?time=Mars/Base").statusCode());
        }
    }

    @Test
    void should_look_a_little_back_when_a_refresh_asks_for_what_is_newer() throws Exception {
        List<LogEntry> entries = Samples.lifelike(40);
        try (Port port = Port.serving(entries)) {
            String after = entries.get(39).id().toString();
            String table = LogsPageTest.body(port.get("/dashboard/logs/partials/table?limit=1000&after=" + after));
            int rows = LogsPageTest.count(table, "<li id=");
            assertTrue(rows > 5 && rows < 40, rows + " rows");
            assertTrue(LogsPageTest.body(port.get("/dashboard/api/logs?after=" + after))
                    .startsWith("{\"entries\":[]"));
        }
    }
}
