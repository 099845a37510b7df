package dev.asyncz.agent.dashboard.http.server;

import dev.asyncz.agent.dashboard.http.Answer;
import dev.asyncz.agent.dashboard.http.Ask;
import dev.asyncz.agent.dashboard.http.Ask.Cookie;
import dev.asyncz.agent.dashboard.http.Guard;
import dev.asyncz.agent.dashboard.http.Here;
import dev.asyncz.agent.dashboard.http.Router;
import dev.asyncz.agent.dashboard.http.Sink;
import dev.asyncz.agent.dashboard.http.port.BoundPort;
import dev.asyncz.agent.dashboard.http.port.DashboardSettings;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty, cut down to what a guest may take: four daemon threads (an acceptor, a selector, one that answers, a timer), a
 * bounded number of connections, small buffers, no JMX, no shutdown hook. With {@link Door} the one class that knows of it.
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

    private static final HttpFields SECURITY = HttpFields.build()
            .add(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
                            + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
            .add("X-Content-Type-Options", "nosniff")
            .add("Referrer-Policy", "no-referrer")
            .add("X-Frame-Options", "DENY")
            .add("Cache-Control", "no-store")
            .asImmutable();

    private final Server server;
    private final Door door;
    private final AutoCloseable streams;
    private final ScheduledThreadPoolExecutor timer;

    private WebServer(Server server, Door door, AutoCloseable streams, ScheduledThreadPoolExecutor timer) {
        this.server = server;
        this.door = door;
        this.streams = streams;
        this.timer = timer;
    }

    /**
     * Serves whoever comes to a visited port.
     *
     * @param streams responses that never end by themselves; closed together with the server
     */
    public static WebServer start(
            BoundPort port, Guard guard, Router router, AutoCloseable streams, DashboardSettings settings)
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
        Door door = new Door(server, port, configuration(), IDLE_MILLIS);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS + settings.streams(), door);
        limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        server.addBean(limit);
        server.addConnector(door);
        server.setHandler(new Pages(guard, router, settings.version()));
        server.setErrorHandler(new Errors());
        server.setStopAtShutdown(false);
        server.setStopTimeout(0);
        server.start();
        leaveAsItWas(JETTY_VERSION, version);
        return new WebServer(server, door, streams, timer);
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
        door.setAccepting(true);
    }

    @Override
    public void close() throws Exception {
        door.reset();
        streams.close();
        try {
            server.stop();
        } finally {
            timer.shutdownNow();
        }
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, prefix + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
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

    private static void send(Request request, Response response, Callback callback, Answer answer) {
        response.setStatus(answer.status());
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(SECURITY);
        headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        answer.headers().forEach(headers::put);
        boolean bodiless = request.getMethod().equals("HEAD");
        if (answer.writer() != null && !bodiless) {
            answer.writer().accept(new Body(request, response, callback));
            return;
        }
        if (answer.writer() == null) {
            headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        }
        response.write(true, bodiless ? ByteBuffer.allocate(0) : ByteBuffer.wrap(answer.body()), callback);
    }

    private static Ask ask(Request request, String version) {
        HttpURI uri = request.getHttpURI();
        HttpFields headers = request.getHeaders();
        return new Ask(
                request.getMethod(),
                String.valueOf(uri.getPath()),
                uri.getQuery(),
                headers.getFields(HttpHeader.HOST).stream()
                        .map(field -> String.valueOf(field.getValue()))
                        .toList(),
                uri.getAuthority(),
                headers.get(HttpHeader.AUTHORIZATION),
                Request.getCookies(request).stream()
                        .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()))
                        .toList(),
                headers.get("HX-Current-URL"),
                headers.get("Last-Event-ID"),
                Here.of(headers.get("X-Forwarded-Prefix"), version));
    }

    /** A body that is written as it comes to be. */
    private record Body(Request request, Response response, Callback callback) implements Sink {
        @Override
        public void write(byte[] bytes, Taken taken) {
            response.write(false, ByteBuffer.wrap(bytes), Callback.from(() -> taken.told(null), taken::told));
        }

        @Override
        public void end() {
            response.write(true, ByteBuffer.allocate(0), callback);
        }

        @Override
        public void cut(Throwable why) {
            request.getConnectionMetaData().getConnection().getEndPoint().close(why);
            callback.failed(why);
        }

        @Override
        public void later(Runnable work) {
            request.getComponents().getExecutor().execute(work);
        }
    }

    /** Guard, then routes. */
    private static final class Pages extends Handler.Abstract {
        private final Guard guard;
        private final Router router;
        private final String version;

        Pages(Guard guard, Router router, String version) {
            this.guard = guard;
            this.router = router;
            this.version = version;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Ask ask = ask(request, version);
            Optional<Answer> refusal = guard.refusal(ask);
            send(request, response, callback, refusal.orElseGet(() -> router.answer(ask)));
            return true;
        }
    }

    /** What Jetty itself refuses, and what nobody expected: a status and its name, never a cause. */
    private static final class Errors extends ErrorHandler {
        /** How Jetty says that the host is absent or odd; the answer is then the same as the guard's. */
        private static final Set<String> HOST = Set.of("No Host", "Blank Host", "Bad Host", "Deprecated User Info");

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            boolean host = HOST.contains(String.valueOf(request.getAttribute(ERROR_MESSAGE)));
            int status = host ? 421 : response.getStatus();
            String sentence = status < 500 ? "The request cannot be understood." : "The dashboard failed at this.";
            send(request, response, callback, Answer.text(status, sentence));
            return true;
        }

        @Override
        public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
            fields.add(SECURITY);
            fields.put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
            return ByteBuffer.wrap(
                    Answer.text(status, "The request cannot be understood.").body());
        }
    }
}
