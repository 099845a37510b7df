package dev.asyncz.it.harness.servers;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Prometheus or its Alertmanager, as Debian has them. Without them on this machine a test is skipped, or fails where the
 * build requires them.
 */
public final class Prometheus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final Process process;

    private Prometheus(int port, Process process) {
        this.address = URI.create("http://127.0.0.1:" + port);
        this.process = process;
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/-/ready").statusCode() == 200);
    }

    public static Prometheus alertmanager(Path folder) {
        Path program = program("prometheus-alertmanager", "alertmanager");
        Path settings =
                write(folder.resolve("alertmanager.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
        int port = SharedServer.freePort();
        return new Prometheus(
                port,
                begin(
                        folder,
                        program.toString(),
                        "--config.file=" + settings,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="));
    }

    /** One that asks an agent each second, and looks at its rules as often. */
    public static Prometheus scraping(URI agent, String token, Path rules, Path folder) {
        Path program = program("prometheus");
        Path settings = write(folder.resolve("prometheus.yml"), """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [%s]
            scrape_configs:
              - job_name: asyncz
                authorization: {credentials: "%s"}
                static_configs: [{targets: ["%s"]}]
            """.formatted(rules, token, agent.getAuthority()));
        int port = SharedServer.freePort();
        return new Prometheus(
                port,
                begin(
                        folder,
                        program.toString(),
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port));
    }

    /** Runs promtool; what it prints is the end of the test, unless it is content. */
    public static String promtool(String input, String... arguments) {
        String program = program("promtool").toString();
        try {
            Process tool = new ProcessBuilder(Stream.concat(Stream.of(program), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            tool.outputWriter(StandardCharsets.UTF_8).append(input).close();
            String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tool.waitFor() != 0) {
                throw new AssertionError("promtool " + String.join(" ", arguments) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public URI address() {
        return address;
    }

    public JsonNode json(String path) {
        try {
            return JSON.readTree(get(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an expression comes to now. */
    public JsonNode query(String expression) {
        JsonNode answer = json("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.path("data").path("result");
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Path program(String... names) {
        for (String name : names) {
            Path program = Path.of("/usr/bin", name);
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        String reason = "no " + names[0] + ": install Debian's prometheus and prometheus-alertmanager";
        if (System.getProperty("asyncz.prometheus", "").equals("required")) {
            throw new AssertionError(reason);
        }
        System.out.println("Tests with Prometheus are skipped: " + reason);
        return Assumptions.<Path>abort(reason);
    }

    private static Process begin(Path folder, String... command) {
        try {
            return new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(Path.of(command[0]).getFileName() + ".log")
                            .toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
