package dev.asyncz.it.harness.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** What every page has to be, at every width and in every colour scheme. */
public final class Accessible {
    private Accessible() {}

    /** No violation of the rules of axe, and nothing beyond the width of the screen. */
    public static void assertFits(Page page) {
        List<String> violations = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
                        .toList();

        assertEquals(List.of(), violations);
        assertEquals(
                true,
                page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
                "scrolls sideways");
    }
}
