package dev.asyncz.it.pages;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Dashboard;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import dev.asyncz.it.harness.OnEachJdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The application's servers and the dashboard want the same port: the application has it. */
@OnEachJdk
final class ContestedPortIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ADDRESS = Pattern.compile("dashboard http://localhost:(\\d+)/dashboard/logs/");
    private static final String EPOLL = "io.netty:netty-transport-native-epoll:jar:linux-"
            + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64") + ":newest";

    private final Jdk jdk;

    ContestedPortIT(Jdk jdk) {
        this.jdk = jdk;
    }

    /** At the very start, and while somebody looks at the dashboard. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "constructor        | 127.0.0.1 | ",
                "socket             | 0.0.0.0   | ",
                "socket, not reused | 127.0.0.1 | ",
                "nio                | ::        | ",
                "nio, shared        | 127.0.0.1 | ",
                "nio                | ::1       | ",
                "nio2               | 127.0.0.1 | ",
                "nio2, not reused   | 127.0.0.1 | ",
                "twice              | 127.0.0.1 | ",
                "interrupted        | 127.0.0.1 | ",
                "netty              | 127.0.0.1 | io.netty:netty-transport:newest",
                "epoll              | 0.0.0.0   | epoll",
                "tomcat             | 127.0.0.1 | org.apache.tomcat.embed:tomcat-embed-core:newest",
                "jobrunr            | 0.0.0.0   | org.jobrunr:jobrunr:7.5.x com.google.code.gson:gson:newest",
            })
    void should_leave_the_port_to_a_server_of_the_application(String way, String host, String libs) throws IOException {
        String needed = libs == null ? "" : libs.replace("epoll", EPOLL);
        int first = freePort();
        int second = freePort();
        try (App early = binds(way, host, first, needed).start();
                App late = binds(way, host, second, needed, "later").start()) {
            Dashboard dashboard = new Dashboard(URI.create("http://localhost:" + awaitPort(late, 1)));
            assertTrue(dashboard.get("/dashboard/logs/").body().contains("<html"));
            // What the dashboard itself has closed lingers longest.
            assertTrue(say(second, "GET /dashboard/api/stats HTTP/1.1", "Connection: close")
                    .contains("200 OK"));
            try (Socket stream = open(second, "GET /dashboard/logs/stream HTTP/1.1", "Accept: text/event-stream")) {
                assertTrue(stream.getInputStream().read() > 0);

                late.type("bind").awaitStdout("bound by " + way);
                assertEnded(stream);
            }
            assertFalse(late.stdout().contains("failed"), late.stdout());
            await().atMost(PATIENCE)
                    .until(() ->
                            lines(late, "the application binds port " + second).size() == 1);

            early.awaitStdout("bound by " + way);
            assertFalse(early.stdout().contains("failed"), early.stdout());
            await().atMost(PATIENCE)
                    .until(() -> lines(early, String.valueOf(first)).stream()
                            .anyMatch(line -> line.contains("is taken") || line.contains("gives way")));
        }
    }

    @Test
    void should_come_back_when_the_application_has_closed_its_port() throws IOException {
        int port = freePort();
        try (App app = binds("socket", "0.0.0.0", port, "", "later").start()) {
            awaitPort(app, 1);
            app.type("bind").awaitStdout("bound by");
            app.type("close").awaitStdout("closed");

            assertEquals(port, awaitPort(app, 2));
            Dashboard dashboard = new Dashboard(URI.create("http://localhost:" + port));
            assertEquals(200, dashboard.get("/dashboard/api/stats").statusCode());
            assertTrue(attached(app).contains("dashboard http://localhost:" + port + "/"), attached(app));
        }
    }

    @Test
    void should_move_to_the_next_port_of_a_span() throws IOException {
        int port = spanOfFreePorts(3);
        try (App app = binds("nio", "127.0.0.1", port, "", "later")
                .options("port=" + port + "-" + (port + 2))
                .start()) {
            assertEquals(port, awaitPort(app, 1));
            app.type("bind").awaitStdout("bound by");

            assertEquals(port + 1, awaitPort(app, 2));
            Dashboard dashboard = new Dashboard(URI.create("http://localhost:" + (port + 1)));
            assertEquals(200, dashboard.get("/dashboard/api/stats").statusCode());
            assertTrue(say(port + 1, "GET / HTTP/1.1", "Connection: close", "Host: localhost:" + port)
                    .contains(" 421 "));
            assertTrue(attached(app).contains("http://localhost:" + (port + 1) + "/"), attached(app));
        }
    }

    @Test
    void should_let_both_have_any_port() {
        try (App app = binds("nio", "127.0.0.1", 0, "").options("port=0").start()) {
            app.awaitStdout("bound by nio");

            assertEquals(200, app.dashboard().get("/dashboard/api/stats").statusCode());
            assertFalse(app.stderr().contains("gives way"), app.stderr());
        }
    }

    @Test
    void should_give_way_where_it_was_attached_to_a_running_jvm() throws IOException {
        int port = freePort();
        try (App app =
                binds("socket", "0.0.0.0", port, "", "later").withoutAgent().start()) {
            app.awaitStdout("ready")
                    .type("bind")
                    .awaitStdout("bound by")
                    .type("close")
                    .awaitStdout("closed");
            Launch.on(jdk)
                    .withoutAgent()
                    .jar(AgentJar.PATH, "attach", String.valueOf(app.pid()), "port=" + port)
                    .run();
            assertEquals(port, awaitPort(app, 1));

            app.type("bind");
            await().atMost(PATIENCE).until(() -> lines(app, "gives way").size() == 1);
            assertFalse(app.stdout().contains("failed"), app.stdout());
        }
    }

    private Launch binds(String way, String host, int port, String libs, String... when) {
        String[] arguments = new String[3 + when.length];
        arguments[0] = way;
        arguments[1] = host;
        arguments[2] = String.valueOf(port);
        System.arraycopy(when, 0, arguments, 3, when.length);
        Launch launch = Launch.on(jdk).main("com.acme.port.Binds", arguments).options("port=" + port);
        return libs.isEmpty() ? launch : launch.libs(libs);
    }

    /** The port of the dashboard, once its address has been printed so often. */
    private static int awaitPort(App app, int times) {
        await("address no. " + times)
                .atMost(PATIENCE)
                .until(() -> addresses(app).size() >= times);
        return Integer.parseInt(addresses(app).get(times - 1));
    }

    private static List<String> addresses(App app) {
        return ADDRESS.matcher(app.stderr())
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    private static List<String> lines(App app, String part) {
        return app.stderr()
                .lines()
                .filter(line -> line.startsWith("[asyncz] ") && line.contains(part) && !line.contains("set: "))
                .toList();
    }

    /** What the command {@code list} says of it. */
    private String attached(App app) {
        return Launch.on(jdk)
                .withoutAgent()
                .jar(AgentJar.PATH, "list")
                .run()
                .stdout()
                .lines()
                .filter(line -> line.strip().startsWith(app.pid() + " "))
                .findFirst()
                .orElse("not listed");
    }

    private static Socket open(int port, String... lines) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        String head = String.join("\r\n", lines);
        String host = head.contains("Host:") ? "" : "\r\nHost: localhost:" + port;
        socket.getOutputStream().write((head + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String say(int port, String... lines) throws IOException {
        try (Socket socket = open(port, lines)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertEnded(Socket stream) throws IOException {
        try (InputStream in = stream.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the stream is still open", open);
        } catch (IOException reset) {
            // This is an end, too.
        }
    }

    private static int freePort() throws IOException {
        return spanOfFreePorts(1);
    }

    private static int spanOfFreePorts(int count) throws IOException {
        while (true) {
            try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (areFree(any.getLocalPort() + 1, count - 1)) {
                    return any.getLocalPort();
                }
            }
        }
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try {
                new ServerSocket(port).close();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
