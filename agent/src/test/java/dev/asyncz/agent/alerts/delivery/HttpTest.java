package dev.asyncz.agent.alerts.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real server on loopback. */
class HttpTest {
    private static final Message MESSAGE =
            new Message("title", "", "", "application/json", "{\"a\":\"ü\"}", "id-7", "");

    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, false",
        "204, true, false",
        "302, false, true",
        "307, false, true",
        "400, false, true",
        "404, false, true",
        "408, false, false",
        "429, false, false",
        "500, false, false",
        "503, false, false"
    })
    void should_know_what_is_taken_and_what_is_worth_another_attempt(int answered, boolean isTaken, boolean isFinal) {
        status = answered;

        DeliveryResult answer = Http.PATIENT.post(address("/hook?x=1"), MESSAGE);

        assertEquals(isTaken, answer.isTaken());
        assertEquals(isFinal, answer.isFinal());
        assertTrue(answer.words().startsWith("" + answered), answer::words);
        assertEquals(Duration.ofSeconds(7), answer.retryAfter());
        assertEquals(List.of("POST /hook?x=1 id-7 {\"a\":\"ü\"}"), received);
    }

    @Test
    void should_say_that_nobody_listens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        DeliveryResult answer = Http.PATIENT.post(URI.create("http://127.0.0.1:" + free + "/"), MESSAGE);

        assertFalse(answer.isTaken() || answer.isFinal());
        assertEquals("Connection refused", answer.words());
    }

    @Test
    void should_say_that_it_speaks_no_tls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answerInPlainText(plain));
            answers.start();

            DeliveryResult answer =
                    Http.PATIENT.post(URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/"), MESSAGE);

            answers.join();
            assertFalse(answer.isTaken() || answer.isFinal());
            assertTrue(answer.words().startsWith("its certificate or TLS is refused"), answer::words);
        }
    }

    private static void answerInPlainText(ServerSocket socket) {
        try (Socket client = socket.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void should_read_how_long_to_wait_as_seconds_or_as_a_date() {
        assertEquals(Duration.ofSeconds(120), Http.pause("120"));
        assertEquals(Duration.ofMinutes(15), Http.pause("999999"));
        assertEquals(Duration.ofMinutes(15), Http.pause("Fri, 31 Dec 2049 23:59:59 GMT"));
        assertEquals(Duration.ZERO, Http.pause("Fri, 31 Dec 1999 23:59:59 GMT"));
        assertEquals(Duration.ZERO, Http.pause("soon"));
        assertEquals(Duration.ZERO, Http.pause("-5"));
        assertEquals(Duration.ZERO, Http.pause(null));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
