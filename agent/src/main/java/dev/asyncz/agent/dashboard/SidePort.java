package dev.asyncz.agent.dashboard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's door: one address, opened beside the application.
 *
 * <p>{@link #open} returns at once. A daemon thread binds a plain channel, for as long as the port is taken again and
 * again, and waits for the first connection without accepting it. Only then are Jetty, the templates and the JSON
 * writer loaded: nobody pays for a dashboard that nobody opens.
 */
public final class SidePort implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int BACKLOG = 50;

    private final DashboardSettings settings;
    private final DashboardSources sources;
    private final Consumer<String> say;
    private final Duration retry;
    private final Thread thread;

    private volatile boolean closed;
    private volatile int refused;
    private volatile @Nullable ServerSocketChannel channel;
    private volatile @Nullable Selector selector;
    /** The server once there is one; not by its own type, which would load Jetty together with this class. */
    private volatile @Nullable AutoCloseable server;

    /** @param say takes one line at a time for the user, on the port's own thread */
    public SidePort(DashboardSettings settings, DashboardSources sources, Consumer<String> say) {
        this(settings, sources, say, RETRY);
    }

    SidePort(DashboardSettings settings, DashboardSources sources, Consumer<String> say, Duration retry) {
        this.settings = settings;
        this.sources = sources;
        this.say = say;
        this.retry = retry;
        this.thread = new Thread(null, this::serve, "asyncz-port", 0, false);
    }

    /** Starts to bind. Call once; never blocks, never throws for anything that is wrong with the address. */
    public void open() {
        thread.setDaemon(true);
        // The agent's own, so that the service lookups of its libraries never reach into the application's.
        thread.setContextClassLoader(SidePort.class.getClassLoader());
        thread.start();
    }

    /** Gives back port, connections and threads. Never throws. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        closeQuietly(selector);
        closeQuietly(server);
        closeQuietly(channel);
    }

    /** The port that is bound; 0 as long as none is. */
    int port() {
        ServerSocketChannel bound = channel;
        return bound == null ? 0 : bound.socket().getLocalPort();
    }

    /** How often the port was found taken. */
    int refused() {
        return refused;
    }

    private void serve() {
        try {
            InetAddress address = address();
            ServerSocketChannel bound = bind(address);
            say.accept("dashboard " + url(address));
            if (firstConnection(bound)) {
                start(bound, address);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError e) {
            if (!closed) {
                say.accept("no dashboard (" + e + "); capture goes on");
            }
        }
    }

    private void start(ServerSocketChannel bound, InetAddress address) throws Exception {
        WebServer started = WebServer.start(bound, guard(address), sources, settings);
        server = started;
        if (closed) {
            started.close();
        }
    }

    private Guard guard(InetAddress address) {
        boolean anyHost = address.isAnyLocalAddress();
        return new Guard(anyHost, address.isLoopbackAddress() ? "" : settings.host(), port(), settings.token());
    }

    /** The configured address, or loopback where that one must not be served. */
    private InetAddress address() throws UnknownHostException {
        InetAddress wanted;
        try {
            wanted = InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            say.accept("dashboard host '" + settings.host() + "' cannot be resolved; listening on 127.0.0.1");
            return loopback();
        }
        if (wanted.isLoopbackAddress() || settings.token() != null) {
            return wanted;
        }
        say.accept("dashboard host '" + settings.host() + "' is not loopback and no token is set, so anybody could"
                + " read the log; listening on 127.0.0.1. Set asyncz.token to open it");
        return loopback();
    }

    private static InetAddress loopback() throws UnknownHostException {
        return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    }

    private ServerSocketChannel bind(InetAddress address) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            ServerSocketChannel candidate = ServerSocketChannel.open();
            try {
                candidate.bind(new InetSocketAddress(address, settings.port()), BACKLOG);
                channel = candidate;
                return candidate;
            } catch (IOException taken) {
                candidate.close();
                refused = attempt;
                if (attempt == 1) {
                    say.accept("dashboard port " + settings.port() + " is taken (" + taken.getMessage()
                            + "); capture goes on; retrying every " + RETRY.toSeconds()
                            + " s; set asyncz.port=0 for any free port");
                }
            }
            Thread.sleep(retry.toMillis());
        }
    }

    /** Waits until somebody knocks, and leaves the connection in the queue for Jetty; false when closed meanwhile. */
    private boolean firstConnection(ServerSocketChannel bound) throws IOException {
        try (Selector waiting = Selector.open()) {
            selector = waiting;
            wakeAtTheEnd();
            bound.configureBlocking(false);
            bound.register(waiting, SelectionKey.OP_ACCEPT);
            while (!closed && waiting.select() == 0) {
                // Woken without a connection: wait on.
            }
        } finally {
            selector = null;
        }
        if (closed) {
            bound.close();
            return false;
        }
        bound.configureBlocking(true);
        return true;
    }

    /** A JVM that ends waits up to 300 ms for threads that wait in the system: it shall not wait for this one. */
    private void wakeAtTheEnd() {
        Thread hook = new Thread(null, this::closeUnvisited, "asyncz-port-end", 0, false);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            closeUnvisited();
        }
    }

    private void closeUnvisited() {
        if (selector != null) {
            close();
        }
    }

    private String url(InetAddress address) {
        boolean local = address.isLoopbackAddress() || address.isAnyLocalAddress();
        return "http://" + (local ? "localhost" : Guard.bracketed(settings.host())) + ":" + port() + Site.PAGE;
    }

    private static void closeQuietly(@Nullable AutoCloseable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Exception gone) {
            // It is the end of it either way, and the application is about to leave.
        }
    }
}
