package dev.asyncz.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentPortTest {
    private static final SocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
    private static final Object OWN = new Object();
    private static final Object ANOTHER = new Object();

    private final List<InetSocketAddress> wanted = new ArrayList<>();

    private AgentPort.Occupant occupant(boolean lingering) {
        return new AgentPort.Occupant() {
            @Override
            public boolean owns(Object socket) {
                return socket == OWN;
            }

            @Override
            public boolean giveWay(InetSocketAddress address) {
                wanted.add(address);
                return lingering;
            }
        };
    }

    @AfterEach
    void leave() {
        AgentPort.occupy(AgentPort.Occupant.NONE);
    }

    @Test
    void should_know_a_bind_from_its_beginning_to_its_end_even_before_there_is_an_occupant() {
        Object binding = AgentPort.binding(ANOTHER, ADDRESS);
        assertTrue(AgentPort.isBinding());

        AgentPort.bound(binding);
        assertFalse(AgentPort.isBinding());
    }

    @Test
    void should_pass_over_what_is_no_port_of_the_application() throws IOException {
        AgentPort.occupy(occupant(true));

        assertNull(AgentPort.binding(OWN, ADDRESS));
        assertNull(AgentPort.binding(ANOTHER, null));
        assertNull(AgentPort.binding(ANOTHER, new InetSocketAddress(0)));
        assertNull(AgentPort.binding(ANOTHER, UnixDomainSocketAddress.of("asyncz.socket")));
        assertEquals(List.of(), wanted);
        assertFalse(AgentPort.isBinding());
    }

    @Test
    void should_let_the_application_bind_when_the_occupant_fails() {
        AgentPort.occupy(new AgentPort.Occupant() {
            @Override
            public boolean owns(Object socket) {
                return false;
            }

            @Override
            public boolean giveWay(InetSocketAddress address) {
                throw new OutOfMemoryError("of a test");
            }
        });

        Object binding = AgentPort.binding(ANOTHER, ADDRESS);
        assertNotNull(binding);
        AgentPort.bound(binding);
        assertFalse(AgentPort.isBinding());
    }

    @Test
    void should_let_a_socket_pass_by_lingering_connections_and_keep_its_option() throws IOException {
        AgentPort.occupy(occupant(true));
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            Object binding = AgentPort.binding(socket, ADDRESS);
            assertTrue(socket.getReuseAddress());
            AgentPort.bound(binding);
            assertFalse(socket.getReuseAddress());
        }
        for (NetworkChannel each : List.of(ServerSocketChannel.open(), AsynchronousServerSocketChannel.open())) {
            try (NetworkChannel channel = each.setOption(StandardSocketOptions.SO_REUSEADDR, false)) {
                Object binding = AgentPort.binding(channel, ADDRESS);
                assertTrue(channel.getOption(StandardSocketOptions.SO_REUSEADDR));
                AgentPort.bound(binding);
                assertFalse(channel.getOption(StandardSocketOptions.SO_REUSEADDR));
            }
        }
    }

    @Test
    void should_leave_a_socket_as_it_is_where_nothing_of_the_agent_can_linger() throws IOException {
        AgentPort.occupy(occupant(false));
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            Object binding = AgentPort.binding(socket, ADDRESS);
            assertFalse(socket.getReuseAddress());
            AgentPort.bound(binding);
        }
    }

    @Test
    void should_survive_a_socket_that_is_closed_meanwhile() throws IOException {
        AgentPort.occupy(occupant(true));
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(false);
        Object binding = AgentPort.binding(socket, ADDRESS);
        socket.close();

        AgentPort.bound(binding);
        assertFalse(AgentPort.isBinding());
    }
}
