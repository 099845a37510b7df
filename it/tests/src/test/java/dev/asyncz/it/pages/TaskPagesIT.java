package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.browser.Chromium;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of tasks and runs in a real browser, of an application in which one thing after the other goes wrong. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TaskPagesIT {
    private static final String TASK = "com.acme.page.Watched$";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static Chromium chromium;
    private static App app;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        app = Launch.on(Jdk.RUNNING)
                .libs(Libs.LOG4J_LATEST, Libs.QUARTZ)
                .main("com.acme.page.Watched", "overlap")
                .start()
                .awaitStdout("ready");
        await("a history of every task")
                .atMost(PATIENCE)
                .until(() -> app.dashboard().tasks().stream()
                                .filter(task -> task.runs() >= 12)
                                .count()
                        >= 11);
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

    @Test
    @Order(1)
    void should_find_nothing_but_what_overlaps_while_all_goes_well() {
        Page page = open("/dashboard/");

        assertThat(page.locator(".s-overlapping")).hasCount(1);
        assertThat(concern(page, "watched.overlapping")).containsText("Overlapping");
        assertThat(page.locator(".s-died, .s-failing, .s-overdue, .s-silent")).hasCount(0);
        page.context().close();
    }

    @Test
    @Order(2)
    void should_say_what_needs_attention_and_why() {
        for (String trouble : List.of("slow", "silent", "die", "block", "cancel", "timer", "fail")) {
            app.type(trouble);
        }
        Page page = open("/dashboard/");
        LocatorAssertions.ContainsTextOptions patient =
                new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis());

        assertThat(concern(page, "Watched$Slow")).containsText("Slow", patient);
        assertThat(concern(page, "Watched$Slow")).containsText("19 of 20 took no more than");
        assertThat(concern(page, "Watched$Silent")).containsText("wrote nothing; never fewer than 2 before", patient);
        assertThat(concern(page, "Watched$Dying")).containsText("Died", patient);
        assertThat(concern(page, "Watched$Dying")).containsText("the answer was <b>no</b>");
        assertThat(concern(page, "Watched$EndsTimer")).containsText("Died", patient);
        assertThat(concern(page, "Watched$OnTimer")).containsText("its Timer ended when", patient);
        assertThat(concern(page, "Watched$Blocked")).containsText("Overdue", patient);
        assertThat(concern(page, "Watched$Blocked")).containsText("every 300 ms");
        assertThat(concern(page, "Watched$Cancelled")).hasCount(0);
        assertThat(concern(page, "Watched$ShutDown")).hasCount(0);
        assertThat(concern(page, "Watched$Steady")).hasCount(0);
        assertThat(page.locator(".concern .threshold").first()).isVisible();
        page.context().close();
    }

    @Test
    @Order(3)
    void should_lead_from_a_task_to_a_run_and_show_what_changed_in_it() {
        Page page = open("/dashboard/tasks/?q=Watched%24Failing");
        assertThat(page.locator(".tasks tbody tr")).hasCount(1);
        page.locator(".tasks .t-name a").click();
        assertThat(page.locator("h1")).hasText(TASK + "Failing");
        assertThat(page.locator("svg.chart").first()).isVisible();
        String run = app
                .dashboard()
                .json("/dashboard/api/runs?outcome=errors&limit=1000&task_id=" + TASK.replace("$", "%24") + "Failing")
                .path("runs")
                .findValuesAsText("run_id")
                .stream()
                .reduce((later, first) -> first)
                .orElseThrow();
        page.navigate(app.dashboard().address() + "/dashboard/runs/" + run);

        assertThat(page.locator(".headline .outcome")).containsText("OK with errors");
        assertThat(page.locator(".k-new")).containsText("the ledger is locked — java.lang.IllegalStateException");
        assertThat(page.locator(".k-gone")).containsText("all orders accepted");
        assertFalse(page.locator(".changes").textContent().contains("order #"), "what is as ever is no change");
        page.locator(".k-new a").first().click();
        assertThat(page.locator(".row:target > details")).hasAttribute("open", "");
        page.getByText("‹ Previous run").click();
        assertThat(page.locator(".headline .outcome")).hasText("✓OK");
        page.context().close();
    }

    @Test
    @Order(4)
    void should_work_without_javascript() {
        Browser.NewContextOptions plain = new Browser.NewContextOptions().setJavaScriptEnabled(false);
        Page page = chromium.open(app.dashboard().address() + "/", plain);
        assertThat(page).hasTitle(java.util.regex.Pattern.compile("\\(\\d+\\) Overview · .*AsyncZ"));
        page.locator("nav a", new Page.LocatorOptions().setHasText("Tasks")).click();
        page.locator("input[name=q]").fill("steady");
        page.locator("select[name=sort]").selectOption("runs");
        page.locator("button.go").click();
        assertThat(page.locator(".tasks tbody tr")).hasCount(1);
        page.locator(".tasks .t-last a").click();
        assertThat(page.locator("#rows .row").first()).containsText("steady as it goes");
        page.context().close();
    }

    @Test
    @Order(5)
    void should_renew_itself_but_not_under_the_readers_hands() {
        Page page = chromium.blank();
        page.clock().install();
        page.navigate(app.dashboard().address() + "/dashboard/tasks/?q=Steady");
        Locator runs = page.locator(".tasks td[data-label=Runs]");
        String before = runs.textContent();
        page.evaluate("getSelection().selectAllChildren(document.querySelector('.t-name'))");
        page.clock().runFor(11_000);
        assertThat(runs).hasText(before);
        assertThat(page.locator("#updated")).hasText("updates paused");
        page.evaluate("getSelection().removeAllRanges()");
        page.clock().runFor(11_000);
        assertThat(runs).not().hasText(before);
        page.context().close();
    }

    @ParameterizedTest
    @Order(6)
    @CsvSource({"LIGHT, 1440", "DARK, 1440", "LIGHT, 390", "DARK, 390"})
    void should_be_accessible_and_fit_the_screen(ColorScheme scheme, int width) {
        Browser.NewContextOptions reader =
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900);
        String failing = app.dashboard()
                .json("/dashboard/api/runs?outcome=errors&limit=1")
                .path("runs")
                .get(0)
                .path("run_id")
                .asText();
        Page page = chromium.open(app.dashboard().address() + "/dashboard/", reader);
        for (String path : List.of(
                "/dashboard/",
                "/dashboard/tasks/",
                "/dashboard/tasks/" + TASK + "Failing",
                "/dashboard/runs/" + failing,
                "/dashboard/tasks/?q=nothing")) {
            page.navigate(app.dashboard().address() + path);
            Set<String> violations = new AxeBuilder(page)
                    .analyze().getViolations().stream()
                            .map(rule -> rule.getId() + ": " + rule.getNodes().get(0))
                            .collect(Collectors.toSet());
            assertEquals(Set.of(), violations, path);
            assertTrue(
                    (boolean) page.evaluate(
                            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                    path + " scrolls sideways");
        }
        page.context().close();
    }

    /** The one that is about the task: others may name it. */
    private static Locator concern(Page page, String task) {
        Locator name = page.locator("h3", new Page.LocatorOptions().setHasText(task));
        return page.locator(".concern", new Page.LocatorOptions().setHas(name));
    }

    private static Page open(String path) {
        return chromium.open(app.dashboard().address() + path);
    }
}
