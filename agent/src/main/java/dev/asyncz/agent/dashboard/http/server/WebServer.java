package dev.asyncz.agent.dashboard.http.server;

import dev.asyncz.agent.dashboard.http.Router;
import dev.asyncz.agent.dashboard.http.Templates;
import dev.asyncz.agent.dashboard.http.access.Guard;
import dev.asyncz.agent.dashboard.http.port.BoundPort;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import dev.asyncz.bootstrap.AgentThreads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty, cut down to what a guest may take: four daemon threads (an acceptor, a selector, one that answers, a timer), a
 * bounded number of connections, small buffers, no JMX, no shutdown hook. The classes of this room alone know of it.
 */
public final class WebServer implements BoundPort.Server {
    private static final int POOL_THREADS = 3;
    /** Beside those that read live lines. */
    private static final int MAX_CONNECTIONS = 24;

    private static final int MAX_REQUEST_BYTES = 8 * 1_024;
    private static final long IDLE_MILLIS = 30_000;
    private static final long CROWDED_IDLE_MILLIS = 2_000;
    private static final long POOLED_BYTES = 1 << 20;

    /** Where Jetty tells which it is; the application may have another. */
    private static final String JETTY_VERSION = "jetty.git.hash";

    private final Server server;
    private final PortConnector connector;
    private final AutoCloseable streams;
    private final ScheduledThreadPoolExecutor timer;

    private WebServer(
            Server server, PortConnector connector, AutoCloseable streams, ScheduledThreadPoolExecutor timer) {
        this.server = server;
        this.connector = connector;
        this.streams = streams;
        this.timer = timer;
    }

    /**
     * Serves whoever comes to a visited port.
     *
     * @param templates for the pages and for what refuses them
     * @param streams responses that never end by themselves; closed together with the server
     */
    public static WebServer start(
            BoundPort port,
            Guard guard,
            Router router,
            AutoCloseable streams,
            Templates templates,
            DashboardSettings settings)
            throws Exception {
        String version = System.getProperty(JETTY_VERSION);
        // Jetty's own queue asks JMX for the size of a cache line. That would start the application's platform MBean
        // server, and java.util.logging with it, before the application has set what it wants of them.
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        QueuedThreadPool threads =
                new QueuedThreadPool(POOL_THREADS, 1, (int) IDLE_MILLIS, 0, queue, null, daemons("asyncz-http-"));
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("asyncz-http-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        Server server = new Server(
                threads,
                new ScheduledExecutorScheduler(timer),
                new ArrayByteBufferPool(-1, -1, -1, 64, POOLED_BYTES, POOLED_BYTES));
        PortConnector connector = new PortConnector(server, port, configuration(), IDLE_MILLIS);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS + settings.streams(), connector);
        limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        server.addBean(limit);
        server.addConnector(connector);
        server.setHandler(new DashboardHandler(guard, router, settings.version(), templates));
        server.setErrorHandler(new ErrorResponses());
        server.setStopTimeout(0);
        server.start();
        leaveAsItWas(JETTY_VERSION, version);
        return new WebServer(server, connector, streams, timer);
    }

    private static void leaveAsItWas(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    @Override
    public void wake() {
        connector.setAccepting(true);
    }

    @Override
    public void close() throws Exception {
        connector.reset();
        streams.close();
        try {
            server.stop();
        } finally {
            timer.shutdownNow();
        }
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> AgentThreads.daemon(prefix + count.incrementAndGet(), task);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_REQUEST_BYTES);
        configuration.setRelativeRedirectAllowed(true);
        configuration.setHttpCompliance(HttpCompliance.RFC9110.with(
                "asyncz",
                // Let through to the guard, which refuses them the same way as any other foreign host.
                HttpCompliance.Violation.DUPLICATE_HOST_HEADERS,
                HttpCompliance.Violation.UNSAFE_HOST_HEADER,
                HttpCompliance.Violation.MISMATCHED_AUTHORITY));
        return configuration;
    }
}
