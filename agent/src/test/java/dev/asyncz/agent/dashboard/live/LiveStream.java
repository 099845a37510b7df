package dev.asyncz.agent.dashboard.live;

import static org.awaitility.Awaitility.await;

import dev.asyncz.agent.dashboard.http.port.Port;
import dev.asyncz.api.LogEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An open stream, and all that came so far. */
final class LiveStream implements AutoCloseable {
    static final Pattern ROW = Pattern.compile("<li id=\"e([0-9a-f-]{36})\"");

    private final Socket socket;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    LiveStream(Port port, String query, String... headers) {
        try {
            socket = new Socket("127.0.0.1", port.number());
            request(socket, port, query, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "stream");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null && !line.equals("0"); line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            // By the test, or by the server: the end either way.
        }
        ended = true;
    }

    String text() {
        return String.join("\n", lines).replace("&#61;", "=");
    }

    /** The ids of the rows, in the order in which they came; each once. */
    List<String> rows() {
        Matcher rows = ROW.matcher(text());
        List<String> ids = new ArrayList<>();
        while (rows.find()) {
            ids.add(rows.group(1));
        }
        return ids;
    }

    String lastId() {
        return lines.stream()
                .filter(line -> line.startsWith("id: "))
                .reduce("", (a, b) -> b)
                .replace("id: ", "");
    }

    /** Others may come too, even again: whoever reads leaves out what it has. */
    void awaitRows(List<LogEntry> expected) {
        List<String> ids = expected.stream().map(entry -> entry.id().toString()).toList();
        await().atMost(Duration.ofSeconds(20)).until(() -> rows().containsAll(ids));
    }

    void awaitText(String text) {
        await().atMost(Duration.ofSeconds(20)).until(() -> text().contains(text));
    }

    void awaitEnd() {
        await().atMost(Duration.ofSeconds(20)).until(() -> ended);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void request(Socket socket, Port port, String query, String... headers) throws IOException {
        String request = "GET /dashboard/logs/stream" + query + " HTTP/1.1\r\nHost: localhost:" + port.number() + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
}
