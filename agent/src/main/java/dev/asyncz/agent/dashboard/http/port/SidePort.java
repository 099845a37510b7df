package dev.asyncz.agent.dashboard.http.port;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.access.Guard;
import dev.asyncz.bootstrap.AgentPort;
import dev.asyncz.bootstrap.AgentThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard's door, opened beside the application, whose own servers come first: a port that the application binds is
 * left to it, whatever goes on there, and the dashboard moves on.
 *
 * <p>{@link #open} returns at once. A daemon thread binds a plain channel, for as long as the port is taken again and
 * again, and waits for the first connection without accepting it. Only then are Jetty, the templates and the JSON
 * writer loaded: nobody pays for a dashboard that nobody opens.
 */
public final class SidePort implements AutoCloseable, AgentPort.Occupant {
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** An application that binds the port again and again is left in peace for longer each time, up to so many times. */
    private static final int LONGEST_PAUSE = 64;

    private static final int EXAMPLES = 10;

    private final DashboardSettings settings;
    private final ServerFactory servers;
    private final Consumer<String> say;
    private final Duration retry;
    private final Set<Integer> visited = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;
    private volatile int refused;
    private volatile @Nullable Thread thread;
    /** Bound, or about to be: whoever binds for the application has to see it before. */
    private volatile @Nullable BoundPort bound;

    /** Of the port's own thread, of which there is one at a time. */
    private @Nullable InetAddress address;

    private int next;
    private int pauses = 1;

    /**
     * @param servers is asked for one as soon as somebody comes
     * @param say takes one line at a time for the user, on the port's own thread
     */
    public SidePort(DashboardSettings settings, ServerFactory servers, Consumer<String> say) {
        this(settings, servers, say, RETRY);
    }

    SidePort(DashboardSettings settings, ServerFactory servers, Consumer<String> say, Duration retry) {
        this.settings = settings;
        this.servers = servers;
        this.say = say;
        this.retry = retry;
        this.next = settings.ports().first();
    }

    /** Starts to bind. Call once; never blocks, never throws for anything that is wrong with the address. */
    public void open() {
        AgentPort.occupy(this);
        start(new Runnable() {
            @Override
            public void run() {
                wakeAtTheEnd();
                listen();
            }
        });
    }

    /** Gives back port, connections and threads. Never throws. */
    @Override
    public void close() {
        closed = true;
        Thread waiting = thread;
        if (waiting != null) {
            waiting.interrupt();
        }
        BoundPort here = bound;
        if (here != null) {
            here.end();
        }
    }

    @Override
    public boolean owns(Object socket) {
        BoundPort here = bound;
        return here != null && here.owns(socket);
    }

    @Override
    public boolean giveWay(InetSocketAddress wanted) {
        BoundPort here = bound;
        if (here != null && here.isInTheWayOf(wanted)) {
            here.leave();
            here.awaitEnd();
        }
        return visited.contains(wanted.getPort());
    }

    /** The port that is bound; 0 as long as none is. */
    int port() {
        BoundPort here = bound;
        return here == null || here.isLeft() ? 0 : here.port();
    }

    /** How often the port was found taken. */
    int refused() {
        return refused;
    }

    /** Never on a thread of the application: a thread keeps alive who has started it. */
    private void start(Runnable work) {
        Thread started = AgentThreads.daemon("asyncz-port", work);
        // The agent's own, so that the service lookups of its libraries never reach into the application's.
        started.setContextClassLoader(SidePort.class.getClassLoader());
        thread = started;
        started.start();
    }

    private void listen() {
        try {
            InetAddress at = address == null ? address = address() : address;
            for (BoundPort here = bind(at); here != null; here = bind(at)) {
                say.accept("dashboard " + url(at, here.port()));
                if (here.awaitVisitor()) {
                    serve(here, at);
                    if (!here.isLeft() || !here.succeed()) {
                        return;
                    }
                }
                moveOn(here);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Exception | LinkageError e) {
            if (!closed) {
                say.accept("no dashboard (" + e + "); capture goes on");
            }
        }
    }

    private void serve(BoundPort here, InetAddress at) throws Exception {
        visited.add(here.port());
        try {
            here.serve(servers.start(here, at, settings));
        } catch (Exception | LinkageError failed) {
            if (!here.isLeft()) {
                here.end();
                throw failed;
            }
        }
    }

    /** Ends what was left, and gives the application its time. */
    private void moveOn(BoundPort gone) throws InterruptedException {
        gone.end();
        if (closed) {
            return;
        }
        Ports ports = settings.ports();
        next = ports.after(gone.port());
        String left = "the application binds port " + gone.port() + ": the dashboard gives way and ";
        if (ports.count() > 1 || ports.first() == 0) {
            say.accept(left + "takes another one" + (ports.first() == 0 ? "" : " of " + ports));
            return;
        }
        say.accept(left + "comes back when it is free; set asyncz.port=" + gone.port() + "-"
                + Math.min(gone.port() + EXAMPLES - 1, 65_535) + " for the next one that is free, or 0 for any");
        Thread.sleep(retry.toMillis() * pauses);
        pauses = Math.min(2 * pauses, LONGEST_PAUSE);
    }

    /** The configured address, or loopback where that one must not be served. */
    private InetAddress address() {
        InetAddress wanted;
        try {
            wanted = InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            say.accept("dashboard host '" + settings.host() + "' cannot be resolved; listening on 127.0.0.1");
            return LocalHost.V4;
        }
        if (wanted.isLoopbackAddress() || settings.access().token() != null) {
            return wanted;
        }
        say.accept("dashboard host '" + settings.host() + "' is not loopback and no token is set, so anybody could"
                + " read the log; listening on 127.0.0.1. Set asyncz.token to open it");
        return LocalHost.V4;
    }

    /** The first free port, as soon as there is one; null when closed. */
    private @Nullable BoundPort bind(InetAddress at) throws InterruptedException {
        Ports ports = settings.ports();
        while (!closed) {
            String reason = "";
            for (int i = 0; i < ports.count(); i++) {
                try {
                    return bind(new InetSocketAddress(at, next));
                } catch (IOException taken) {
                    reason = taken instanceof ClosedChannelException
                            ? "the application is binding it"
                            : String.valueOf(taken.getMessage());
                    next = ports.after(next);
                }
            }
            refused++;
            if (refused == 1) {
                say.accept("dashboard port " + ports + " is taken (" + reason + "); capture goes on; retrying every "
                        + RETRY.toSeconds() + " s; set asyncz.port=0 for any free port, or several such as 8000-8009");
            }
            Thread.sleep(retry.toMillis());
        }
        return null;
    }

    private BoundPort bind(InetSocketAddress where) throws IOException, InterruptedException {
        BoundPort candidate = new BoundPort(where, this::startSuccessor);
        bound = candidate;
        try {
            awaitBinds();
            candidate.bind();
            if (candidate.isLeft() || closed) {
                throw new ClosedChannelException();
            }
            return candidate;
        } catch (IOException | InterruptedException | RuntimeException refused) {
            candidate.end();
            throw refused;
        }
    }

    /** A socket that is bound and does not listen yet would not keep the agent out, but fail to listen after it. */
    private static void awaitBinds() throws InterruptedException {
        for (int i = 0; i < 1_000 && AgentPort.isBinding(); i++) {
            Thread.sleep(1);
        }
    }

    private void startSuccessor() {
        BoundPort gone = bound;
        start(new Runnable() {
            @Override
            public void run() {
                try {
                    if (gone != null) {
                        moveOn(gone);
                    }
                    listen();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            }
        });
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
        BoundPort here = bound;
        if (here == null || !here.isVisited()) {
            close();
        }
    }

    private String url(InetAddress at, int port) {
        boolean local = at.isLoopbackAddress() || at.isAnyLocalAddress();
        return "http://" + (local ? "localhost" : Guard.bracketed(settings.host())) + ":" + port + Addresses.LOGS;
    }
}
