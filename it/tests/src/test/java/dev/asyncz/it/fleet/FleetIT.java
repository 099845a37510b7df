package dev.asyncz.it.fleet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.browser.Accessible;
import dev.asyncz.it.harness.browser.Chromium;
import dev.asyncz.it.harness.browser.HtmlChecker;
import dev.asyncz.it.harness.servers.MadeUpMonth;
import dev.asyncz.it.harness.servers.SharedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the pages say of a fleet: three nodes on one PostgreSQL, or another storage with {@code -Dasyncz.fleet=opensearch},
 * and a month of runs of sixty tasks.
 */
final class FleetIT {
    /** How fast pages are is no matter of a build that shares its machine. */
    private static final boolean SOAK = Boolean.getBoolean("asyncz.soak");

    private static final Map<String, String> PAGES = Map.of(
            "overview", "/dashboard/",
            "tasks", "/dashboard/tasks/",
            "hour", "/dashboard/timeline/?span=hour",
            "day", "/dashboard/timeline/",
            "week", "/dashboard/timeline/?span=week",
            "week-of-a-node", "/dashboard/timeline/?span=week&node=node-2",
            "nodes", "/dashboard/nodes/",
            "overview-of-a-node", "/dashboard/?node=node-3",
            "task-of-a-node", "/dashboard/tasks/com.acme.work.Job02.poll?node=node-3");

    /** Of a page on the wire, and until the last byte is there. */
    private static final int MOST_BYTES = 60_000;

    private static final Duration MOST_TIME = Duration.ofMillis(300);

    @TempDir
    private static Path folder;

    private static Chromium chromium;
    private static SharedServer server;
    private static App shop;
    private static App second;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        chromium = Chromium.start();
        server = SharedServer.of(System.getProperty("asyncz.fleet", "postgres"), folder);
        server.start();
        System.out.println(MadeUpMonth.write(server));
        shop = launch("node-1");
        second = launch("node-2");
        await("the month")
                .atMost(Duration.ofSeconds(60))
                .until(() -> shop.dashboard().tasks().size() >= 60);
    }

    private static App launch(String node) {
        return Launch.on(Jdk.RUNNING)
                .libs(Libs.LOG4J_LATEST)
                .options(server.options())
                .options("node=" + node)
                .main("com.acme.page.Exhibit")
                .start()
                .awaitStdout("ready");
    }

    @AfterAll
    static void stop() {
        List.of(second, shop, server, chromium).forEach(each -> {
            try {
                ((AutoCloseable) each).close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
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
        try (Page page = chromium.open(
                shop.dashboard().address() + "/dashboard/help",
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900))) {
            new TreeMap<>(PAGES).forEach((name, path) -> {
                page.navigate(shop.dashboard().address() + path);
                picture(page, name + "-" + width + "-" + scheme);
                Accessible.assertFits(page);
            });
        }
    }

    @Test
    void should_be_valid_html() throws IOException, InterruptedException {
        Map<String, String> pages = new TreeMap<>();
        PAGES.forEach((name, path) -> pages.put(name, shop.dashboard().get(path).body()));

        assertEquals(List.of(), HtmlChecker.errors(pages));
    }

    @Test
    void should_be_light_with_a_month_of_runs_and_quick_where_nothing_else_runs()
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> each : new TreeMap<>(PAGES).entrySet()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(shop.dashboard().address() + each.getValue()))
                    .header("Accept-Encoding", "gzip")
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            int bytes = 0;
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 15; i++) {
                long start = System.nanoTime();
                HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                best = Math.min(best, System.nanoTime() - start);
                bytes = answer.body().length;
                assertEquals(200, answer.statusCode());
            }
            System.out.println(each.getKey() + ": " + bytes + " bytes, " + best / 1_000_000 + " ms");
            assertTrue(bytes <= MOST_BYTES, each.getKey() + " takes " + bytes + " bytes");
            assertTrue(!SOAK || best <= MOST_TIME.toNanos(), each.getKey() + " takes " + Duration.ofNanos(best));
        }
    }

    @Test
    void should_lead_from_a_bar_to_its_run_and_from_the_keys_to_the_timeline() {
        try (Page page = chromium.open(shop.dashboard().address() + "/dashboard/")) {
            page.keyboard().press("g");
            page.keyboard().press("i");
            assertThat(page).hasTitle(java.util.regex.Pattern.compile("Timeline.*"));
            page.locator(".lanes a.b-failed").first().focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".headline .outcome")).containsText("failed");
        }
    }

    @Test
    void should_tell_a_run_that_was_due_and_is_missing() {
        try (Page page = chromium.open(shop.dashboard().address() + "/dashboard/timeline/")) {
            assertThat(page.locator("tr:has-text('Job02') .gap title")).containsText("(every 1 h), and no run until");
            assertThat(page.locator("tr:has-text('Job02') .gone")).hasText("1 missing");
        }
    }

    @Test
    void should_tell_the_nodes_and_what_a_silent_one_alone_schedules() {
        await("both that live")
                .atMost(Duration.ofSeconds(60))
                .until(() -> shop.dashboard()
                        .json("/dashboard/api/nodes")
                        .findValuesAsText("life")
                        .containsAll(List.of("here", "lives", "silent")));
        for (App each : List.of(shop, second)) {
            try (Page page = chromium.open(each.dashboard().address() + "/dashboard/nodes/")) {
                assertThat(page.locator("tbody tr").first()).containsText("this JVM");
                assertThat(page.locator("tbody tr").nth(1)).containsText("silent");
                assertThat(page.locator("tbody tr").nth(1)).containsText("node-3");
                assertThat(page.locator("tbody tr").nth(1)).containsText("17");
                assertThat(page.locator("tbody tr").nth(1).locator(".t-alone"))
                        .containsText("com.acme.work.Job02.poll Overdue");
                assertThat(page.locator("tbody tr").nth(2)).containsText("lives");
                page.keyboard().press("g");
                page.keyboard().press("n");
                assertThat(page).hasTitle(java.util.regex.Pattern.compile("Nodes.*"));
                page.locator(".t-node a:has-text('node-3')").first().click();
                assertThat(page.locator(".nodechoice [aria-current]")).hasText("node-3");
                assertThat(page.locator(".concerns")).containsText("Job02");
                page.locator(".pages a:has-text('Tasks')").click();
                assertThat(page.locator(".tasks tbody tr")).hasCount(20);
                page.locator(".pages a:has-text('Timeline')").click();
                assertThat(page.locator(".lanes tbody tr:has-text('Job01')")).hasCount(0);
            }
        }
    }

    private static void picture(Page page, String name) {
        String pictures = System.getProperty("asyncz.pictures", "target");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(pictures).resolve("fleet").resolve(name + ".png"))
                .setFullPage(false));
    }
}
