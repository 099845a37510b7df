package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.asyncz.it.harness.browser.Accessible;
import dev.asyncz.it.harness.browser.Chromium;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Going away and coming back, by keys and without, and what a reader has chosen, in a real browser. */
final class ReturnIT extends ExhibitPage {
    @BeforeAll
    static void start() {
        app = launch();
        for (int i = 0; i < 60; i++) {
            app.type("INFO line " + i);
        }
        app.dashboard().awaitMessage("line 59");
    }

    @BeforeEach
    void open() {
        page = chromium.open(app.dashboard().page(), new Browser.NewContextOptions().setTimezoneId("Europe/Berlin"));
        assertThat(page.locator("#live")).hasText("live");
    }

    @Test
    void should_lead_back_to_the_row_what_was_open_and_the_pause() {
        page.evaluate("document.activeElement.blur()");
        page.keyboard().press(" ");
        Locator row = row("line 30");
        row.locator("summary .level").click();
        page.evaluate("scrollBy(0, 300)");
        double top = row.boundingBox().y;
        row.locator("text=About the run").click();
        assertThat(page.locator("h1")).containsText("Run");
        page.goBack();
        assertThat(row.locator("details[open]")).hasCount(1);
        assertThat(page.locator("#pause")).hasText("Follow");
        assertEquals(top, row.boundingBox().y, 3);
        chooseLeastLevel("ERROR");
        assertThat(page.locator("#rows > li")).hasCount(1);
        page.goBack();
        assertThat(row.locator("details[open]")).hasCount(1);
        assertThat(page.locator("#pause")).hasText("Follow");
    }

    @Test
    void should_make_one_entry_of_the_history_of_a_search_that_is_typed_slowly() {
        int before = ((Number) page.evaluate("history.length")).intValue();
        page.locator("#q").focus();
        for (String letter : "line 5".split("")) {
            page.keyboard().type(letter);
            String typed = page.locator("#q").inputValue().strip();
            Chromium.await(
                    page, "new URLSearchParams(location.search).get('q')?.replaceAll('\"', '') === '" + typed + "'");
        }
        assertEquals(before + 1, ((Number) page.evaluate("history.length")).intValue());
        page.goBack();
        assertThat(page).hasURL(app.dashboard().page());
    }

    @Test
    void should_give_a_duplicated_tab_a_stream_of_its_own() {
        String tab = page.evaluate("sessionStorage.asynczTab").toString();
        Page other = page.context().newPage();
        other.addInitScript("sessionStorage.asynczTab ??= '" + tab + "'");
        other.navigate(app.dashboard().page());
        Chromium.await(other, "sessionStorage.asynczTab !== '" + tab + "'");
        assertThat(other.locator("#live")).hasText("live");
        assertThat(page.locator("#live")).hasText("live");
        assertEquals(tab, page.evaluate("sessionStorage.asynczTab"));
    }

    @Test
    void should_go_through_all_pages_by_keys() {
        page.evaluate("document.activeElement.blur()");
        page.keyboard().press("j");
        page.keyboard().press("j");
        assertThat(page.locator("#rows > li:nth-child(2) summary")).isFocused();
        page.keyboard().press("o");
        assertThat(page.locator("#rows > li:nth-child(2) details[open]")).hasCount(1);
        page.keyboard().press("g");
        page.keyboard().press("t");
        assertThat(page).hasURL(Pattern.compile(".*/dashboard/tasks/$"));
        page.keyboard().press("j");
        page.keyboard().press("o");
        assertThat(page).hasURL(Pattern.compile(".*/dashboard/tasks/com.*"));
        page.keyboard().press("g");
        page.keyboard().press("o");
        assertThat(page).hasURL(Pattern.compile(".*/dashboard/$"));
        page.keyboard().press("?");
        assertThat(page.locator("main")).containsText("regular expression");
        page.keyboard().press("g");
        page.keyboard().press("l");
        assertThat(page).hasURL(app.dashboard().page());
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
    }

    @Test
    void should_show_times_by_the_clock_that_was_chosen_on_all_pages() {
        page.locator("#time-local").click();
        assertThat(page.locator(".columns")).containsText("Time (Europe/Berlin)");
        assertThat(page).hasURL(Pattern.compile(".*time=Europe.*"));
        page.navigate(app.dashboard().address() + "/dashboard/tasks/");
        assertThat(page.locator("#updated")).containsText("Europe/Berlin");
        page.locator("#time-utc").click();
        assertThat(page.locator("#updated")).containsText("UTC");
        page.navigate(app.dashboard().page());
        assertThat(page.locator(".columns")).containsText("Time (UTC)");
    }

    @Test
    void should_keep_how_rows_look() {
        page.locator(".look > summary").click();
        page.locator(".look [name=wrap]").check();
        page.locator(".look [name=show-logger]").uncheck();
        page.locator(".look [name=column]").fill("thread order");
        page.locator(".look .go").click();
        assertThat(page.locator("#rows.wrap.no-logger.x2")).hasCount(1);
        assertThat(row("order 4 has no address").locator(".x-2")).hasText("4711");
        assertThat(row("line 59").locator(".x-1")).hasText(Pattern.compile("pool.*"));
        assertThat(row("line 59").locator("summary .logger")).isHidden();
        Accessible.assertFits(page);
        app.type("INFO after that");
        assertThat(row("after that").locator(".x-1")).hasText(Pattern.compile("pool.*"));
    }

    @Test
    void should_find_a_task_by_a_part_of_its_name() {
        page.locator("[name=task_id]").fill("import");
        page.locator("[name=task_id]").press("Enter");
        assertThat(page.locator("#rows > li")).hasCount(5);
        assertThat(page.locator("#others")).containsText("part of the name of one task");
    }

    @Test
    void should_keep_the_filters_in_one_line_on_a_phone_and_open_them_on_demand() {
        page.setViewportSize(390, 844);
        assertTrue(page.locator("#filters").boundingBox().height < 50, "one line");
        assertThat(page.locator(".menu:has(.levels)")).isHidden();
        page.locator(".unfold").click();
        assertThat(page.locator(".menu:has(.levels)")).isVisible();
        Accessible.assertFits(page);
    }
}
