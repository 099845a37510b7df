package dev.asyncz.agent.dashboard;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Binding, waiting and threads. */
class SidePortTest {
    private static final DashboardSources SOURCES = Samples.sources(Samples.ring(List.of()));

    @Test
    void should_keep_trying_and_say_so_once_when_the_port_is_taken() throws Exception {
        try (ServerSocket taker = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int number = taker.getLocalPort();
            try (Port port = new Port(new DashboardSettings("127.0.0.1", number, null, 8, "1"), SOURCES)) {
                await("several attempts").until(() -> port.refused() >= 3);
                assertEquals(1, port.said.size(), port.said.toString());
                assertTrue(port.said.get(0).contains("dashboard port " + number + " is taken"), port.said.get(0));
                assertTrue(port.said.get(0).contains("asyncz.port=0"), port.said.get(0));
                taker.close();
                port.awaitBound();
                assertEquals("dashboard http://localhost:" + number + "/dashboard/logs/", port.said.get(1));
                assertEquals(200, port.get("/dashboard/logs/").statusCode());
            }
        }
    }

    @Test
    void should_stay_on_loopback_and_say_why_when_host_is_not_and_no_token_is_set() throws Exception {
        try (Port port = Port.bound(Port.settings("0.0.0.0", " "), SOURCES)) {
            assertTrue(port.said.get(0).contains("no token"), port.said.get(0));
            assertEquals(200, port.get("/dashboard/logs/").statusCode());
            InetAddress outside = outside();
            Assumptions.assumeTrue(outside != null, "no address but loopback");
            Assertions.assertThrows(ConnectException.class, () -> new Socket(outside, port.number()).close());
        }
    }

    @Test
    void should_listen_on_loopback_when_host_cannot_be_resolved() throws Exception {
        try (Port port = Port.bound(Port.settings("no-such-host.invalid", "t"), SOURCES)) {
            assertTrue(port.said.get(0).contains("cannot be resolved"), port.said.get(0));
            assertEquals(401, port.get("/dashboard/logs/").statusCode());
        }
    }

    @Test
    void should_serve_from_four_daemon_threads_without_a_foreign_class_loader() throws Exception {
        List<Thread> before = threads();
        try (Port port = Port.bound(Port.settings("127.0.0.1", null), SOURCES)) {
            for (int i = 0; i < 20; i++) {
                assertEquals(200, port.get("/dashboard/logs/").statusCode());
            }
            List<Thread> ours = threads();
            ours.removeAll(before);
            ours.removeIf(thread -> !thread.getName().startsWith("asyncz-"));
            assertTrue(ours.size() >= 3 && ours.size() <= 4, ours.toString());
            for (Thread thread : ours) {
                assertTrue(thread.isDaemon(), thread.getName());
                assertNull(thread.getContextClassLoader(), thread.getName());
                assertFalse(thread.getName().contains("0.0.0.0"), thread.getName());
            }
            assertNull(System.getProperty("jetty.git.hash"), "the application may have a Jetty of its own");
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> threads().stream()
                        .filter(thread -> !before.contains(thread))
                        .noneMatch(thread -> thread.getName().startsWith("asyncz-")));
    }

    @Test
    void should_give_the_port_back_when_closed_before_anybody_came() throws IOException {
        Port port = Port.bound(Port.settings("127.0.0.1", null), SOURCES);
        int number = port.number();
        port.close();
        await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> {
            new ServerSocket(number, 1, InetAddress.getByName("127.0.0.1")).close();
            return true;
        });
        assertFalse(port.said.stream().anyMatch(line -> line.startsWith("no dashboard")), port.said.toString());
    }

    private static List<Thread> threads() {
        return new ArrayList<>(Thread.getAllStackTraces().keySet());
    }

    private static @Nullable InetAddress outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(null);
    }
}
