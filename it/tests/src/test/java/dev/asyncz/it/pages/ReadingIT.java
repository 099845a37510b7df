package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a line, copying it, and finding what was copied, in a real browser. */
final class ReadingIT extends ExhibitPage {
    private static final String LONG = "a long message" + " of many words".repeat(60) + " and an end";
    private static final String TYPED = "com.acme.page.Exhibit$Typed";

    @BeforeAll
    static void start() {
        app = launch();
        for (String line : List.of(
                "INFO " + LONG,
                "INFO body: {\"order\":4711,\"big\":12345678901234567890,\"items\":[]}",
                "INFO SELECT o.id,\\n       o.name\\n  FROM orders o",
                "INFO name        qty\tsum",
                "WARN pool of jdbc:postgresql://db/x at localhost:8080, C:\\temp sha256:ab12 (OrderService.java:87)",
                "INFO \u001B[32mgreen\u001B[0m order",
                "INFO the last line")) {
            app.type(line);
        }
        app.dashboard().awaitMessage("the last line");
    }

    @BeforeEach
    void open() {
        page = chromium.open(
                app.dashboard().page(),
                new Browser.NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 1024, 390})
    void should_show_all_of_a_line_that_is_opened_on_every_page_that_has_lines(int width) {
        page.setViewportSize(width, 900);
        String run = app.dashboard().logs("q=%22of+many+words%22").get(0).runId();
        for (String path : List.of("/dashboard/logs/", "/dashboard/tasks/" + TYPED, "/dashboard/runs/" + run)) {
            page.navigate(app.dashboard().address() + path);
            Locator row = row("a long message");
            row.locator("summary .level").click();
            Locator message = row.locator(".message");
            assertThat(message).containsText("and an end");
            assertEquals(
                    true,
                    message.evaluate(
                            "each => each.scrollWidth <= each.clientWidth && each.scrollHeight <= each.clientHeight"
                                    + " && each.getBoundingClientRect().right <= innerWidth"),
                    path + " at " + width);
        }
    }

    @Test
    void should_keep_blanks_tabs_and_line_ends_and_indent_json() {
        assertEquals("pre", row("qty").locator(".message").evaluate("each => getComputedStyle(each).whiteSpace"));
        assertEquals("name        qty\tsum", row("qty").locator(".message bdi").textContent());
        Locator sql = row("SELECT o.id");
        double closed = sql.boundingBox().height;
        sql.locator("summary .level").click();
        assertEquals(
                "SELECT o.id,\n       o.name\n  FROM orders o",
                sql.locator(".message").innerText());
        assertTrue(sql.locator(".message").boundingBox().height > 2 * closed);
        Locator json = row("body:");
        json.locator("summary .level").click();
        assertThat(json.locator(".message")).containsText("body: {\"order\":4711,");
        assertEquals(
                "{\n  \"order\": 4711,\n  \"big\": 12345678901234567890,\n  \"items\": []\n}",
                json.locator(".pretty").textContent());
    }

    @Test
    void should_copy_selected_rows_as_one_line_each() {
        page.evaluate("""
            const row = text => [...document.querySelectorAll('#rows > li')].find(each => each.textContent.includes(text));
            const from = row('the last line').querySelector('.message bdi').firstChild;
            getSelection().setBaseAndExtent(from, 4, row('localhost').querySelector('.message bdi').firstChild, 2)""");
        page.keyboard().press("Control+c");
        String[] copied = clipboard().split("\n");
        String start = "\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z (INFO|WARN) \\[" + Pattern.quote(TYPED)
                + " [0-9a-f-]{36}\\] com.acme.Exhibit - ";
        assertEquals(3, copied.length, String.join("\n", copied));
        assertTrue(copied[0].matches(start + "the last line"), copied[0]);
        assertTrue(copied[1].matches(start + "green order"), copied[1]);
        assertTrue(copied[2].matches(start + "pool of .*87\\)"), copied[2]);
    }

    @Test
    void should_copy_a_part_of_a_message_with_its_line_ends() {
        page.evaluate(
                "getSelection().selectAllChildren("
                        + "[...document.querySelectorAll('#rows .message')].find(each => each.textContent.includes('SELECT')))");
        page.keyboard().press("Control+c");
        assertEquals("SELECT o.id,\n       o.name\n  FROM orders o", clipboard());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:8080 | pool of",
                "OrderService.java:87 | pool of",
                "jdbc:postgresql://db/x | pool of",
                "C:\\temp | pool of",
                "sha256:ab12 | pool of",
                "green order | green order",
                "Caused by: java.io.IOException: timed out | the ledger is locked",
                "nowhere OR ledger | the ledger is locked",
            })
    void should_find_a_text_that_is_pasted(String text, String found) {
        search(text);
        assertThat(rows()).hasCount(1);
        assertThat(rows().first()).containsText(found);
    }

    @Test
    void should_find_a_whole_line_that_was_copied_and_say_how_it_was_read() {
        row("pool of").locator("summary .level").click();
        page.locator(".copy").click();
        assertThat(page.locator(".copy")).hasText("Copied");
        search(clipboard());
        assertThat(rows()).hasCount(1);
        assertThat(rows().first()).containsText("pool of");
        assertThat(page.locator("#others")).containsText("is read as a line of a log file");
        page.locator("#others a").click();
        assertThat(page.locator(".empty")).containsText("No line matches");
    }

    @Test
    void should_find_a_run_a_task_and_the_other_meaning_of_a_field() {
        search(Objects.requireNonNull(app.dashboard().logs("q=ledger").get(0).runId()));
        assertThat(rows()).hasCount(2);
        assertThat(page.locator("#others")).containsText("run that is exactly this");
        search("com.acme.page.Exhibit$Import");
        assertThat(rows()).hasCount(5);
        search("order:4711");
        assertThat(rows()).hasCount(5);
        assertThat(page.locator("#others")).containsText("is read as the field order");
        page.locator("#others a").click();
        assertThat(page.locator(".empty")).containsText("No line matches");
    }

    @Test
    void should_say_what_each_part_found_alone_when_all_of_them_find_nothing() {
        search("ledger localhost:8080 nowhere");
        assertThat(page.locator(".alone li")).hasCount(3);
        assertThat(page.locator(".alone li").first()).hasText(Pattern.compile("ledger\\s*1 line"));
        assertThat(page.locator(".alone li").last()).hasText(Pattern.compile("nowhere\\s*0 lines"));
        page.locator(".alone a").first().click();
        assertThat(rows()).hasCount(1);
    }

    private void search(String text) {
        page.locator("#q").fill(text);
        page.locator("#q").press("Enter");
    }

    private String clipboard() {
        return page.evaluate("navigator.clipboard.readText()").toString();
    }
}
