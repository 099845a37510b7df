package dev.asyncz.agent.alerts.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real receiver that has its troubles, asked over the network; minutes pass by a clock of the test's own. */
class TroubledReceiverTest {
    /** As the real one, but that a test need not wait for as long. */
    private static final Http HASTY = new Http(2_000, 2_000);

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> elsewhere = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Later clock = new Later();
    private volatile Trouble trouble = Trouble.NONE;
    private volatile @Nullable String location;
    private HttpServer server;
    private Outbox outbox;

    @TempDir
    private Path folder;

    private enum Trouble {
        NONE,
        SLOW,
        HANGS,
        BUSY,
        BROKEN,
        SENDS_ELSEWHERE
    }

    @BeforeEach
    void start() throws IOException {
        server = serve(0);
        outbox = outbox("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?key=s3cret");
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void should_wait_for_one_that_is_slow() {
        trouble = Trouble.SLOW;
        send(3);

        assertEquals(List.of("1", "2", "3"), taken);
        assertEquals(1, outbox.deliveries().get(0).attempts());
    }

    @Test
    void should_leave_one_that_hangs_and_come_back_to_it() {
        trouble = Trouble.HANGS;
        send(2);
        assertEquals(2, outbox.waiting());

        recover(Duration.ofSeconds(2));

        assertEquals(List.of("1", "2"), taken);
        assertEquals(2, outbox.deliveries().get(1).attempts());
    }

    @Test
    void should_wait_as_long_as_one_wants_that_has_too_much_to_do() {
        trouble = Trouble.BUSY;
        send(2);

        recover(Duration.ofSeconds(29));
        assertEquals(List.of(), taken);
        recover(Duration.ofSeconds(2));
        assertEquals(List.of("1", "2"), taken);
    }

    @Test
    void should_try_one_that_is_broken_again_and_again_and_lose_and_double_nothing() {
        trouble = Trouble.BROKEN;
        send(5);
        for (int i = 0; i < 8; i++) {
            pass(Duration.ofSeconds(72));
        }
        assertEquals(5, outbox.waiting());

        recover(Duration.ofSeconds(72));

        assertEquals(List.of("1", "2", "3", "4", "5"), taken);
        assertEquals(List.of(), said);
    }

    @Test
    void should_lose_and_double_nothing_while_one_is_gone_for_a_minute() throws IOException {
        send(1);
        int port = server.getAddress().getPort();
        server.stop(0);
        for (int i = 2; i <= 30; i++) {
            outbox.put(message(String.valueOf(i)));
            pass(Duration.ofSeconds(2));
        }
        server = serve(port);

        recover(Duration.ofSeconds(72));

        assertEquals(IntStream.rangeClosed(1, 30).mapToObj(String::valueOf).toList(), taken);
        assertEquals(30, outbox.sent());
        assertEquals(0, outbox.failed() + outbox.waiting());
    }

    @Test
    void should_not_follow_one_that_sends_elsewhere_and_say_what_is_lost_without_the_address() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            elsewhere.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        try {
            location = "http://127.0.0.1:" + other.getAddress().getPort() + "/stolen";
            trouble = Trouble.SENDS_ELSEWHERE;
            send(1);
        } finally {
            other.stop(0);
        }

        assertEquals(List.of(), elsewhere);
        assertEquals(1, outbox.failed());
        assertTrue(said.get(0).contains("it sends elsewhere, which is not followed"), said::toString);
        assertTrue(!said.get(0).contains("s3cret") && !said.get(0).contains("stolen"), said::toString);
    }

    @Test
    void should_not_tell_one_whose_certificate_nobody_vouches_for() throws Exception {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        secure.createContext("/", exchange -> {
            taken.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        secure.start();
        try {
            outbox = outbox("https://127.0.0.1:" + secure.getAddress().getPort() + "/hook");
            send(1);
            for (int i = 0; i < 20; i++) {
                pass(Duration.ofSeconds(72));
            }
        } finally {
            secure.stop(0);
        }

        assertEquals(List.of(), taken);
        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("its certificate or TLS is refused"), said::toString);
    }

    private HttpServer serve(int port) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        made.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        made.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Trouble now = trouble;
            if (now == Trouble.HANGS || now == Trouble.SLOW) {
                await(now);
            }
            int status = switch (now) {
                case NONE, SLOW -> 200;
                case HANGS, BROKEN -> 500;
                case BUSY -> 429;
                case SENDS_ELSEWHERE -> 307;
            };
            if (status == 200) {
                taken.add(body);
            }
            exchange.getResponseHeaders().add("Retry-After", now == Trouble.BUSY ? "30" : "0");
            if (location != null) {
                exchange.getResponseHeaders().add("Location", location);
            }
            // As RFC 9112, 9.6 asks of whoever closes: the JDK's client takes the connection for open otherwise, and
            // finds out
            // at the next message.
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        made.start();
        return made;
    }

    /** One that hangs does so until the test is over. */
    private void await(Trouble now) {
        try {
            over.await(now == Trouble.SLOW ? 100 : 60_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path store = folder.resolve("keys.p12");
        String made =
                "-genkeypair -keyalg EC -dname CN=somebody.example -storetype PKCS12 -storepass changeit -keystore";
        List<String> command = new ArrayList<>(List.of(made.split(" ")));
        command.add(
                0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add(store.toString());
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        keytool.getInputStream().readAllBytes();
        assertEquals(0, keytool.waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private Outbox outbox(String address) {
        return new Outbox(List.of(address), clock, HASTY::post, said::add);
    }

    private void send(int count) {
        for (int i = 1; i <= count; i++) {
            outbox.put(message(String.valueOf(i)));
        }
        outbox.deliver();
    }

    private void recover(Duration after) {
        trouble = Trouble.NONE;
        pass(after);
    }

    private void pass(Duration time) {
        clock.pass(time);
        outbox.deliver();
    }

    private static Message message(String body) {
        return new Message("title " + body, "", "", "text/plain", body, "id-" + body, "");
    }
}
