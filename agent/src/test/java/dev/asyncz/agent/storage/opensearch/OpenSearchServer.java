package dev.asyncz.agent.storage.opensearch;

import static org.awaitility.Awaitility.await;

import dev.asyncz.agent.config.Config;
import dev.asyncz.agent.storage.EntryKind;
import dev.asyncz.agent.storage.StorageUnavailable;
import dev.asyncz.agent.storage.opensearch.connection.Answer;
import dev.asyncz.agent.storage.opensearch.connection.Cluster;
import dev.asyncz.agent.storage.opensearch.connection.ClusterAddress;
import dev.asyncz.agent.storage.opensearch.connection.Login;
import dev.asyncz.agent.storage.opensearch.connection.Request;
import dev.asyncz.agent.weaving.loading.MavenJars;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Real nodes, each in a JVM of its own, which ends with the one of the tests. */
final class OpenSearchServer implements AutoCloseable {
    private static final String LIBRARIES = "org.opensearch:opensearch:2.19.6"
            + " org.opensearch.plugin:transport-netty4-client:2.19.6 org.opensearch.plugin:analysis-common:2.19.6"
            + " org.apache.logging.log4j:log4j-core:2.25.4";

    private static final Path SOURCE =
            Path.of(System.getProperty("basedir", "."), "../it/tests/src/programs/opensearch/OpenSearchNode.java");

    /** The first index of a node takes seconds where the machine has other work. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long ENOUGH_BYTES = 1L << 30;

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final int port;
    private final Process process;

    private OpenSearchServer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** One node that all tests share. */
    private static final class Shared {
        static final OpenSearchServer NODE = start(memory(), freePort());

        /** Where nothing waits for a disk, as it does for each index that is made. */
        private static Path memory() {
            if (!Files.isWritable(MEMORY) || MEMORY.toFile().getUsableSpace() < ENOUGH_BYTES) {
                return folder();
            }
            try {
                Path folder = Files.createTempDirectory(MEMORY, "opensearch");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    NODE.close();
                    delete(folder);
                }));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the shared node is, with a prefix that nobody has had. */
    static String url() {
        int number = PREFIXES.incrementAndGet();
        forget("t" + (number - 1));
        return Shared.NODE.url("t" + number);
    }

    /** By this name alone: a wildcard that a slow node gets to late takes what the tests after it have made. */
    private static void forget(String prefix) {
        String url = Shared.NODE.url(prefix);
        for (String path : List.of("/" + prefix + "-*", "/_index_template/" + prefix + "-*")) {
            try {
                ask(url, "DELETE", path, "");
            } catch (StorageUnavailable stillThere) {
                // It costs the node some memory until its end.
            }
        }
    }

    String url(String prefix) {
        return "http://127.0.0.1:" + port + "/" + prefix;
    }

    int port() {
        return port;
    }

    Process process() {
        return process;
    }

    /** Starts a node of its own, and waits until it answers. */
    static OpenSearchServer start(Path folder, int port, String... settings) {
        OpenSearchServer server = begin(folder, port, settings);
        await().atMost(Duration.ofSeconds(60)).pollInSameThread().until(() -> server.answers());
        await().atMost(Duration.ofSeconds(60))
                .pollInSameThread()
                .ignoreExceptions()
                .until(() -> ask(server.url("warm"), "PUT", "/warm-" + System.nanoTime() + "/_doc/1", "{}")
                        .isOk());
        return server;
    }

    /** Starts a node, which forms a cluster of one unless the settings say otherwise. */
    static OpenSearchServer begin(Path folder, int port, String... settings) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms512m",
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath(),
                    SOURCE.toString(),
                    "path.home=" + folder,
                    "http.port=" + port));
            command.addAll(settings.length == 0 ? List.of("discovery.type=single-node") : List.of(settings));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("node.log").toFile())
                    .start();
            return new OpenSearchServer(port, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        return Stream.of(MavenJars.of(LIBRARIES))
                .map(OpenSearchServer::path)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the node has ended: " + process.exitValue());
        }
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/_cluster/health")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** As kill -9 does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    static Path folder() {
        try {
            Path folder = Files.createTempDirectory("opensearch");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the storage is opened with; options as {@code key=value}. */
    static Config config(String url, String... options) {
        Properties properties = new Properties();
        properties.setProperty("asyncz.storage.url", url);
        for (String option : options) {
            int equals = option.indexOf('=');
            properties.setProperty("asyncz." + option.substring(0, equals), option.substring(equals + 1));
        }
        return Config.read(null, properties, Map.of());
    }

    static OpenSearchStorage open(String url, String... options) {
        return (OpenSearchStorage)
                new OpenSearchOpener(PATIENCE).open(config(url, options), EntryKind.LOGS, line -> {});
    }

    /** Asks the cluster, past the storage. */
    static Answer ask(String url, String method, String path, String body) {
        ClusterAddress address = ClusterAddress.parse(url);
        try (Cluster cluster = new Cluster(address, Login.NONE, PATIENCE)) {
            return cluster.ask(
                    body.isEmpty() ? new Request(method, path, null, "") : Request.of(method, path, body, ""));
        }
    }

    /** Makes what was written be found. */
    static void refresh(String url) {
        ask(url, "POST", "/" + ClusterAddress.parse(url).prefix() + "-*/_refresh", "");
    }
}
