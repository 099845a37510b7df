package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.browser.Accessible;
import dev.asyncz.it.harness.browser.Chromium;
import dev.asyncz.it.harness.browser.HtmlChecker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the page looks, light and dark, wide and narrow, with the lines of the sample application. */
final class AppearanceIT {
    private static final int HEIGHT = 900;
    private static final int WIDE = 1440;

    private static Chromium chromium;
    private static App shop;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        shop = Launch.on(Jdk.RUNNING).jar(Libs.path("asyncz.sample.jar")).start();
        await("a failure of each kind")
                .atMost(Duration.ofSeconds(60))
                .until(() -> shop.dashboard().logs("level=ERROR").size() >= 3);
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440", "LIGHT, 390", "DARK, 1440", "DARK, 390"})
    void should_be_accessible_and_fit_the_screen(ColorScheme scheme, int width) {
        Page page = open(scheme, width, "?limit=40");
        page.locator("#rows > li summary .level").first().click();
        Accessible.assertFits(page);
        page.navigate(shop.dashboard().page() + "?limit=20&level=ERROR");
        page.locator("#rows > li summary .level").first().click();
        assertThat(page.locator(".stack").first()).isVisible();
        page.locator(".fold summary").first().click();
        if (page.locator(".unfold").isVisible()) {
            page.locator(".unfold").click();
        }
        page.locator(".menu:not(.look) > summary").click();
        Accessible.assertFits(page);
        page.locator(".menu:not(.look) > summary").click();
        page.locator(".row > details[open] a.context").click();
        assertThat(page.locator(".row.here .only").first()).isVisible();
        Accessible.assertFits(page);
        page.keyboard().press("?");
        Accessible.assertFits(page);
        page.navigate(shop.dashboard().page() + "?q=no+such+text+%22&min_level=WARN&range=custom&time=ago");
        Accessible.assertFits(page);
        page.navigate(shop.dashboard().page() + "?q=no+such+text&min_level=WARN");
        Accessible.assertFits(page);
        page.context().close();
    }

    @Test
    void should_be_valid_html() throws IOException, InterruptedException {
        Dashboard dashboard = shop.dashboard();
        String task = "billing.invoice-export";
        Map<String, String> pages = new TreeMap<>();
        String threads = "/dashboard/runs/" + runOnSeveralThreads();
        Map.ofEntries(
                        Map.entry("overview", "/dashboard/"),
                        Map.entry("tasks", "/dashboard/tasks/"),
                        Map.entry("task", "/dashboard/tasks/" + task),
                        Map.entry("run", "/dashboard/runs/" + failedRunOf(task)),
                        Map.entry("logs", "/dashboard/logs/?limit=100"),
                        Map.entry("errors", "/dashboard/logs/?level=ERROR&time=ago"),
                        Map.entry("nothing", "/dashboard/logs/?q=no+such+text"),
                        Map.entry("alerts", "/dashboard/alerts/"),
                        Map.entry("help", "/dashboard/help"),
                        Map.entry("nowhere", "/dashboard/nowhere"),
                        Map.entry("threads", threads),
                        Map.entry("timeline", "/dashboard/timeline/?span=hour"),
                        Map.entry("nodes", "/dashboard/nodes/"))
                .forEach((name, path) -> pages.put(name, dashboard.get(path).body()));
        String failed = failedRunOf(task);
        pages.put(
                "compare",
                dashboard
                        .get("/dashboard/runs/" + failed + "/compare/" + failed)
                        .body());
        try (App locked = Launch.on(Jdk.RUNNING)
                .main("com.acme.page.Exhibit")
                .libs(Libs.LOG4J_LATEST)
                .options("token=secret")
                .start()
                .awaitStdout("ready")) {
            pages.put("login", locked.dashboard().get("/dashboard/logs/").body());
        }

        pages.forEach((name, html) -> assertTrue(html.startsWith("<!doctype html>"), name + ": " + html));
        assertEquals(List.of(), HtmlChecker.errors(pages));
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440", "LIGHT, 1024", "LIGHT, 390", "DARK, 1440", "DARK, 1024", "DARK, 390"})
    void should_draw_the_threads_of_a_run_and_what_ran_when(ColorScheme scheme, int width) {
        Page page = open(scheme, width, "");
        page.navigate(shop.dashboard().address() + "/dashboard/runs/" + runOnSeveralThreads());
        assertThat(page.locator(".threads tbody tr").nth(1)).isVisible();
        picture(page, "threads-" + width + "-" + scheme + ".png");
        Accessible.assertFits(page);
        page.locator(".threads .when a").last().click();
        assertThat(page.locator(".row:target")).isVisible();
        for (String path : List.of("timeline/?span=hour", "nodes/")) {
            page.navigate(shop.dashboard().address() + "/dashboard/" + path);
            Accessible.assertFits(page);
        }
        page.context().close();
    }

    @Test
    void should_make_the_pictures_for_the_readme() {
        Page page = open(ColorScheme.LIGHT, WIDE, "");
        page.locator("#pause").click();
        page.locator("#rows > li.error summary").first().click();
        page.evaluate("document.activeElement.blur()");
        picture(page, "dashboard.png");

        page.setViewportSize(WIDE, 620);
        page.navigate(shop.dashboard().address() + "/dashboard/");
        assertThat(page.locator(".concern").first()).isVisible();
        picture(page, "overview.png");

        page.navigate(shop.dashboard().address() + "/dashboard/runs/" + failedRunOf("billing.invoice-export"));
        assertThat(page.locator(".change").first()).isVisible();
        picture(page, "run.png");
        page.context().close();
    }

    private static String failedRunOf(String task) {
        return shop.dashboard()
                .json("/dashboard/api/runs?outcome=failed&task_id=" + task)
                .findValuesAsText("run_id")
                .get(0);
    }

    private static String runOnSeveralThreads() {
        for (JsonNode run : shop.dashboard().json("/dashboard/api/runs").path("runs")) {
            if (run.path("threads").size() > 1 && !run.path("outcome").asText().equals("running")) {
                return run.path("run_id").asText();
            }
        }
        throw new AssertionError("no run on several threads");
    }

    private static void picture(Page page, String name) {
        Path folder = Path.of(System.getProperty("asyncz.pictures"));
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name)));
    }

    private static Page open(ColorScheme scheme, int width, String query) {
        Page page = chromium.open(
                shop.dashboard().page() + query,
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, HEIGHT));
        assertThat(page.locator("#rows > li").first()).isVisible();
        return page;
    }
}
