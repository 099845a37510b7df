package dev.asyncz.agent.storage.opensearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.asyncz.agent.storage.EntryKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Answers what a test says, and remembers what it was asked. */
final class FakeCluster implements AutoCloseable {
    private final HttpServer server;
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** What is answered to a bulk of so many entries. */
    volatile Function<Integer, Answer> bulk = count -> new Answer(200, items(count, 201));

    /** What is answered to everything else; null for what a well cluster says. */
    volatile Function<Asked, Answer> other = request -> null;

    record Asked(String method, String path, String body, String authorization, String encoding) {}

    record Answer(int status, String body) {}

    FakeCluster() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            server.createContext("/", this::answer);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    OpenSearchStorage open(String... options) {
        return (OpenSearchStorage)
                new OpenSearchOpener().open(OpenSearchServer.config(url(), options), EntryKind.LOGS, line -> {});
    }

    List<Asked> asked(String path) {
        return asked.stream().filter(each -> each.path.startsWith(path)).toList();
    }

    /** The items of the answer to a bulk, all alike. */
    static String items(int count, int status) {
        return "{\"items\":["
                + String.join(",", java.util.Collections.nCopies(count, "{\"create\":{\"status\":" + status + "}}"))
                + "]}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String encoding = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        if (encoding.equals("gzip")) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                new String(body, StandardCharsets.UTF_8),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                encoding);
        asked.add(request);
        Answer answer = other.apply(request);
        if (answer == null) {
            answer = request.path.startsWith("/_bulk")
                    ? bulk.apply((int) request.body.lines().count() / 2)
                    : well(request);
        }
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Answer well(Asked request) {
        if (request.path.equals("/")) {
            return new Answer(200, "{\"version\":{\"distribution\":\"opensearch\",\"number\":\"2.19.6\"}}");
        }
        boolean seen = request.method.equals("GET")
                && (request.path.contains("_doc") || request.path.contains("_index_template"));
        return new Answer(seen ? 404 : 200, "{}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
