package dev.asyncz.agent.dashboard.http.port;

import dev.asyncz.agent.dashboard.http.access.Guard;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's stay at one port. Whoever waits for connections waits at a selector, never in accept: the system would
 * keep the port until that returns, and so it is free as soon as {@link #leave} has returned.
 */
public final class BoundPort {
    private static final int BACKLOG = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final InetSocketAddress address;
    private final ServerSocketChannel channel;
    private final Selector selector;
    private final Runnable successor;
    private final AtomicBoolean succeeded = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    private volatile boolean left;
    private volatile int port;
    private volatile boolean visited;
    private volatile boolean over;
    /** What is held for a moment, to see that nobody else has it. */
    private volatile @Nullable ServerSocketChannel probe;

    private volatile @Nullable Server server;

    /** Who answers at the port; not by its own type, which would load Jetty together with this class. */
    public interface Server extends AutoCloseable {
        /** Lets the thread that takes connections look again, though the server wants no more of them. */
        void wake();
    }

    /**
     * Not bound yet.
     *
     * @param successor called once by the server's own thread when it finds that the port was left
     */
    BoundPort(InetSocketAddress address, Runnable successor) throws IOException {
        this.address = address;
        this.successor = successor;
        this.selector = Selector.open();
        try {
            this.channel = ServerSocketChannel.open();
        } catch (IOException none) {
            closeQuietly(selector);
            throw none;
        }
    }

    boolean owns(Object socket) {
        return socket == channel || socket == probe;
    }

    /** The port that is bound; 0 as long as none is. */
    public int port() {
        return port;
    }

    boolean isVisited() {
        return visited;
    }

    public boolean isLeft() {
        return left;
    }

    public ServerSocketChannel channel() {
        return channel;
    }

    /** @throws IOException if the port is taken, by whom ever, or was left meanwhile */
    void bind() throws IOException {
        channel.bind(address, BACKLOG);
        port = channel.socket().getLocalPort();
        InetAddress other = LocalHost.other(address.getAddress());
        if (other != null && address.getPort() != 0 && isTaken(other)) {
            throw new BindException("Address already in use by " + Guard.bracketed(other.getHostAddress()));
        }
    }

    /** Whether somebody has the port at the other address of localhost, which a browser may well try first. */
    private boolean isTaken(InetAddress other) {
        return !canBind(new InetSocketAddress(other, port)) && canBind(new InetSocketAddress(other, 0));
    }

    private boolean canBind(InetSocketAddress at) {
        try (ServerSocketChannel tried = ServerSocketChannel.open()) {
            probe = tried;
            if (left) {
                return false;
            }
            tried.bind(at, 1);
            return true;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException refused) {
            return false;
        } finally {
            probe = null;
        }
    }

    /** Whether a socket could not be bound to an address, or would share the name localhost with the dashboard. */
    boolean isInTheWayOf(InetSocketAddress wanted) {
        boolean samePort =
                port == 0 ? address.getPort() == 0 || address.getPort() == wanted.getPort() : port == wanted.getPort();
        InetAddress there = wanted.getAddress();
        InetAddress here = address.getAddress();
        return samePort
                && there != null
                && (there.isAnyLocalAddress()
                        || here.isAnyLocalAddress()
                        || there.equals(here)
                        || there.equals(LocalHost.other(here)));
    }

    /** Waits until somebody knocks, and leaves the connection in the queue for the server; false when left meanwhile. */
    boolean awaitVisitor() throws IOException {
        try {
            SelectionKey key = register();
            while (selector.select() == 0) {
                Thread.interrupted(); // Woken without a connection: wait on, and do not spin.
            }
            visited = true;
            key.cancel();
            selector.selectNow();
            channel.configureBlocking(true); // As the server wants it at first.
            return true;
        } catch (ClosedSelectorException | ClosedChannelException gone) {
            return false;
        }
    }

    /** Hands over to a server, which is closed when the port is left. */
    void serve(Server started) {
        server = started;
        if (over) {
            closeQuietly(started);
        }
    }

    /**
     * The next connection; null if it is gone again.
     *
     * @throws ClosedChannelException when the port was left: the server ends then
     */
    @Nullable
    public SocketChannel accept() throws IOException {
        try {
            if (!channel.isRegistered()) {
                register();
            }
            selector.select();
            selector.selectedKeys().clear();
            return channel.accept();
        } catch (ClosedSelectorException | ClosedChannelException gone) {
            if (left && succeed()) {
                successor.run();
            }
            throw gone instanceof ClosedChannelException closed ? closed : new ClosedChannelException();
        }
    }

    private SelectionKey register() throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Whether the caller is the one who has to {@link #end} this and go on elsewhere. */
    boolean succeed() {
        return succeeded.compareAndSet(false, true);
    }

    /** Frees the port at once; from any thread. */
    void leave() {
        left = true;
        closeQuietly(channel);
        closeQuietly(selector);
        closeQuietly(probe);
        Server running = server;
        if (running != null) {
            running.wake();
        }
    }

    /** Ends what the server still does. */
    void end() {
        leave();
        over = true;
        closeQuietly(server);
        ended.countDown();
    }

    /** Waits until the connections of a visited port have ended, but not for long. */
    void awaitEnd() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (boolean waiting = visited; waiting; ) {
            try {
                waiting = !ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                        && System.nanoTime() < deadline;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception gone) {
            // It is the end of it either way.
        }
    }
}
