package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.browser.Chromium;
import dev.asyncz.it.harness.servers.PrefixProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines that come while somebody looks, in a real browser. */
final class LiveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MAX_ROWS = 1_000;

    private static Chromium chromium;

    private App app;
    private int logged = 1;
    private Page page;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void start() {
        app = Launch.on(Jdk.RUNNING)
                .main("com.acme.page.Numbered")
                .libs(Libs.LOG4J_LATEST)
                .start()
                .awaitStdout("ready");
        page = chromium.blank();
    }

    @AfterEach
    void stop() {
        page.context().close();
        app.close();
    }

    @Test
    void should_lose_and_double_nothing_between_page_stream_and_reconnections_behind_a_proxy() {
        try (PrefixProxy proxy = PrefixProxy.of(app.dashboard())) {
            // Logging before, while and after the page is opened.
            app.type("900 3");
            page.navigate(proxy.url("/dashboard/"));
            assertThat(page).hasURL(Pattern.compile(".*/ops/shop/dashboard/.*"));
            page.navigate(proxy.url("/dashboard/logs/"));
            assertThat(page.locator("#live")).hasText("live");
            // However slow the browser was: these come after the page.
            app.type("300 3");
            for (int cut = 0; cut < 3; cut++) {
                int opened = proxy.streamsOpened();
                proxy.cutStreams();
                await("a new stream").atMost(PATIENCE).until(() -> proxy.streamsOpened() > opened);
            }
            logged += 1_200;
            app.awaitStdout("done " + logged);
            // What Playwright asserts it looks for in the whole page; with a thousand rows that takes all of its time.
            Chromium.await(
                    page,
                    "document.querySelector('#rows > li .message').textContent.includes('line %d')"
                            .formatted(logged - 1),
                    SOON);
            List<Integer> shown = shown();
            int oldest = shown.get(shown.size() - 1);
            List<Integer> expected = new ArrayList<>(
                    IntStream.rangeClosed(oldest, logged - 1).boxed().toList());
            java.util.Collections.reverse(expected);
            assertEquals(expected, shown);
            assertTrue(shown.size() > 200, "more than the page had at first: " + shown.size());
            // And the rest of the page leads nowhere but below the prefix.
            page.locator("#filters [name=q]").fill("\"line 7\"");
            page.waitForURL(Pattern.compile(".*/ops/shop/dashboard/logs/\\?q=.*"));
            assertThat(row(7)).isVisible();
        }
    }

    @Test
    void should_push_nothing_about_while_lines_come() {
        log(200, 0);
        open();
        assertThat(page.locator("#live")).hasText("live");
        page.evaluate("() => { window.shift = 0; new PerformanceObserver(list => list.getEntries()"
                + ".forEach(each => { window.shift += each.value; })).observe({ type: 'layout-shift' }); }");
        log(60, 50);
        Chromium.await(
                page,
                "document.querySelector('#rows > li .message').textContent.includes('line %d')".formatted(logged - 1));
        // Pushing them down by their height each time makes 2 or more.
        assertTrue(
                ((Number) page.evaluate("window.shift")).doubleValue() < 0.1,
                () -> "shift " + page.evaluate("window.shift"));
    }

    @Test
    void should_hold_at_most_a_thousand_rows_and_the_newest_after_fifty_thousand_lines() {
        open();
        log(50_000, 0);
        assertThat(rows().first()).containsText("line " + (logged - 1), within(PATIENCE));
        assertTrue(rows().count() <= MAX_ROWS, rows().count() + " rows");
        // While lines rush by a sample is shown; all of them once that has ended.
        await("all lines in one piece")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    List<Integer> shown = shown();
                    assertEquals(logged - 1, shown.get(0));
                    for (int i = 1; i < shown.size(); i++) {
                        assertEquals(shown.get(0) - i, shown.get(i));
                    }
                });
    }

    @Test
    void should_count_new_lines_instead_of_showing_them_while_the_reader_is_further_down() {
        log(200, 0);
        open();
        page.mouse().wheel(0, 900);
        Chromium.await(page, "scrollY > 500");
        Object before = page.evaluate("document.elementFromPoint(700, 450).closest('li').id");
        log(37, 0);
        assertThat(page.locator("#new")).hasText("37 new");
        assertEquals(before, page.evaluate("document.elementFromPoint(700, 450).closest('li').id"));
        page.locator("#new").click();
        assertThat(page.locator("#new")).isHidden();
        assertThat(row(logged - 1)).isVisible();
        assertEquals(0, ((Number) page.evaluate("scrollY")).intValue());
        assertEquals(IntStream.rangeClosed(1, 237).boxed().toList().size(), shown().size());
    }

    @Test
    void should_keep_selection_focus_and_open_row_in_place_while_lines_come() {
        log(100, 0);
        open();
        Locator read = row(95);
        read.locator("summary .level").click();
        page.evaluate("getSelection().selectAllChildren(document.querySelector('#rows li:nth-child(6) .message'))");
        read.locator("summary").focus();
        Object selected = page.evaluate("String(getSelection())");
        double top = read.boundingBox().y;
        log(5, 0);
        assertThat(row(logged - 5)).hasCount(1);
        log(20, 0);
        assertThat(page.locator("#new")).hasText("20 new");
        assertThat(read.locator("details[open]")).hasCount(1);
        assertEquals(selected, page.evaluate("String(getSelection())"));
        assertTrue(selected.toString().contains("line 9"), selected::toString);
        assertEquals("SUMMARY", page.evaluate("document.activeElement.tagName"));
        assertEquals(top, read.boundingBox().y, 2.0, "stays where it is read");
    }

    @Test
    void should_read_no_stream_while_it_is_hidden_and_all_that_came_afterwards() {
        open();
        hide(true);
        log(30, 0);
        app.dashboard().awaitMessage("line 30");
        assertThat(rows()).hasCount(1);
        hide(false);
        assertThat(rows()).hasCount(31);
        assertEquals(31, shown().size());
    }

    @Test
    void should_open_seven_pages_in_one_browser_and_renew_all_of_them() {
        BrowserContext reader = chromium.blank().context();
        List<Page> tabs = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Page tab = reader.newPage();
            tab.navigate(app.dashboard().page());
            assertThat(tab.locator("#live")).hasText("live");
            tabs.add(tab);
        }
        assertThat(tabs.get(0).locator("#live")).containsText("looks every 10 s");
        log(3, 0);
        for (Page tab : tabs) {
            assertThat(tab.locator("#rows > li").first()).containsText("line " + (logged - 1), within(PATIENCE));
            tab.locator("#filters [name=q]").fill("\"line 1\"");
            assertThat(tab.locator("#rows > li")).hasCount(1);
        }
        reader.close();
    }

    @Test
    void should_say_that_all_places_are_taken_and_renew_the_page_all_the_same() {
        app.close();
        app = Launch.on(Jdk.RUNNING)
                .main("com.acme.page.Numbered")
                .options("streams=1")
                .libs(Libs.LOG4J_LATEST)
                .start()
                .awaitStdout("ready");
        logged = 1;
        Page first = chromium.open(app.dashboard().page());
        assertThat(first.locator("#live")).hasText("live");
        page.navigate(app.dashboard().page());
        assertThat(page.locator("#live")).containsText("1 pages are live already");
        log(2, 0);
        assertThat(page.locator("#rows > li").first()).containsText("line " + (logged - 1), within(PATIENCE));
        first.context().close();
        assertThat(page.locator("#live")).hasText("live", live());
    }

    private void hide(boolean hidden) {
        page.evaluate(
                "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                hidden);
    }

    private void open() {
        page.navigate(app.dashboard().page());
        assertThat(page.locator("#live")).hasText("live");
    }

    private void log(int lines, int pauseMillis) {
        app.type(lines + " " + pauseMillis);
        logged += lines;
        app.awaitStdout("done " + logged);
    }

    private Locator rows() {
        return page.locator("#rows > li");
    }

    private Locator row(int number) {
        return rows().filter(new Locator.FilterOptions().setHasText(Pattern.compile("line " + number + "\\b")));
    }

    /** The numbers of the lines as the page shows them, from top to bottom. */
    private List<Integer> shown() {
        Object numbers = page.evaluate("[...document.querySelectorAll('#rows > li .message')]"
                + ".map(message => Number(message.textContent.match(/line (\\d+)/)[1]))");
        return ((List<?>) numbers)
                .stream().map(number -> ((Number) number).intValue()).toList();
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions within(Duration time) {
        return new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                .setTimeout(time.toMillis());
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions live() {
        return new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                .setTimeout(2 * PATIENCE.toMillis());
    }
}
