package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log by keys alone, in a real browser. */
final class KeysIT extends ExhibitPage {
    @BeforeAll
    static void start() {
        app = launch();
    }

    @BeforeEach
    void blank() {
        page = chromium.blank();
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
                + " {target: '#log', swap: 'whole'})");
        assertThat(page.locator("#rows > li.error summary").first()).isFocused();
    }

    private void open(String query) {
        page.navigate(app.dashboard().page() + query);
        assertThat(rows().first()).isVisible();
    }
}
