package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of lines in a real browser. */
final class PageIT extends ExhibitPage {
    private static final String IMPORT = "com.acme.page.Exhibit$Import";
    private static final int REFRESH_MILLIS = 10_000;

    @BeforeAll
    static void start() {
        app = launch();
    }

    @BeforeEach
    void open() {
        page = chromium.open(app.dashboard().page());
        page.evaluate("window.notReloaded = true");
    }

    @Test
    void should_filter_by_task_level_text_and_limit_without_a_reload() {
        assertThat(rows()).hasCount(ALL);
        field("task_id").fill(IMPORT);
        field("task_id").press("Enter");
        assertThat(rows()).hasCount(5);
        chooseLevel("INFO");
        assertThat(rows()).hasCount(3);
        field("q").fill("ORDER 2");
        assertThat(rows()).hasCount(1);
        assertThat(rows().first()).containsText("order 2 imported");
        assertThat(page).hasURL(Pattern.compile(".*q=ORDER(\\+|%20)2.*"));
        assertThat(page).hasURL(Pattern.compile(".*level=INFO.*"));
        assertThat(page).hasURL(Pattern.compile(".*task_id=com\\.acme\\.page\\.Exhibit(\\$|%24)Import.*"));
        assertNotReloaded();
    }

    @Test
    void should_filter_by_a_minimum_level_and_a_limit() {
        chooseLeastLevel("WARN");
        assertThat(rows()).hasCount(2);
        chooseLeastLevel("");
        assertThat(rows()).hasCount(ALL);
        field("limit").fill("3");
        field("limit").press("Enter");
        assertThat(rows()).hasCount(3);
        assertNotReloaded();
    }

    @Test
    void should_show_the_same_for_the_same_url() {
        page.navigate(app.dashboard().page() + "?min_level=WARN&q=locked&limit=5");

        assertThat(rows()).hasCount(1);
        assertLevels("WARN and above");
        assertThat(field("q")).hasValue("locked");
        assertThat(field("limit")).hasValue("5");
    }

    @Test
    void should_show_a_limit_as_it_was_clamped() {
        page.navigate(app.dashboard().page() + "?limit=1000000000");
        assertThat(field("limit")).hasValue("1000");
        page.navigate(app.dashboard().page() + "?limit=0");
        assertThat(field("limit")).hasValue("1");
    }

    @Test
    void should_clear_form_rows_and_url_on_reset() {
        page.navigate(
                app.dashboard().page() + "?min_level=WARN&q=locked&limit=5&task_id=com.acme.page.Exhibit%24Export");
        page.evaluate("window.notReloaded = true");
        assertThat(rows()).hasCount(1);
        page.locator("#reset").click();

        assertThat(rows()).hasCount(ALL);
        assertThat(page).hasURL(app.dashboard().page());
        assertThat(field("q")).hasValue("");
        assertThat(field("task_id")).hasValue("");
        assertLevels("any");
        assertThat(field("limit")).hasValue("200");
        assertNotReloaded();
    }

    @Test
    void should_filter_by_a_click_on_a_task_or_a_run() {
        row("order 4 has no address").locator(".task a").click();
        assertThat(rows()).hasCount(5);
        assertThat(field("task_id")).hasValue(IMPORT);
        page.locator("#reset").click();
        assertThat(rows()).hasCount(ALL);
        row("12 invoices exported").locator(".run a").click();
        assertThat(rows()).hasCount(2);
        assertThat(page).hasURL(Pattern.compile(".*run_id=.*"));
        assertNotReloaded();
    }

    @Test
    void should_go_back_and_forward_through_the_filters() {
        chooseLeastLevel("ERROR");
        assertThat(rows()).hasCount(1);
        chooseLeastLevel("WARN");
        assertThat(rows()).hasCount(2);
        page.goBack();
        assertThat(rows()).hasCount(1);
        assertLevels("ERROR and above");
        page.goBack();
        assertThat(rows()).hasCount(ALL);
        page.goForward();
        assertThat(rows()).hasCount(1);
        assertLevels("ERROR and above");
    }

    @Test
    void should_open_a_row_to_its_values_and_stack_trace() {
        row("the ledger is locked").locator("summary .level").click();
        Locator opened = row("the ledger is locked").locator("details[open]");

        assertThat(opened).containsText("java.lang.IllegalStateException: batch 7");
        assertThat(opened).containsText("Caused by: java.io.IOException: timed out");
        assertThat(opened).containsText("thread");
        row("order 4 has no address").locator("summary .level").click();
        assertThat(row("order 4 has no address").locator("details[open]")).containsText("4711");
    }

    @Test
    void should_keep_filters_selection_and_open_rows_when_it_refreshes() {
        try (App typing = launch()) {
            page = withClock(typing, "?min_level=WARN");
            row("order 4 has no address").locator("summary .level").click();
            page.evaluate("getSelection().selectAllChildren(document.querySelector('#rows li:last-child .message'))");
            Object selected = page.evaluate("String(getSelection())");
            typing.type("ERROR a new error").type("INFO a new information");
            typing.dashboard().awaitMessage("a new information");
            page.clock().fastForward(REFRESH_MILLIS);

            assertThat(rows()).hasCount(3);
            assertThat(rows().first()).containsText("a new error");
            assertThat(row("order 4 has no address").locator("details[open]")).hasCount(1);
            assertTrue(selected.toString().contains("order 4"), selected::toString);
            assertEquals(selected, page.evaluate("String(getSelection())"));
            assertLevels("WARN and above");
            assertThat(page).hasURL(Pattern.compile(".*\\?min_level=WARN$"));
            assertNotReloaded();
        }
    }

    @Test
    void should_not_refresh_while_it_is_paused() {
        try (App typing = launch()) {
            page = withClock(typing, "");
            page.locator("#pause").click();
            typing.type("INFO while paused");
            typing.dashboard().awaitMessage("while paused");
            page.clock().fastForward(2 * REFRESH_MILLIS);
            assertThat(page.locator("#new")).hasText("1 new");
            assertThat(rows()).hasCount(ALL);
            page.locator("#pause").click();
            assertThat(rows()).hasCount(ALL + 1);
        }
    }

    @Test
    void should_filter_and_page_without_javascript() {
        Page plain = chromium.open(app.dashboard().page(), new Browser.NewContextOptions().setJavaScriptEnabled(false));

        assertThat(plain.locator("#rows > li")).hasCount(ALL);
        plain.locator("[name=q]").fill("order");
        plain.locator("[name=limit]").fill("3");
        plain.locator("#filters button[type=submit]").click();
        assertThat(plain.locator("#rows > li")).hasCount(3);
        assertThat(plain).hasURL(Pattern.compile(".*q=order.*"));
        plain.locator("#older").click();
        assertThat(plain.locator("#rows > li")).hasCount(1);
        plain.locator("#reset").click();
        assertThat(plain.locator("#rows > li")).hasCount(ALL);
        plain.context().close();
    }

    @Test
    void should_say_what_was_found_when_nothing_is_logged_and_what_hides_lines_when_nothing_matches() {
        page.navigate(app.dashboard().page() + "?q=no+such+text");
        assertThat(page.locator(".empty")).containsText("no such text");
        try (App silent = Launch.on(Jdk.RUNNING)
                .main("com.acme.logs.Storm", "0", "1")
                .libs(Libs.LOG4J_LATEST)
                .start()) {
            silent.awaitStdout("ready");
            page.navigate(silent.dashboard().page());
            assertThat(page.locator(".empty")).containsText("Log4j");
        }
    }

    /** The same page under a clock that the test moves. */
    private Page withClock(App of, String query) {
        page.context().close();
        Page clocked = chromium.blank();
        clocked.clock().install();
        clocked.navigate(of.dashboard().page() + query);
        clocked.evaluate("window.notReloaded = true");
        return clocked;
    }

    private void assertNotReloaded() {
        assertEquals(true, page.evaluate("window.notReloaded === true"), "the page was loaded anew");
    }
}
