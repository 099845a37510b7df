package dev.asyncz.benchmarks.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what {@code page.sh} is asked for. One thread, one application and one tab at a time. */
public final class PageFigures {
    private static final double MANY_SECONDS = 10;
    /** What keeps the page from being evaluated by text is its Content-Security-Policy: functions are no text. */
    private static final String WATCH_SHIFTS =
            "() => { window.shift = 0; new PerformanceObserver(list => list.getEntries()"
                    + ".forEach(each => { window.shift += each.value; })).observe({ type: 'layout-shift', buffered: true }); }";

    /** From the choice in the form until its answer is drawn. */
    private static final String FILTER = "term => new Promise(done => { const start = performance.now();"
            + " document.addEventListener('htmx:afterSettle', () => requestAnimationFrame(() => setTimeout(() =>"
            + " done(performance.now() - start))), { once: true }); const q = document.getElementById('q'); q.value = term;"
            + " q.dispatchEvent(new Event('change', { bubbles: true })); })";

    private PageFigures() {}

    /** @param arguments which java, the class path of the application, its agent, how many rounds */
    public static void main(String[] arguments) throws Exception {
        Application.Form form = new Application.Form(arguments[0], arguments[1], arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        System.out.println("| " + rounds + " rounds, median (min–max) | asked | seen |\n|---|---|---|");
        firstPages(form, rounds);
        try (Playwright playwright = Playwright.create();
                Browser browser = playwright.chromium().launch(chromium())) {
            drawn(browser, form, rounds, 10, "");
            drawn(browser, form, rounds, 1_000, "0.25");
            drawn(browser, form, rounds, 10_000, "");
        }
    }

    private static LaunchOptions chromium() {
        return new LaunchOptions()
                .setExecutablePath(Path.of(System.getProperty("chromium", "/usr/bin/chromium")))
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"));
    }

    private static void firstPages(Application.Form form, int rounds) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            try (Application application = form.start()) {
                application.rate(200);
                Thread.sleep(2_000);
                application.rate(0);
                long start = System.nanoTime();
                application.get();
                seconds.add((System.nanoTime() - start) / 1e9);
                bytes.add(application.get() / 1024.0);
            }
        }
        print("first page after the port's first connection, s", "0.25", "%.2f", seconds);
        print("a page of 200 rows on the wire, KiB", "60", "%.1f", bytes);
    }

    private static void drawn(Browser browser, Application.Form form, int rounds, int rate, String most)
            throws IOException, InterruptedException {
        List<Double> shifts = new ArrayList<>();
        List<Double> cores = new ArrayList<>();
        List<Double> filters = new ArrayList<>();
        try (Application application = form.start()) {
            application.rate(rate);
            for (int i = 0; i < rounds; i++) {
                Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900))
                        .newPage();
                page.navigate(application.page());
                // What it costs to load is not what it costs to look at.
                Thread.sleep(3_000);
                page.evaluate(WATCH_SHIFTS);
                double before = rendererSeconds(browser);
                Thread.sleep((long) (MANY_SECONDS * 1_000));
                cores.add((rendererSeconds(browser) - before) / MANY_SECONDS);
                shifts.add(((Number) page.evaluate("() => window.shift")).doubleValue());
                filters.add(((Number) page.evaluate(FILTER, "lost")).doubleValue() / 1_000);
                page.context().close();
            }
        }
        String at = String.format(Locale.ROOT, "at %,d lines/s: ", rate);
        print(at + "layout shift in " + (int) MANY_SECONDS + " s", "0", "%.4f", shifts);
        print(at + "cores of the tab", most, "%.2f", cores);
        print(at + "a filter, s", "0.3", "%.2f", filters);
    }

    /** Of all processes that draw pages: there is one page. */
    private static double rendererSeconds(Browser browser) {
        CDPSession session = browser.newBrowserCDPSession();
        double seconds = 0;
        for (JsonElement each : session.send("SystemInfo.getProcessInfo").getAsJsonArray("processInfo")) {
            JsonObject process = each.getAsJsonObject();
            if (process.get("type").getAsString().equals("renderer")) {
                seconds += process.get("cpuTime").getAsDouble();
            }
        }
        session.detach();
        return seconds;
    }

    private static void print(String what, String asked, String format, List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        String seen = format + " (" + format + "–" + format + ")";
        System.out.println("| " + what + " | " + asked + " | "
                + String.format(Locale.ROOT, seen, median, sorted.get(0), sorted.get(sorted.size() - 1)) + " |");
    }
}
