package dev.asyncz.agent.dashboard.http.port;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.access.Access;
import dev.asyncz.bootstrap.AgentPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private static final Dashboard SOURCES = Samples.sources(Samples.ring(List.of()));

    @Test
    void should_keep_trying_and_say_so_once_when_the_port_is_taken() throws Exception {
        try (ServerSocket taker = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int number = taker.getLocalPort();
            try (Port port = new Port(
                    new DashboardSettings("127.0.0.1", new Ports(number, number), Access.FREE, 8, "", "1"), SOURCES)) {
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
            ours.removeIf(thread -> !isOfPort(thread));
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
                        .noneMatch(SidePortTest::isOfPort));
    }

    /** The storages of other tests have threads too, which may come and go. */
    private static boolean isOfPort(Thread thread) {
        return thread.getName().startsWith("asyncz-http") || thread.getName().startsWith("asyncz-port");
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

    @Test
    void should_give_way_before_the_application_binds_and_come_back_afterwards() throws Exception {
        try (Port port = Port.bound(Port.settings("127.0.0.1", null), SOURCES)) {
            int number = port.number();
            assertEquals(200, port.get("/dashboard/logs/").statusCode());
            try (ServerSocket server = bindAsTheApplication(new InetSocketAddress(number))) {
                assertEquals(number, server.getLocalPort());
                await().until(() -> port.number() != 0 && port.number() != number);
            }
            assertEquals(200, port.get("/dashboard/logs/").statusCode());
            assertTrue(port.said.get(1).contains("the application binds port " + number), port.said.toString());
            assertEquals("dashboard http://localhost:" + port.number() + "/dashboard/logs/", port.said.get(2));
        }
    }

    @Test
    void should_come_back_to_its_one_port_when_the_application_is_done_with_it() throws Exception {
        int number = freePort();
        try (Port port = Port.bound(
                new DashboardSettings("127.0.0.1", new Ports(number, number), Access.FREE, 8, "", "1"), SOURCES)) {
            bindAsTheApplication(new InetSocketAddress("::1", number)).close();
            await().until(() -> port.said.size() == 3);

            assertTrue(port.said.get(1).contains("comes back when it is free"), port.said.get(1));
            assertEquals(port.said.get(0), port.said.get(2));
            assertEquals(200, port.get("/dashboard/logs/").statusCode());
        }
    }

    @Test
    void should_stay_away_as_long_as_the_application_has_the_other_address_of_localhost() throws Exception {
        int number = freePort();
        try (Port port = Port.bound(
                        new DashboardSettings("127.0.0.1", new Ports(number, number), Access.FREE, 8, "", "1"),
                        SOURCES);
                ServerSocket server = bindAsTheApplication(new InetSocketAddress("::1", number))) {
            await().until(() -> port.refused() >= 2);
            server.close();

            port.awaitBound();
            await().until(() -> port.number() == number);
        }
    }

    @Test
    void should_not_give_way_to_another_port_or_another_address() throws Exception {
        try (Port port = Port.bound(Port.settings("127.0.0.1", null), SOURCES)) {
            int number = port.number();
            bindAsTheApplication(new InetSocketAddress("127.0.0.1", freePort())).close();
            bindAsTheApplication(new InetSocketAddress("127.0.0.2", number)).close();

            assertEquals(1, port.said.size(), port.said.toString());
            assertEquals(number, port.number());
            assertEquals(200, port.get("/dashboard/logs/").statusCode());
        }
    }

    @Test
    void should_not_bind_while_the_application_does() throws Exception {
        int number = freePort();
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", number);
        try (ServerSocket server = new ServerSocket()) {
            Object binding = AgentPort.binding(server, address);
            try (Port port = new Port(
                    new DashboardSettings("127.0.0.1", new Ports(number, number), Access.FREE, 8, "", "1"), SOURCES)) {
                await().during(Duration.ofMillis(200)).until(() -> port.number() == 0);
                server.bind(address);
                AgentPort.bound(binding);

                await().until(() -> port.refused() > 0);
                assertTrue(port.said.get(0).contains(number + " is taken"), port.said.toString());
            }
        }
    }

    @Test
    void should_take_the_first_free_port_of_several() throws Exception {
        try (ServerSocket taker = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int number = taker.getLocalPort();
            try (Port port = Port.bound(
                    new DashboardSettings("127.0.0.1", new Ports(number, number + 50), Access.FREE, 8, "", "1"),
                    SOURCES)) {
                assertTrue(number < port.number() && port.number() <= number + 50, () -> "" + port.number());
                assertEquals(1, port.said.size(), port.said.toString());
            }
        }
    }

    @Test
    void should_be_let_go_of_though_as_many_connections_as_it_takes_are_open() throws Exception {
        try (Port port = Port.bound(Port.settings("127.0.0.1", null), SOURCES)) {
            int number = port.number();
            List<Socket> crowd = new ArrayList<>();
            try {
                for (int i = 0; i < 60; i++) {
                    crowd.add(new Socket("127.0.0.1", number));
                }
                assertTrue(crowd.get(0).isConnected());
                try (ServerSocket server = bindAsTheApplication(new InetSocketAddress(number))) {
                    assertEquals(number, server.getLocalPort());
                    await().until(() -> port.number() != 0 && port.number() != number);
                }
            } finally {
                for (Socket each : crowd) {
                    each.close();
                }
            }
        }
    }

    /** Without the option that lets a server bind beside connections that linger. */
    private static ServerSocket bindAsTheApplication(InetSocketAddress address) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(false);
        Object binding = AgentPort.binding(server, address);
        try {
            server.bind(address);
            return server;
        } finally {
            AgentPort.bound(binding);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
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
