package dev.asyncz.benchmarks.fleet;

import dev.asyncz.api.LogStorage;
import dev.asyncz.benchmarks.CompareStorages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a fleet's OpenSearch answers how fast, as a table. Arguments: how many lines, of how
 * many hours, and the class path of a node. The lines lie as they were written: nothing is merged by hand. A real node on
 * this machine, which shares its cores.
 */
public final class FleetIndices {
    private static final int PORT = 19_219;
    private static final String URL = "http://127.0.0.1:" + PORT;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private FleetIndices() {}

    public static void main(String[] arguments) throws Exception {
        long lines = Long.parseLong(arguments[0]);
        Path folder = Files.createTempDirectory("asyncz-fleet");
        Process node = start(folder, arguments[2]);
        try (LogStorage storage = CompareStorages.open(
                Map.of("storage", "opensearch", "storage.url", URL, "storage.retention.days", "8"))) {
            long span = Duration.ofHours(Long.parseLong(arguments[1])).toMillis();
            long first = System.currentTimeMillis() - span;
            FleetLines.write(storage, lines, first, span);
            send("POST", "/asyncz-*/_refresh");
            System.out.printf(
                    "on disk: %,d B a line%n",
                    Long.parseLong(send("GET", "/_cat/indices/asyncz-logs-*?h=pri.store.size&bytes=b")
                                    .lines()
                                    .map(String::strip)
                                    .reduce("0", (a, b) -> String.valueOf(Long.parseLong(a) + Long.parseLong(b))))
                            / lines);
            FleetQuestions.ask(storage, first);
        } finally {
            node.destroyForcibly().onExit().join();
            delete(folder);
        }
        System.exit(0);
    }

    private static Process start(Path folder, String classPath) throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms1g",
                        "-Xmx1g",
                        "-cp",
                        classPath,
                        "it/tests/src/programs/opensearch/OpenSearchNode.java",
                        "path.home=" + folder,
                        "http.port=" + PORT,
                        "discovery.type=single-node")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile())
                .start();
        for (boolean answers = false; !answers; TimeUnit.MILLISECONDS.sleep(200)) {
            if (!node.isAlive()) {
                throw new IllegalStateException(Files.readString(folder.resolve("node.log")));
            }
            try {
                answers = !send("GET", "/_cluster/health").isEmpty();
            } catch (IOException notYet) {
                // It starts.
            }
        }
        return node;
    }

    private static String send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(URL + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
