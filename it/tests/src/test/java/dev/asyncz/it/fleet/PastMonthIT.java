package dev.asyncz.it.fleet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.PastMonth;
import dev.asyncz.it.harness.browser.Accessible;
import dev.asyncz.it.harness.browser.Chromium;
import dev.asyncz.it.harness.browser.HtmlChecker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages about a run, about two and about a task over time, with the history of a month. */
final class PastMonthIT {
    /** How fast pages are is no matter of a build that shares its machine. */
    private static final boolean SOAK = Boolean.getBoolean("asyncz.soak");

    private static final int MOST_BYTES = 60 << 10;
    private static final long MOST_MILLIS = 300;

    private static Chromium chromium;
    private static App app;
    private static Map<String, String> pages;
    private static Path pictures;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        pictures = Launch.folder("past-month");
        Path lines = pictures.resolve("lines");
        List<String> runs = PastMonth.write(lines, pictures.resolve("lines.runs"));
        app = Launch.on(Jdk.RUNNING)
                .libs(Libs.LOG4J_LATEST)
                .main("com.acme.page.Exhibit")
                .options("storage=json", "storage.path=" + lines, "storage.maxsize=64m")
                .start()
                .awaitStdout("ready");
        await("the history")
                .atMost(Duration.ofSeconds(30))
                .until(() -> app.dashboard().tasks().size() >= 60);
        String before = app.dashboard()
                .json("/dashboard/api/runs?outcome=ok&task_id=" + PastMonth.SLOWER)
                .findValuesAsText("run_id")
                .get(5);
        pages = new LinkedHashMap<>();
        pages.put("task", "/dashboard/tasks/" + PastMonth.SLOWER);
        pages.put("run", "/dashboard/runs/" + runs.get(0));
        pages.put("compare", "/dashboard/runs/" + runs.get(0) + "/compare/" + before);
        pages.put("compare-long", "/dashboard/runs/" + runs.get(2) + "/compare/" + runs.get(1));
        pages.put("other-task", "/dashboard/tasks/com.acme.fleet.Job7.run");
    }

    @AfterAll
    static void stop() {
        if (app != null) {
            app.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440", "DARK, 390"})
    void should_be_accessible_and_fit_the_screen(ColorScheme scheme, int width) {
        look(scheme, width);
    }

    @ParameterizedTest
    @EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
    @CsvSource({"LIGHT, 1024", "LIGHT, 390", "DARK, 1440", "DARK, 1024"})
    void should_be_accessible_and_fit_every_screen(ColorScheme scheme, int width) {
        look(scheme, width);
    }

    private void look(ColorScheme scheme, int width) {
        Page page = chromium.open(
                app.dashboard().page(),
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
        pages.forEach((name, path) -> {
            page.navigate(app.dashboard().address() + path);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(pictures.resolve(name + "-" + scheme + "-" + width + ".png")));
            Accessible.assertFits(page);
        });
        page.context().close();
    }

    @Test
    void should_be_valid_html() throws IOException, InterruptedException {
        Map<String, String> html = new LinkedHashMap<>();
        pages.forEach((name, path) -> html.put(name, app.dashboard().get(path).body()));

        assertEquals(List.of(), HtmlChecker.errors(html));
    }

    @Test
    void should_show_beside_a_failure_what_others_complained_of_and_include_and_copy_it() {
        Page page = open("run", true);
        assertThat(page.locator(".why")).containsText("ledger did not answer within 30 s");
        assertThat(page.locator("#beside > li")).hasCount(2);
        assertThat(page.locator("#beside > li").first()).containsText("pool of 10 connections is full");
        assertThat(page.locator("#beside > li .cell").first()).hasText(java.util.regex.Pattern.compile("api-\\d"));
        String copied = page.evaluate("""
            (() => {
              getSelection().selectAllChildren(document.querySelector('#beside'));
              const data = new DataTransfer();
              const event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true });
              document.querySelector('#beside li').dispatchEvent(event);
              getSelection().removeAllRanges();
              return data.getData('text/plain');
            })()""").toString();
        assertTrue(
                copied.matches(
                        "(?s).*Z WARN \\[com\\.acme\\.fleet\\.Job7\\.run \\S{36} api-\\d] com\\.acme\\.Fleet - pool of .*"),
                copied);
        page.locator("#beside > li summary .level").first().click();
        page.locator("#beside > li td", new Page.LocatorOptions().setHasText("pool-1"))
                .locator(".only")
                .first()
                .click();
        page.waitForURL(url ->
                url.contains("/logs/") && url.contains("min_level=WARN") && url.contains("+thread%3A%22pool-1%22"));
        assertThat(page.locator("#rows > li")).hasCount(2);
        page.context().close();
    }

    @Test
    void should_show_and_print_the_whole_of_an_exception_and_its_root_cause_in_lists() {
        Page page = open("run", false);
        String whole =
                "[...document.querySelectorAll('.stack')].every(each => each.scrollHeight <= each.clientHeight + 1)";
        assertEquals(true, page.evaluate(whole));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".why")).isVisible();
        assertEquals(true, page.evaluate(whole));
        page.navigate(app.dashboard().address() + pages.get("task"));
        assertThat(page.locator(".c-failure").first())
                .hasText("java.net.SocketTimeoutException: ledger did not answer within 30 s");
        assertEquals(
                true,
                page.evaluate(
                        "(() => { const list = document.querySelector('.runlines'); return list.scrollHeight <= list.clientHeight + 2; })()"));
        page.context().close();
    }

    @Test
    void should_lead_in_one_click_from_a_run_to_its_comparison_with_another_without_javascript() {
        Page page = open("run", false);
        page.locator(".compare a").first().click();
        assertThat(page.locator("h1")).hasText("Two runs compared");
        assertThat(page.locator(".pairs tbody tr").first()).containsText("begins");
        assertThat(page.locator(".partline").first()).isVisible();
        page.navigate(app.dashboard().address() + pages.get("compare-long"));
        assertThat(page.locator(".pairs tbody tr")).hasCount(5);
        assertThat(page.locator(".pairs tr.warn .mark").first()).containsText("missing");
        page.context().close();
    }

    @Test
    void should_show_since_when_a_task_is_slower_without_javascript() {
        Page page = open("task", false);
        assertThat(page.locator(".turned")).containsText("Slower since");
        assertThat(page.locator(".heat tbody tr")).hasCount(31);
        assertThat(page.locator(".heat tr.turn")).hasCount(1);
        assertThat(page.locator(".heat .h-failed").first()).isVisible();
        assertThat(page.locator(".shape li").first()).isVisible();
        page.locator(".heat .h-failed a").first().click();
        assertThat(page.locator("#rows > li").first()).isVisible();
        page.context().close();
    }

    @Test
    void should_be_light_and_within_three_tenths_of_a_second_where_nothing_else_runs() throws Exception {
        StringBuilder figures = new StringBuilder();
        Map<String, String> asked = new LinkedHashMap<>(pages);
        asked.put("api/history", "/dashboard/api/history?task_id=" + PastMonth.SLOWER);
        for (Map.Entry<String, String> each : asked.entrySet()) {
            long best = Long.MAX_VALUE;
            int bytes = 0;
            long first = 0;
            for (int i = 0; i < 8; i++) {
                long start = System.nanoTime();
                bytes = fetch(each.getValue());
                long millis = (System.nanoTime() - start) / 1_000_000;
                first = i == 0 ? millis : first;
                best = Math.min(best, millis);
            }
            figures.append(String.format("%n%s: %d bytes, %d ms (first %d ms)", each.getKey(), bytes, best, first));
            assertTrue(bytes <= MOST_BYTES && (!SOAK || best <= MOST_MILLIS), figures::toString);
        }
        System.out.println("With a month of history" + figures);
    }

    /** As many bytes as come over the wire. */
    private static int fetch(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.dashboard().address() + path))
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode(), path);
        return answer.body().length;
    }

    private static Page open(String name, boolean scripts) {
        return chromium.open(
                app.dashboard().address() + pages.get(name),
                new Browser.NewContextOptions().setJavaScriptEnabled(scripts));
    }
}
