package dev.asyncz.agent.dashboard.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as the server writes it. */
class LogsPageTest {
    private static final String RUN = "01939b5e-7c00-7000-8000-0123456789ab";

    @ParameterizedTest
    @ValueSource(strings = "/dashboard/logs")
    void should_redirect_to_the_page_and_keep_the_query(String path) throws Exception {
        try (Port port = Port.serving(List.of())) {
            HttpResponse<String> answer = port.get(path + "?q=a%26b&task_id=");
            assertEquals(303, answer.statusCode());
            assertEquals(
                    "/dashboard/logs/?q=a%26b",
                    answer.headers().firstValue("Location").orElse(""));
        }
    }

    @Test
    void should_show_every_part_of_a_line_with_links_that_keep_the_other_filters() throws Exception {
        LogEntry entry = Samples.entry(
                LogLevel.ERROR,
                "Order failed",
                "com.acme.Orders",
                "com.acme.Jobs.sync",
                RUN,
                Map.of("thread", "worker-1", "mdc", Map.of("order", 4711), LogEntry.EXCEPTION, Samples.TRACE));
        try (Port port = Port.serving(List.of(entry))) {
            String page = body(port.get("/dashboard/logs/?q=order&limit=50"));
            assertTrue(page.contains("<li id=\"e" + entry.id() + "\" class=\"row error"), page);
            assertTrue(page.contains("<span class=\"level\">ERROR</span>"), page);
            assertTrue(
                    page.contains("href=\"/dashboard/logs/?q=order&amp;limit=50&amp;task_id=com.acme.Jobs.sync\""),
                    page);
            assertTrue(page.contains("href=\"/dashboard/logs/?q=order&amp;limit=50&amp;run_id=" + RUN + "\""), page);
            assertTrue(page.contains("title=\"Run " + RUN + "\">456789ab</a>"), page);
            assertTrue(page.contains("<mark>Order</mark> failed"), page);
            assertTrue(page.contains("aria-label=\"Stack trace\"><div>java.lang.IllegalStateException"), page);
            assertTrue(page.contains("mdc.order</bdi></th><td data-f><bdi>4711"), page);
            assertTrue(page.contains("name=\"q\" value=\"order\""), page);
            assertTrue(page.contains("<b id=\"shown\">1</b> shown"), page);
            assertTrue(page.contains("app.css?v=1.2.3"), page);
        }
    }

    /** The root logger has no name. */
    @Test
    void should_show_lines_in_which_everything_is_empty() throws Exception {
        LogEntry entry = Samples.entry(LogLevel.ERROR, "", "", "", "", Map.of("", "", LogEntry.EXCEPTION, ""));
        try (Port port = Port.serving(List.of(entry))) {
            assertEquals(1, count(body(port.get("/dashboard/logs/")), "<li id="));
        }
    }

    @Test
    void should_keep_hostile_text_inert_wherever_it_stands() throws Exception {
        List<LogEntry> entries = new ArrayList<>();
        for (String text : Samples.HOSTILE) {
            entries.add(
                    Samples.entry(LogLevel.WARN, text, text, text, text, Map.of(text, text, LogEntry.EXCEPTION, text)));
        }
        try (Port port = Port.serving(entries)) {
            String page = body(port.get("/dashboard/logs/"));
            assertEquals(Samples.HOSTILE.size(), count(page, "<li id="), page);
            assertEquals(6, count(page, "<script "), "only the page's own scripts");
            assertFalse(page.contains("<script>") || page.contains("<img src=x"), page);
            assertTrue(page.contains("&lt;script&gt;document.title"), page);
            assertFalse(page.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\t' || c >= 0x7F && c < 0xA0), page);
            assertFalse(
                    Pattern.compile("[\u202A-\u202E\u2066-\u2069]")
                            .matcher(page)
                            .find(),
                    page);
            assertTrue(page.contains("right\u27E8U+202E\u27E9left"), page);
            assertTrue(page.contains("red link and \u241B alone"), page);
            assertTrue(page.contains("nul\u2400 bell\u2407"), page);
            assertTrue(page.contains("line one<span class=\"nl\">\n</span>line two"), page);
            for (String text : List.of("<script>", "\"><img", "\uD83D", "\u0000")) {
                String query = "?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
                String found = port.get("/dashboard/logs/" + query).body();
                assertFalse(found.contains("<script>") || found.contains("<img src=x"), found);
            }
        }
    }

    @Test
    void should_show_the_beginning_of_a_long_message_and_the_whole_of_it_when_opened() throws Exception {
        String longer = "x".repeat(1_999) + "\uD83D\uDE00" + "y".repeat(5_000);
        try (Port port = Port.serving(List.of(Samples.entry(LogLevel.INFO, longer, null, null)))) {
            String page = body(port.get("/dashboard/logs/"));
            assertTrue(page.contains("<bdi>" + "x".repeat(1_999) + "</bdi>"), page);
            assertTrue(page.contains("aria-label=\"Whole message\">" + longer + "</pre>"), page);
        }
    }

    @ParameterizedTest
    @CsvSource({"5000, 1000", "-1, 1", "0, 1", "7, 7"})
    void should_show_the_limit_as_it_was_clamped(String asked, String shown) throws Exception {
        try (Port port = Port.serving(Samples.lifelike(10))) {
            String page = body(port.get("/dashboard/logs/?limit=" + asked));
            assertTrue(page.contains("name=\"limit\" value=\"" + shown + "\""), page);
            HttpResponse<String> table = port.get("/dashboard/logs/partials/table?limit=" + asked);
            assertEquals(
                    "/dashboard/logs/?limit=" + shown,
                    table.headers().firstValue("HX-Push-Url").orElse(""));
        }
    }

    @Test
    void should_tell_htmx_the_address_without_blanks_and_only_when_it_changes() throws Exception {
        try (Port port = Port.serving(Samples.lifelike(10))) {
            String blanks = "/dashboard/logs/partials/table?q=a+b&task_id=&level=&min_level=warn&limit=200";
            HttpResponse<String> answer = port.get(blanks);
            String address = "/dashboard/logs/?q=a+b&min_level=WARN";
            assertEquals(address, answer.headers().firstValue("HX-Push-Url").orElse(""));
            HttpResponse<String> again = port.get(blanks, "HX-Current-URL", "http://localhost:8000" + address);
            assertEquals("false", again.headers().firstValue("HX-Push-Url").orElse(""));
            assertFalse(answer.body().contains("<html"), answer.body());
            assertTrue(
                    answer.body().contains("id=\"log\"") && answer.body().contains("innerHTML:#status"), answer.body());
        }
    }

    @Test
    void should_lead_to_older_lines_without_gap_or_repetition() throws Exception {
        List<LogEntry> entries = Samples.lifelike(25);
        List<String> seen = new ArrayList<>();
        try (Port port = Port.serving(entries)) {
            String path = "/dashboard/logs/?limit=10";
            for (int pages = 0; pages < 3; pages++) {
                String page = body(port.get(path));
                seen.addAll(ids(page));
                Matcher older =
                        Pattern.compile("id=\"older\" href=\"([^\"]*)\"").matcher(page);
                assertTrue(older.find(), page);
                path = older.group(1).replace("&amp;", "&");
                assertEquals(pages == 2, page.contains(" hidden>Older lines"), page);
            }
        }
        List<String> expected = new ArrayList<>(
                entries.stream().map(entry -> entry.id().toString()).toList());
        Collections.reverse(expected);
        assertEquals(expected, seen);
    }

    @Test
    void should_lead_to_a_line_and_its_neighbours_by_its_permalink_whatever_the_filters_say() throws Exception {
        List<LogEntry> entries = Samples.lifelike(300);
        String id = entries.get(120).id().toString();
        try (Port port = Port.serving(entries)) {
            Matcher link = Pattern.compile("href=\"(/dashboard/logs/\\?limit=1000&amp;context=" + id + ")#e" + id)
                    .matcher(body(port.get("/dashboard/logs/?limit=1000")));
            assertTrue(link.find());
            String page = body(port.get(link.group(1).replace("&amp;", "&") + "&q=no+such+text"));
            assertTrue(page.contains("<li id=\"e" + id + "\" class=\"row ") && page.contains(" here\""), page);
            List<String> expected = new ArrayList<>();
            for (int i = 170; i >= 70; i--) {
                expected.add(entries.get(i).id().toString());
            }
            assertEquals(expected, ids(page));
            assertTrue(
                    page.contains("href=\"/dashboard/logs/?q=no+such+text&amp;limit=1000\">Back to the filtered lines"),
                    page);
            assertEquals(
                    50,
                    ids(body(port.get("/dashboard/logs/?context="
                                            + entries.get(299).id())))
                                    .size()
                            - 1);
            HttpResponse<String> gone = port.get("/dashboard/logs/?context=01939b5e-7c00-7000-8000-0123456789ab");
            assertEquals(404, gone.statusCode());
            assertTrue(gone.body().contains("no longer kept"), gone.body());
        }
    }

    @Test
    void should_say_why_there_is_nothing_to_show() throws Exception {
        try (Port port = Port.serving(List.of())) {
            String nothing = body(port.get("/dashboard/logs/"));
            assertTrue(nothing.contains("Nothing captured yet") && nothing.contains("<li>Quartz</li>"), nothing);
        }
        try (Port port = Port.serving(Samples.lifelike(10))) {
            assertTrue(body(port.get("/dashboard/logs/?run_id=r")).contains("This run has logged nothing"));
            assertTrue(body(port.get("/dashboard/logs/?before=00000000-0000-7000-8000-000000000000"))
                    .contains("Nothing older is kept"));
            String none = body(port.get("/dashboard/logs/?q=absent&min_level=ERROR"));
            assertTrue(none.contains("No line matches"), none);
            assertTrue(none.contains("class=\"chip\" href=\"/dashboard/logs/?min_level=ERROR\""), none);
            assertTrue(none.contains("class=\"chip\" href=\"/dashboard/logs/?q=absent\""), none);
            assertTrue(body(port.get("/dashboard/logs/?level=INFO&min_level=ERROR"))
                    .contains("exclude each other"));
        }
    }

    @Test
    void should_put_the_prefix_of_a_proxy_before_every_address() throws Exception {
        String prefix = "/ops/shop-1.2_b~";
        try (Port port = Port.serving(Samples.lifelike(300))) {
            String page = body(port.get("/dashboard/logs/?q=order", "X-Forwarded-Prefix", prefix));
            Matcher addresses =
                    Pattern.compile("(?:href|src|action|hx-get)=\"([^\"#]+)").matcher(page);
            int found = 0;
            while (addresses.find()) {
                assertTrue(addresses.group(1).startsWith(prefix + "/dashboard/"), addresses.group());
                found++;
            }
            assertTrue(found > 20, page);
            HttpResponse<String> redirect = port.get("/", "X-Forwarded-Prefix", prefix + "/");
            assertTrue(redirect.headers().firstValue("Location").orElse("").startsWith(prefix + "/dashboard/"));
            HttpResponse<String> table =
                    port.get("/dashboard/logs/partials/table?q=order", "X-Forwarded-Prefix", prefix);
            assertEquals(
                    prefix + "/dashboard/logs/?q=order",
                    table.headers().firstValue("HX-Push-Url").orElse(""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "/a//b", "/..", "/a/../b", "evil", "/a?b", "/a#b", "/%2e", "/\"><b", "/ b"})
    void should_ignore_a_prefix_that_is_no_plain_path(String prefix) throws Exception {
        try (Port port = Port.serving(List.of())) {
            String page = body(port.get("/dashboard/logs/", "X-Forwarded-Prefix", prefix));
            assertTrue(page.contains("action=\"/dashboard/logs/\""), page);
            assertFalse(page.contains("evil"), page);
        }
    }

    @Test
    void should_serve_the_files_that_the_page_refers_to() throws Exception {
        try (Port port = Port.serving(List.of())) {
            Matcher files = Pattern.compile("(?:src|href)=\"(/dashboard/static/[^\"]+)\"")
                    .matcher(body(port.get("/dashboard/logs/")));
            int found = 0;
            while (files.find()) {
                HttpResponse<String> file = port.get(files.group(1).replace("&#61;", "="));
                assertEquals(200, file.statusCode(), files.group(1));
                assertTrue(file.headers().firstValue("Cache-Control").orElse("").contains("max-age"));
                found++;
            }
            assertEquals(8, found);
        }
    }

    /** The body with the one escape undone that only makes it hard to read. */
    static String body(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body().replace("&#61;", "=").replace("&#10;", "\n").replace("&#9;", "\t");
    }

    static List<String> ids(String page) {
        return Pattern.compile("<li id=\"e([0-9a-f-]{36})\"")
                .matcher(page)
                .results()
                .map(id -> id.group(1))
                .toList();
    }

    static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
