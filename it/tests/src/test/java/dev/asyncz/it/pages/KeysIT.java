package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.browser.Chromium;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log by keys alone, in a real browser. */
final class KeysIT {
    private static final int ALL = 8;

    private static Chromium chromium;
    private static App app;

    private Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        app = Launch.on(Jdk.RUNNING)
                .main("com.acme.page.Exhibit")
                .libs(Libs.LOG4J_LATEST)
                .start()
                .awaitStdout("ready");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            app.close();
        }
    }

    @BeforeEach
    void blank() {
        page = chromium.blank();
    }

    @AfterEach
    void close() {
        page.context().close();
    }

    @Test
    void should_obey_the_keys_but_not_while_somebody_types() {
        open("?q=order");
        page.keyboard().press("?");
        assertThat(page.locator("dialog")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).isHidden();
        page.keyboard().press("w");
        assertThat(page.locator("#rows > li.warn summary").first()).isFocused();
        page.keyboard().press("n");
        assertThat(page.locator("#rows > li summary:focus mark").first()).isVisible();
        page.evaluate("document.activeElement.blur()");
        page.keyboard().press(" ");
        assertThat(page.locator("#pause")).hasText("Follow");
        page.keyboard().press("/");
        assertThat(field("q")).isFocused();
        page.keyboard().type(" e?");
        assertThat(page.locator("dialog")).isHidden();
        page.keyboard().press("Escape");
        assertThat(rows()).hasCount(ALL);
        page.evaluate("document.activeElement.blur()");
        page.keyboard().press("e");
        page.keyboard().press("x");
        assertThat(page.locator(".row.here")).containsText("the ledger is locked");
    }

    @Test
    void should_ask_once_and_keep_the_focus_when_a_search_is_taken_back_while_it_is_typed() {
        page.clock().install();
        open("?q=order");
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/partials/table")) asked.add(request.url());
        });
        field("q").focus();
        page.keyboard().type(" e");
        page.keyboard().press("Escape");
        assertThat(rows()).hasCount(ALL);
        page.evaluate("document.activeElement.blur()");
        page.keyboard().press("e");
        page.clock().runFor(1_000);
        assertThat(page.locator("#rows > li.error summary").first()).isFocused();
        assertEquals(1, asked.size(), () -> "asked " + asked);
        page.evaluate("htmx.ajax('GET', document.querySelector('#filters').action + 'partials/table?',"
                + " {target: '#log', swap: 'outerHTML'})");
        assertThat(page.locator("#rows > li.error summary").first()).isFocused();
    }

    private void open(String query) {
        page.navigate(app.dashboard().page() + query);
        assertThat(rows().first()).isVisible();
    }

    private Locator rows() {
        return page.locator("#rows > li");
    }

    private Locator field(String name) {
        return page.locator("#filters [name=" + name + "]");
    }
}
