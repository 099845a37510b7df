package dev.asyncz.bootstrap;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The agent's port, which belongs to the application as soon as the application wants it. Instrumented code tells of each
 * bind before it goes on and when it has ended. The agent shows what it is about to bind, then looks for binds under way:
 * of two that come at the same moment, at least one sees the other.
 */
public final class AgentPort {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private static final AtomicInteger UNDER_WAY = new AtomicInteger();
    private static volatile Occupant occupant = Occupant.NONE;

    private AgentPort() {}

    /** Who listens for the agent. Called on threads of the application. */
    public interface Occupant {
        /** Nobody, as long as there is no agent. */
        Occupant NONE = new Occupant() {
            @Override
            public boolean owns(Object socket) {
                return false;
            }

            @Override
            public boolean giveWay(InetSocketAddress wanted) {
                return false;
            }
        };

        /** Whether a socket is the agent's own. */
        boolean owns(Object socket);

        /**
         * Frees an address, if the agent is in the way of it. Returns as soon as it is free, within a second whatever
         * happens.
         *
         * @return whether connections of the agent may linger at this port
         */
        boolean giveWay(InetSocketAddress wanted);
    }

    /** Names who listens for the agent, from now on. */
    public static void occupy(Occupant by) {
        occupant = by;
    }

    /** Whether the application is binding some port at this moment. */
    public static boolean isBinding() {
        return UNDER_WAY.get() > 0;
    }

    /**
     * Makes room for a socket that the application is about to bind. Never throws.
     *
     * @return what {@link #bound} has to be given; null where there is nothing to tell
     */
    public static @Nullable Object binding(Object socket, @Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress)
                || ((InetSocketAddress) address).getPort() == 0
                || occupant.owns(socket)) {
            return null;
        }
        Bind bind = new Bind();
        UNDER_WAY.incrementAndGet();
        try {
            if (occupant.giveWay((InetSocketAddress) address)) {
                bind.passBy(socket);
            }
        } catch (Throwable t) {
            Hub.failed("the dashboard may be in the way of " + address + ", which the application binds", t);
        }
        return bind;
    }

    /** Ends what {@link #binding} has begun, whether or not the socket is bound. Never throws. */
    public static void bound(@Nullable Object binding) {
        if (binding instanceof Bind) {
            UNDER_WAY.decrementAndGet();
            ((Bind) binding).restore();
        }
    }

    /** One bind of the application. Where it would fail for connections that the agent has closed, it may pass by them. */
    private static final class Bind {
        private @Nullable Object changed;

        /** On Windows closed connections are in nobody's way, and the option means something else. */
        void passBy(Object socket) throws IOException {
            if (!WINDOWS && !isReused(socket)) {
                reuse(socket, true);
                changed = socket;
            }
        }

        void restore() {
            try {
                if (changed != null) {
                    reuse(changed, false);
                }
            } catch (IOException | RuntimeException closed) {
                // The bind has failed, and says so itself.
            }
        }

        /** Of sockets that are none of the JDK nothing is known, and nothing changed. */
        private static boolean isReused(Object socket) throws IOException {
            if (socket instanceof ServerSocket) {
                return ((ServerSocket) socket).getReuseAddress();
            }
            return !(socket instanceof NetworkChannel)
                    || ((NetworkChannel) socket).getOption(StandardSocketOptions.SO_REUSEADDR);
        }

        private static void reuse(Object socket, boolean on) throws IOException {
            if (socket instanceof ServerSocket) {
                ((ServerSocket) socket).setReuseAddress(on);
            } else {
                ((NetworkChannel) socket).setOption(StandardSocketOptions.SO_REUSEADDR, on);
            }
        }
    }
}
