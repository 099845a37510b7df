package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Entry;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.browser.Chromium;
import dev.asyncz.it.harness.servers.SharedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an application logs, its reader's browser only shows it. */
final class HostileLinesIT {
    private static final int LINES = 21;

    @Test
    void should_show_hostile_lines_and_run_none_of_them() {
        try (Chromium chromium = Chromium.start();
                App app = launch()) {
            Page page = chromium.blank();
            List<String> incidents = new CopyOnWriteArrayList<>();
            String origin = app.dashboard().address().toString();
            page.onDialog(dialog -> {
                incidents.add("dialog " + dialog.message());
                dialog.dismiss();
            });
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    incidents.add("console " + message.text());
                }
            });
            page.onPageError(error -> incidents.add("error " + error));
            page.onRequest(request -> noteForeign(request, origin, incidents));
            page.navigate(app.dashboard().page());
            assertThat(page.locator("#rows > li")).hasCount(LINES);
            page.evaluate("document.querySelectorAll('#rows details').forEach(each => each.open = true)");
            page.locator("#rows > li").first().hover();
            assertThat(page.locator(".message .ansi-red").first()).hasText("red");
            filterByEachTask(page);
            app.type("again");
            assertThat(page.locator("#rows > li")).hasCount(2 * LINES);
            page.evaluate("document.querySelectorAll('#rows details').forEach(each => each.open = true)");
            page.locator("#rows > li").first().hover();

            assertEquals(List.of(), incidents);
            assertEquals(null, page.evaluate("window.harmed ?? null"));
            assertEquals(
                    0,
                    page.locator("main iframe, main script, main img, main style, main svg:not(.histogram), base")
                            .count());
        }
    }

    /** A database takes no NUL: U+2400 stands for it. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "json", "redis", "postgres"})
    void should_keep_hostile_text_in_every_storage(String storage, @TempDir Path folder) {
        boolean shared = storage.equals("redis") || storage.equals("postgres");
        try (SharedServer server = shared ? SharedServer.of(storage, folder) : null) {
            String[] options = {"storage=" + storage, "storage.path=" + folder.resolve("lines")};
            if (server != null) {
                server.start();
                options = server.options();
            }
            try (App memory = launch();
                    App app = launch(options)) {
                assertEquals(texts(memory), texts(app));
            }
        }
    }

    private static List<String> texts(App app) {
        return app.dashboard().logs().stream()
                .map(each -> (each.logger() + each.taskId() + each.message() + each.extra("exception"))
                        .replace('\0', '\u2400'))
                .toList();
    }

    @Test
    void should_keep_hostile_text_readable() {
        try (App app = launch()) {
            List<Entry> entries = app.dashboard().logs();

            assertEquals(LINES, entries.size());
            assertTrue(entries.stream()
                    .anyMatch(each -> each.message().equals("hostile <script>window.harmed=1;alert(1)</script>")));
            Entry huge = entries.stream()
                    .filter(each -> each.logger().equals("long"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(
                    huge.message().length() < 1 << 17,
                    "a long message is cut: " + huge.message().length());
            assertTrue(
                    huge.message().contains(String.valueOf(1 << 20))
                            || huge.extra().toString().contains(String.valueOf(1 << 20)),
                    "a message that was cut says how long it was");
        }
    }

    @Test
    void should_not_scroll_sideways_on_a_small_screen_for_long_words() {
        try (Chromium chromium = Chromium.start();
                App app = launch()) {
            Page page =
                    chromium.open(app.dashboard().page(), new Browser.NewContextOptions().setViewportSize(390, 844));
            page.evaluate("document.querySelectorAll('#rows details').forEach(each => each.open = true)");

            assertEquals(
                    true,
                    page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        }
    }

    private static App launch(String... options) {
        App app = Launch.on(Jdk.RUNNING)
                .options(options)
                .main("com.acme.page.Hostile")
                .libs(Libs.LOG4J_LATEST)
                .start()
                .awaitStdout("ready");
        app.dashboard().awaitMessage("the last line");
        return app;
    }

    /** Through links, the form and the URL, where hostile names are attributes. */
    private static void filterByEachTask(Page page) {
        for (int at = 3; at < LINES; at += 4) {
            page.locator("#rows > li").nth(at).locator(".task a").click();
            assertThat(page.locator("#rows > li")).hasCount(1);
            page.reload();
            assertThat(page.locator("#rows > li")).hasCount(1);
            page.locator("#reset").click();
            assertThat(page.locator("#rows > li")).hasCount(LINES);
        }
    }

    private static void noteForeign(Request request, String origin, List<String> incidents) {
        if (!request.url().startsWith(origin)) {
            incidents.add("request of " + request.url());
        }
    }
}
