package dev.asyncz.it.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.browser.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A browser at the log of an application that has logged a few lines, for the tests of one class after the other. */
@SuppressWarnings("NullAway.Init") // Each class of tests starts the application and opens the page that it needs.
abstract class ExhibitPage {
    /** Lines that the application has logged. */
    static final int ALL = 8;

    static Chromium chromium;
    static App app;

    Page page;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // The next class starts its own.
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (app != null) {
            app.close();
        }
        app = null;
    }

    @AfterEach
    void closePage() {
        page.context().close();
    }

    /** @param options of the agent */
    static App launch(String... options) {
        Launch exhibit = Launch.on(Jdk.RUNNING).main("com.acme.page.Exhibit").libs(Libs.LOG4J_LATEST);
        // A page that is closed leaves its stream for a moment: the ninth of a class would find all eight taken.
        return exhibit.options(options.length == 0 ? "streams=50" : options[0])
                .start()
                .awaitStdout("ready");
    }

    Locator rows() {
        return page.locator("#rows > li");
    }

    Locator row(String text) {
        return rows().filter(new Locator.FilterOptions().setHasText(text));
    }

    Locator field(String name) {
        return page.locator("#filters [name=" + name + "]");
    }

    /** In the menu of levels. */
    void chooseLevel(String level) {
        levels().locator("[name=level][value=" + level + "]").check();
    }

    /** In the menu of levels; empty for any. */
    void chooseLeastLevel(String level) {
        levels().locator("[name=min_level][value='" + level + "']").check();
    }

    void assertLevels(String said) {
        assertThat(page.locator("#levels")).hasText(said);
    }

    private Locator levels() {
        Locator menu = page.locator(".menu:has(.levels)");
        if (menu.getAttribute("open") == null) {
            menu.locator("summary").click();
        }
        return menu;
    }
}
