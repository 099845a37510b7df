package dev.asyncz.it.bounds;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.browser.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many readers, and what the application notices of them; prints the figures of docs/figures.md. Takes minutes. */
@EnabledIfSystemProperty(named = "asyncz.soak", matches = "true")
final class ReadersSoakIT {
    private static final int SECONDS = 15;

    @ParameterizedTest
    @ValueSource(ints = {8, 50})
    void should_cost_little_when_streams_read_a_thousand_lines_a_second(int streams) throws Exception {
        try (App app = working("streams=" + streams)) {
            double alone = work(app);
            List<Reader> readers = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                readers.add(new Reader(app, true));
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> readers.stream().allMatch(reader -> reader.bytes.get() > 0));
            long bytes =
                    readers.stream().mapToLong(reader -> reader.bytes.get()).sum();
            double cpu = agentCpuSeconds(app);
            double reading = ownCpuSeconds();
            double read = work(app);
            cpu = agentCpuSeconds(app) - cpu;
            reading = ownCpuSeconds() - reading;
            bytes = readers.stream().mapToLong(reader -> reader.bytes.get()).sum() - bytes;
            assertEquals(streams, readers.stream().filter(Reader::open).count(), "none was cut");
            for (Reader reader : readers) {
                reader.close();
            }
            double afterwards = work(app);
            System.out.printf(
                    "%d streams, 1,000 lines/s: the application works %.0f/s before, %.0f/s read, %.0f/s afterwards;"
                            + " the agent takes %.0f %% of a core, those who read %.0f %%; %.1f MB/s%n",
                    streams,
                    alone,
                    read,
                    afterwards,
                    100 * cpu / SECONDS,
                    100 * reading / SECONDS,
                    bytes / 1e6 / SECONDS);
        }
    }

    @Test
    void should_leave_the_application_alone_when_five_hundred_readers_take_nothing() throws Exception {
        try (App app = working("streams=8")) {
            double alone = work(app);
            List<Reader> readers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                readers.add(new Reader(app, false));
            }
            double read = work(app);
            assertTrue(
                    app.stderr()
                                    .lines()
                                    .filter(line -> line.contains("[asyncz]"))
                                    .count()
                            < 10,
                    app.stderr());
            for (Reader reader : readers) {
                reader.close();
            }
            long start = System.nanoTime();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> app.dashboard().get("/dashboard/logs/").statusCode() == 200);
            System.out.printf(
                    "500 readers that take nothing: the application works %.0f/s alone, %.0f/s meanwhile (%.2f x);"
                            + " the page is back %d ms after they left%n",
                    alone, read, read / alone, (System.nanoTime() - start) / 1_000_000);
        }
    }

    @Test
    void should_bring_a_line_to_the_page_within_half_a_second() {
        try (Chromium chromium = Chromium.start();
                App app = Launch.on(Jdk.RUNNING)
                        .main("com.acme.logs.Steady", "20")
                        .libs(Libs.LOG4J_LATEST)
                        .start()
                        .awaitStdout("ready")) {
            Page page = chromium.open(app.dashboard().page());
            assertThat(page.locator("#live")).hasText("live");
            page.evaluate("window.waits = []; new MutationObserver(changes => changes.forEach(change =>"
                    + " change.addedNodes.forEach(row => waits.push(Date.now() -"
                    + " Date.parse(row.querySelector('time').dateTime))))).observe(document.getElementById('rows'),"
                    + " {childList: true})");
            Chromium.await(page, "waits.length >= 300");
            page.evaluate("waits.sort((a, b) => a - b)");
            System.out.println("from the log call to the page, ms: median "
                    + page.evaluate("waits[Math.floor(waits.length / 2)]") + ", 95 % "
                    + page.evaluate("waits[Math.floor(waits.length * .95)]"));
        }
    }

    @Test
    void should_answer_the_first_page_and_the_next_ones() throws IOException {
        try (App app = Launch.on(Jdk.RUNNING)
                .main("com.acme.logs.Storm", "2000", "2")
                .libs(Libs.LOG4J_LATEST)
                .start()
                .awaitStdout("ready")) {
            int port = app.dashboard().address().getPort();
            long begin = System.nanoTime();
            assertTrue(page(port).startsWith("HTTP/1.1 200"));
            long first = (System.nanoTime() - begin) / 1_000;
            List<Long> micros = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                long start = System.nanoTime();
                assertEquals(200, app.dashboard().get("/dashboard/logs/").statusCode());
                micros.add((System.nanoTime() - start) / 1_000);
            }
            List<Long> warm =
                    micros.subList(200, micros.size()).stream().sorted().toList();
            System.out.printf(
                    "page of 200 rows, %d KB: first %d ms, then %.1f ms (median)%n",
                    app.dashboard().get("/dashboard/logs/").body().length() >> 10,
                    first / 1_000,
                    warm.get(warm.size() / 2) / 1_000.0);
        }
    }

    /** By hand, as an HTTP client of the JDK takes longer to load than the page. */
    private static String page(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET /dashboard/logs/ HTTP/1.1\r\nHost: localhost:" + port
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static App working(String option) {
        return Launch.on(Jdk.RUNNING)
                .main("com.acme.page.Working", "1000")
                .libs(Libs.LOG4J_LATEST)
                .options(option)
                .start()
                .awaitStdout("done");
    }

    /** What the agent's own threads have used; where Linux says it. */
    private static double agentCpuSeconds(App app) throws IOException {
        double ticks = 0;
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + app.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                if (stat.contains("(asyncz-")) {
                    String[] numbers = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    ticks += Double.parseDouble(numbers[11]) + Double.parseDouble(numbers[12]);
                }
            }
        }
        return ticks / 100;
    }

    private static double ownCpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1_000.0;
    }

    /** How much the application works in a second, as the median of some. */
    private static double work(App app) throws InterruptedException {
        int before = (int) app.stdout().lines().count();
        Thread.sleep(SECONDS * 1_000L);
        List<Double> done = app.stdout()
                .lines()
                .skip(before)
                .map(line -> Double.parseDouble(line.substring("done ".length())))
                .sorted()
                .toList();
        return done.get(done.size() / 2);
    }

    /** A stream that is taken, or not. */
    private static final class Reader implements AutoCloseable {
        final AtomicLong bytes = new AtomicLong();
        private final Socket socket = new Socket();
        private volatile boolean ended;

        Reader(App app, boolean takes) throws IOException {
            int port = app.dashboard().address().getPort();
            socket.setReceiveBufferSize(takes ? 1 << 16 : 1 << 10);
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                socket.getOutputStream()
                        .write(("GET /dashboard/logs/stream HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException refused) {
                ended = true;
            }
            if (takes) {
                Thread thread = new Thread(this::take);
                thread.setDaemon(true);
                thread.start();
            }
        }

        private void take() {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = socket.getInputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    bytes.addAndGet(read);
                }
            } catch (IOException closed) {
                // The end either way.
            }
            ended = true;
        }

        boolean open() {
            return !ended;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
