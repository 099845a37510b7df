package dev.asyncz.agent.dashboard.http.port;

import static org.awaitility.Awaitility.await;

import dev.asyncz.agent.dashboard.Dashboard;
import dev.asyncz.agent.dashboard.Samples;
import dev.asyncz.agent.dashboard.http.access.Access;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogStorage;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A side port on a free port, for one test. */
public final class Port implements AutoCloseable {
    public final List<String> said = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SidePort port;

    public Port(DashboardSettings settings, Dashboard sources) {
        port = new SidePort(settings, sources, said::add, Duration.ofMillis(50));
        port.open();
    }

    public static Port serving(LogStorage storage) {
        return bound(settings("127.0.0.1", null), Samples.sources(storage));
    }

    public static Port serving(List<LogEntry> entries) {
        return serving(Samples.ring(entries));
    }

    public static Port bound(DashboardSettings settings, Dashboard sources) {
        Port port = new Port(settings, sources);
        port.awaitBound();
        return port;
    }

    public static DashboardSettings settings(String host, @Nullable String token) {
        return new DashboardSettings(host, new Ports(0, 0), Access.of(token), 8, "", "1.2.3");
    }

    public void awaitBound() {
        await().atMost(Duration.ofSeconds(10)).until(() -> said.stream().anyMatch(line -> line.contains("http://")));
    }

    public int number() {
        return port.port();
    }

    public int refused() {
        return port.refused();
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    public HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + number() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends exactly these lines and gives back all that comes; for what a decent client would never send. */
    public String raw(String... lines) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", number())) {
            socket.setSoTimeout(10_000);
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
