package dev.asyncz.it.harness.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.asyncz.it.harness.Dashboard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy that serves a dashboard below a path of its own, as nginx or Traefik would, and can cut its streams. */
public final class PrefixProxy implements AutoCloseable {
    private static final String PREFIX = "/ops/shop";
    private static final String STREAM = "/dashboard/logs/stream";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "prefix-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
    private final URI target;
    private final Set<InputStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();

    private PrefixProxy(URI target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::forward);
        server.setExecutor(threads);
        server.start();
    }

    public static PrefixProxy of(Dashboard dashboard) {
        try {
            return new PrefixProxy(dashboard.address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a browser types for the path of the dashboard. */
    public String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + PREFIX + path;
    }

    /**
     * Ends every stream that is open. On the dashboard's side: the browser's side is written by another thread, and an
     * exchange closed amid a chunk leaves a connection that neither ends nor goes on.
     */
    public void cutStreams() {
        for (InputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** How many streams have been opened so far. */
    public int streamsOpened() {
        return opened.get();
    }

    private void forward(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        if (!path.startsWith(PREFIX + "/")) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(path.substring(PREFIX.length())))
                .header("X-Forwarded-Prefix", PREFIX);
        for (String name : List.of("Cookie", "Last-Event-ID", "HX-Current-URL", "Authorization")) {
            exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> request.header(name, value));
        }
        boolean stream = path.startsWith(PREFIX + STREAM);
        try (exchange) {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            response.headers().map().forEach((name, values) -> {
                if (!Set.of("content-length", "transfer-encoding", "date").contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(response.statusCode(), 0);
            InputStream body = response.body();
            if (stream) {
                streams.add(body);
                opened.incrementAndGet();
            }
            try {
                copy(body, exchange);
            } finally {
                streams.remove(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream from, HttpExchange to) throws IOException {
        byte[] buffer = new byte[16 * 1_024];
        try (from) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.getResponseBody().write(buffer, 0, read);
                to.getResponseBody().flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
