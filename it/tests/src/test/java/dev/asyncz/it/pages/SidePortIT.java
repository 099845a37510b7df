package dev.asyncz.it.pages;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.Libs;
import dev.asyncz.it.harness.OnEachJdk;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard's port costs nothing until it is used, and is nobody else's business. */
@OnEachJdk
final class SidePortIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int MAX_THREADS = 4;

    private final Jdk jdk;
    private final Path folder;

    SidePortIT(Jdk jdk, @TempDir Path folder) {
        this.jdk = jdk;
        this.folder = folder;
    }

    @Test
    void should_say_once_that_the_port_is_taken_and_bind_it_when_it_is_free() throws IOException {
        ServerSocket other = new ServerSocket(0, 1, LOOPBACK);
        int port = other.getLocalPort();
        try (App app = storm().options("port=" + port).start()) {
            app.awaitStdout("ready");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> agentLines(app, port).size() == 1);
            other.close();

            Dashboard dashboard = new Dashboard(URI.create("http://localhost:" + port));
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> dashboard.stats() != null);
            dashboard.awaitMessage("line 0");
            assertTrue(
                    agentLines(app, port).size() <= 2,
                    () -> "one line for the taken port, one when it is bound: " + app.stderr());
        } finally {
            other.close();
        }
    }

    @Test
    void should_load_nothing_of_jetty_before_the_first_connection() throws IOException {
        Path loaded = folder.resolve("classes.log");
        try (App app = storm().jvm("-Xlog:class+load:file=" + loaded).start()) {
            app.awaitStdout("ready");
            Dashboard dashboard = app.dashboard();
            assertFalse(jettyIsIn(loaded), "Jetty was loaded before anybody asked");

            assertEquals(200, dashboard.get("/dashboard/logs/").statusCode());
            assertTrue(jettyIsIn(loaded), "Jetty was not loaded by the first request: this test sees nothing");
            assertFalse(
                    Files.readString(loaded).contains(" java.util.logging.LogManager "),
                    "java.util.logging is the application's to initialise");
        }
    }

    @Test
    void should_use_few_threads_and_only_daemons() throws IOException, InterruptedException {
        try (App app = storm().start()) {
            Dashboard dashboard = app.awaitStdout("ready").dashboard();
            IntStream.range(0, 50).parallel().forEach(i -> dashboard.stats());

            List<String> threads = agentThreads(app);
            assertFalse(threads.isEmpty());
            assertTrue(threads.stream().allMatch(each -> each.contains(" daemon ")), threads::toString);
            assertTrue(jettyThreads(app) <= MAX_THREADS, threads::toString);
        }
    }

    @Test
    void should_stay_on_loopback_when_another_host_has_no_token() throws IOException {
        Optional<InetAddress> outer = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> !each.isLoopbackAddress() && each.getAddress().length == 4)
                .findFirst();
        Assumptions.assumeTrue(outer.isPresent(), "this machine has no address but loopback");
        try (App app = storm().options("host=0.0.0.0").start()) {
            int port = app.dashboard().address().getPort();

            assertEquals(200, app.dashboard().get("/dashboard/api/stats").statusCode());
            assertThrows(ConnectException.class, () -> connect(outer.orElseThrow(), port));
            assertTrue(app.stderr().lines().anyMatch(line -> line.contains("token")), app.stderr());
        }
    }

    @Test
    void should_ask_for_the_token_on_every_route_of_data() {
        try (App app = storm().options("token=open-sesame").start()) {
            Dashboard dashboard = app.dashboard();

            for (String path : List.of(
                    "/dashboard/logs/",
                    "/dashboard/logs/partials/table",
                    "/dashboard/api/logs",
                    "/dashboard/api/stats",
                    "/dashboard/api/tasks")) {
                assertEquals(401, dashboard.get(path).statusCode(), path);
            }
            assertFalse(app.stderr().contains("open-sesame"), app.stderr());
        }
    }

    private Launch storm() {
        return Launch.on(jdk).main("com.acme.logs.Storm", "1", "1").libs(Libs.LOG4J_LATEST);
    }

    private static List<String> agentLines(App app, int port) {
        return app.stderr()
                .lines()
                .filter(line -> line.startsWith("[asyncz]") && !line.contains("set: "))
                .filter(line -> line.contains(String.valueOf(port)))
                .toList();
    }

    private static boolean jettyIsIn(Path loaded) throws IOException {
        return Files.readString(loaded).contains("org.eclipse.jetty");
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
        }
    }

    private List<String> agentThreads(App app) throws IOException, InterruptedException {
        return dump(app).lines().filter(line -> line.startsWith("\"asyncz-")).toList();
    }

    private long jettyThreads(App app) throws IOException, InterruptedException {
        return List.of(dump(app).split("\n\n")).stream()
                .filter(thread -> thread.contains("org.eclipse.jetty."))
                .count();
    }

    private String dump(App app) throws IOException, InterruptedException {
        Path threads = folder.resolve("threads.txt");
        Process jcmd = new ProcessBuilder(jdk.program("jcmd").toString(), String.valueOf(app.pid()), "Thread.print")
                .redirectOutput(threads.toFile())
                .start();
        assertEquals(0, jcmd.waitFor());
        return Files.readString(threads);
    }
}
