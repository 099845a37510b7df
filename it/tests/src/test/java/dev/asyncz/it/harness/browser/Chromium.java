package dev.asyncz.it.harness.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** The system's Chromium. Without one the test is skipped, or fails where the build requires a browser. */
public final class Chromium implements AutoCloseable {
    private static final List<String> CALM = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final List<String> USUAL =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(CALM));
    }

    public static Chromium start() {
        String named = System.getProperty("asyncz.chromium", "");
        Optional<Path> executable = (named.isEmpty() ? USUAL.stream() : Stream.of(named))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        String reason = "no browser: install Debian's chromium, or name one by -Dasyncz.chromium=…";
        if (executable.isEmpty() && System.getProperty("asyncz.browser", "").equals("required")) {
            throw new AssertionError(reason);
        }
        if (executable.isEmpty()) {
            // Surefire keeps the reason to its XML reports.
            System.out.println("Browser tests are skipped: " + reason);
            Assumptions.abort(reason);
        }
        return new Chromium(executable.orElseThrow());
    }

    /** A page of a reader of its own: no cookies, history or storage in common with another. */
    public Page open(String url, Browser.NewContextOptions reader) {
        BrowserContext context = browser.newContext(reader);
        Page page = context.newPage();
        page.navigate(url);
        return page;
    }

    public Page open(String url) {
        return open(url, new Browser.NewContextOptions());
    }

    /** A page that is about to go somewhere. */
    public Page blank() {
        return browser.newContext().newPage();
    }

    /** Waits until an expression is true; Playwright's own way evaluates text in the page, which the pages forbid. */
    public static void await(Page page, String expression) {
        await(page, expression, Duration.ofSeconds(60));
    }

    public static void await(Page page, String expression, Duration atMost) {
        Awaitility.await(expression)
                .pollInSameThread()
                .atMost(atMost)
                .until(() -> Boolean.TRUE.equals(page.evaluate(expression)));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
