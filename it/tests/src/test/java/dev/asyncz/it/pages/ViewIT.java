package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.asyncz.it.harness.browser.Accessible;
import dev.asyncz.it.harness.browser.Chromium;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding lines and reading them, in a real browser, with scripts and without. */
final class ViewIT extends ExhibitPage {
    @BeforeAll
    static void start() {
        app = launch("token=s3cret");
    }

    @BeforeEach
    void blank() {
        page = chromium.blank();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_ask_for_the_token_and_keep_it_out_of_the_address(boolean scripts) {
        page = reader(scripts);
        page.navigate(app.dashboard().page() + "?q=order");
        page.locator("[name=token]").fill("wrong");
        page.locator("button").click();
        assertThat(page.locator("#wrong")).isVisible();
        if (scripts) {
            Accessible.assertFits(page);
        }
        page.locator("[name=token]").fill("s3cret");
        page.locator("button").click();
        assertThat(rows().first()).isVisible();
        assertFalse(page.url().contains("s3cret"), page.url());
        assertEquals(scripts, page.url().endsWith("?q=order"), page.url());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order imported | 3 | order,imported",
                "order -imported | 1 | order",
                "'\"order 2\"' | 1 | order 2",
                "/order [12]/ | 2 | order 1,order 2",
                "level:warn | 1 | ",
                "task:Export -level:error | 1 | ",
                "order:4711 | 5 | ",
                "batch | 1 | batch",
            })
    void should_find_by_each_kind_of_search_and_mark_what_was_found(String search, int found, String marks) {
        login();
        field("q").fill(search);
        assertThat(rows()).hasCount(found);
        assertThat(page.locator(".status")).containsText((ALL - found) + " hidden by filters");
        for (String mark : marks == null ? new String[0] : marks.split(",")) {
            assertThat(page.locator(".message mark").filter(text(mark)).first()).isVisible();
        }
    }

    @Test
    void should_say_beside_the_search_what_is_wrong_with_it_and_lose_nothing() {
        login();
        chooseLeastLevel("INFO");
        assertThat(rows()).hasCount(ALL - 1);
        field("q").fill("/order (/");
        assertThat(page.locator("#problems")).containsText("is no regular expression");
        assertThat(field("q")).hasValue("/order (/");
        assertLevels("INFO and above");
        assertThat(page).hasURL(Pattern.compile(".*q=.*order.*"));
        field("q").fill("/order \\d/");
        assertThat(page.locator("#problems")).isEmpty();
        assertThat(rows()).hasCount(4);
    }

    @Test
    void should_include_and_exclude_a_value_with_a_click() {
        login();
        Locator warning = row("order 4 has no address");
        warning.locator("summary .level").click();
        value(warning, "mdc.order").locator("button").first().click();
        assertThat(rows()).hasCount(5);
        assertThat(field("q")).hasValue("mdc.order:\"4711\"");
        warning.locator("summary .level").click();
        value(warning, "level").locator("button").last().click();
        assertThat(rows()).hasCount(4);
        assertThat(field("q")).hasValue("mdc.order:\"4711\" -level:\"WARN\"");
    }

    @Test
    void should_pick_levels_and_a_range_of_time_and_lead_from_a_bar_to_its_lines() {
        login();
        chooseLevel("WARN");
        chooseLevel("ERROR");
        assertThat(rows()).hasCount(2);
        assertThat(page).hasURL(Pattern.compile(".*level=WARN%2CERROR.*"));
        field("range").selectOption("1h");
        assertThat(page).hasURL(Pattern.compile(".*range=1h.*"));
        assertThat(rows()).hasCount(2);
        int bars = page.locator(".histogram a").count();
        assertTrue(bars >= 1 && bars <= 2, bars + " bars");
        page.locator(".histogram a").first().click();
        assertThat(page).hasURL(Pattern.compile(".*since=.*until=.*"));
        assertThat(rows().first()).isVisible();
        assertThat(field("range")).hasValue("custom");
        field("since").fill("some day");
        field("since").press("Enter");
        assertThat(page.locator("#problems")).containsText("since 'some day' cannot be used");
    }

    @Test
    void should_show_a_line_in_its_context_and_the_whole_run_and_fold_the_frames_of_libraries() {
        login("?level=ERROR");
        Locator failed = row("the ledger is locked");
        failed.locator("summary .level").first().click();
        assertThat(failed.locator(".stack > div").first()).containsText("java.lang.IllegalStateException: batch 7");
        assertThat(failed.locator(".stack")).containsText("Caused by: java.io.IOException: timed out");
        Locator folded = failed.locator(".fold").first();
        assertThat(folded.locator("summary")).containsText("frames hidden");
        folded.locator("summary").click();
        assertThat(folded).containsText("java.util.concurrent");
        failed.locator("a.context").click();
        assertThat(rows()).hasCount(ALL);
        assertThat(page.locator(".row.here")).containsText("the ledger is locked");
        page.locator(".row.here").locator("text=Whole run").click();
        assertThat(rows()).hasCount(2);
        page.goBack();
        page.locator("text=Back to the filtered lines").click();
        assertThat(rows()).hasCount(1);
    }

    @Test
    void should_show_times_by_the_clock_of_the_reader_and_as_ages() {
        page.context().close();
        page = chromium.open(
                app.dashboard().page() + "?token=s3cret",
                new Browser.NewContextOptions().setTimezoneId("Asia/Kolkata"));
        assertThat(page.locator(".columns")).containsText("Time (UTC)");
        page.keyboard().press("t");
        assertThat(page.locator(".columns")).containsText(Pattern.compile("Time \\(Asia/(Kolkata|Calcutta)\\)"));
        page.keyboard().press("t");
        assertThat(rows().first().locator("time")).containsText("ago");
        page.keyboard().press("t");
        assertThat(page.locator(".columns")).containsText("Time (UTC)");
    }

    @Test
    void should_copy_a_line_as_it_was_logged() {
        page.context().close();
        page = chromium.open(
                app.dashboard().page() + "?level=ERROR&token=s3cret",
                new Browser.NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write")));
        row("the ledger is locked").locator("summary .level").first().click();
        page.locator(".copy").click();
        Chromium.await(page, "navigator.clipboard.readText().then(text => text.includes('ledger'))");
        String copied = page.evaluate("navigator.clipboard.readText()").toString();
        assertTrue(copied.matches("(?s)\\d{4}-.*Z ERROR .*- the ledger is locked\njava\\.lang\\.Illegal.*"), copied);
        assertTrue(copied.contains("\tat java.base/java.util.concurrent"), "with what is folded: " + copied);
        assertFalse(copied.contains("hidden"), copied);
    }

    @Test
    void should_do_everything_but_follow_without_scripts() throws Exception {
        page = reader(false);
        page.navigate(app.dashboard().page() + "?token=s3cret");
        assertThat(rows()).hasCount(ALL);
        field("q").fill("order");
        chooseLevel("WARN");
        page.locator(".go:not(.look *)").click();
        assertThat(rows()).hasCount(1);
        page.locator("#rows summary").first().click();
        page.locator("a.context").click();
        Locator here = page.locator(".row.here");
        assertThat(here).containsText("order 4 has no address");
        value(here, "mdc.order").locator("button").first().click();
        assertThat(page).hasURL(Pattern.compile(".*q=order\\+mdc\\.order%3A%224711%22.*"));
        page.locator("#reset").click();
        page.locator(".histogram a").first().click();
        assertThat(page).hasURL(Pattern.compile(".*since=.*"));
        page.locator("#reset").click();
        page.locator("#time-ago").click();
        assertThat(rows().first().locator("time")).containsText("ago");
        var download =
                page.waitForDownload(() -> page.locator(".exports a").first().click());
        assertEquals(
                ALL,
                Files.readString(download.path())
                        .lines()
                        .filter(line -> line.matches("\\d{4}-.*"))
                        .count());
        page.locator("footer a[href$='/help']").click();
        assertThat(page.locator("main")).containsText("regular expression");
    }

    private Page reader(boolean scripts) {
        page.context().close();
        return chromium.open("about:blank", new Browser.NewContextOptions().setJavaScriptEnabled(scripts));
    }

    private void login(String... query) {
        String rest = query.length == 0 ? "?" : query[0] + "&";
        page.navigate(app.dashboard().page() + rest + "token=s3cret");
        assertThat(rows().first()).isVisible();
    }

    private static Locator value(Locator row, String field) {
        return row.locator("tr").filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + field)));
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
