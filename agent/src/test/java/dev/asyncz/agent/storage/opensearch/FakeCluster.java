package dev.asyncz.agent.storage.opensearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.asyncz.agent.storage.EntryJson;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.opensearch.index.Documents;
import dev.asyncz.agent.storage.opensearch.index.FieldNames;
import dev.asyncz.api.LogEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Answers what a test says, and remembers what it was asked. */
final class FakeCluster implements AutoCloseable {
    static {
        // Head and body of an answer are two packets: the second one would wait for the first one's receipt.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

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
                + String.join(",", Collections.nCopies(count, "{\"create\":{\"status\":" + status + "}}"))
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

    /** Answers as the engine does, by ids alone: the newest first, behind a cursor. What else is asked for it does not look at. */
    static final class Indices {
        private final Documents documents = new Documents(FieldNames.PLAIN, "node");
        private final Map<String, List<LogEntry>> indices = new TreeMap<>();

        /** How many lines it looks at before it takes too long. */
        volatile int most = Integer.MAX_VALUE;

        /** Before this id it always takes too long. */
        volatile String never = "";

        void put(String index, List<LogEntry> entries) {
            indices.put(index, entries);
        }

        @Nullable
        Answer answer(Asked request) {
            if (request.path().contains("/_alias")) {
                return new Answer(
                        200,
                        indices.keySet().stream()
                                .map(each -> "\"" + each + "\":{}")
                                .collect(Collectors.joining(",", "{", "}")));
            }
            return request.path().contains("_search") ? search(request) : null;
        }

        private Answer search(Asked request) {
            List<String> names = List.of(
                    request.path().substring(1, request.path().indexOf('/', 1)).split(","));
            String above = bound(request, "gt", "");
            String below = bound(request, "lt", "g");
            List<LogEntry> range = names.stream()
                    .flatMap(each -> indices.getOrDefault(each, List.of()).stream())
                    .filter(each -> each.id().toString().compareTo(below) < 0
                            && each.id().toString().compareTo(above) > 0)
                    .sorted(Comparator.comparing((LogEntry each) -> each.id().toString())
                            .reversed())
                    .toList();
            boolean isOld = range.stream().anyMatch(each -> each.id().toString().compareTo(never) < 0);
            if (range.size() > most || isOld) {
                return new Answer(504, """
                    {"error":{"type":"search_phase_execution_exception","reason":"Partial shards failure",
                    "caused_by":{"type":"query_phase_execution_exception","reason":"Time exceeded"}}}\
                    """);
            }
            try {
                Map<String, Object> body = EntryJson.readExtra(request.body());
                String cursor = body.get("search_after") instanceof List<?> after ? String.valueOf(after.get(0)) : "g";
                return new Answer(
                        200,
                        range.stream()
                                .filter(each -> each.id().toString().compareTo(cursor) < 0)
                                .limit(Long.parseLong(String.valueOf(body.get("size"))))
                                .map(each ->
                                        "{\"_source\":" + documents.write(each) + ",\"sort\":[\"" + each.id() + "\"]}")
                                .collect(Collectors.joining(",", "{\"hits\":{\"hits\":[", "]}}")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String bound(Asked request, String name, String none) {
            int at = request.body().indexOf("\"" + name + "\":\"");
            int from = at + name.length() + 4;
            return at < 0 ? none : request.body().substring(from, from + 36);
        }
    }
}
