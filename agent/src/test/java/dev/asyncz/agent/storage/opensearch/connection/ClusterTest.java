package dev.asyncz.agent.storage.opensearch.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.asyncz.agent.storage.StorageUnavailable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that accepts, and then does not do what is expected. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Request REQUEST = Request.get("/", "a right");

    private ServerSocket server;
    private Cluster cluster;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        cluster = new Cluster(
                ClusterAddress.parse("http://127.0.0.1:" + server.getLocalPort()), Login.NONE, Duration.ofSeconds(8));
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
        server.close();
    }

    @Test
    void should_give_up_a_host_that_is_silent() {
        assertThrows(StorageUnavailable.class, () -> cluster.ask(REQUEST, SHORT));
    }

    @Test
    void should_give_up_a_host_that_stops_within_its_answer() {
        answer(100, 10);

        assertThrows(StorageUnavailable.class, () -> cluster.ask(REQUEST, SHORT));
    }

    @Test
    void should_end_what_is_asked_while_it_is_closed() throws Exception {
        CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(() -> cluster.ask(REQUEST, SHORT));
        try (Socket accepted = server.accept()) {
            accepted.getInputStream().read();
            cluster.close();

            ExecutionException failure = assertThrows(ExecutionException.class, () -> asked.get(20, TimeUnit.SECONDS));
            assertInstanceOf(StorageUnavailable.class, failure.getCause());
        }
    }

    @Test
    void should_ask_nothing_more_when_it_is_closed() {
        cluster.close();

        assertThrows(StorageUnavailable.class, () -> cluster.ask(REQUEST));
    }

    @Test
    void should_hold_no_more_of_an_answer_than_is_allowed() {
        CompletableFuture<Void> sent = answer(1 << 30, 1 << 30);

        assertThrows(AnswerTooLarge.class, () -> cluster.ask(REQUEST));
        await().until(sent::isCompletedExceptionally);
    }

    /** Says how long an answer is, and sends so much of it. */
    private CompletableFuture<Void> answer(int length, int sent) {
        return CompletableFuture.runAsync(() -> {
            try (Socket accepted = server.accept()) {
                accepted.getInputStream().read();
                OutputStream out = accepted.getOutputStream();
                out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                byte[] part = " ".repeat(Math.min(sent, 1 << 16)).getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < sent; i += part.length) {
                    out.write(part);
                }
                // Until nobody waits for the rest.
                while (accepted.getInputStream().read() >= 0) {}
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        });
    }
}
