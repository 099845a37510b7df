package dev.asyncz.it.harness.servers;

import static org.awaitility.Awaitility.await;

import dev.asyncz.it.harness.Libs;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A real node in a JVM of its own. */
final class OpenSearch extends SharedServer {
    private static final String LIBRARIES =
            "org.opensearch:opensearch:newest org.opensearch.plugin:transport-netty4-client:newest"
                    + " org.opensearch.plugin:analysis-common:newest org.apache.logging.log4j:log4j-core:2.25.4";

    private @Nullable Process process;

    OpenSearch(Path folder) {
        super(folder);
    }

    @Override
    void begin() throws IOException {
        String jars = Libs.jars(LIBRARIES).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        jars,
                        Libs.path("asyncz.programs.sources")
                                .resolve("../../programs/opensearch/OpenSearchNode.java")
                                .normalize()
                                .toString(),
                        "path.home=" + folder,
                        "http.port=" + port,
                        "discovery.type=single-node")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile())
                .start();
        process = started;
        await("the node").atMost(Duration.ofSeconds(90)).until(() -> answers(started));
    }

    private boolean answers(Process started) {
        if (!started.isAlive()) {
            throw new IllegalStateException("the node has ended with " + started.exitValue());
        }
        try {
            URI health = URI.create("http://127.0.0.1:" + port + "/_cluster/health");
            return ((HttpURLConnection) health.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    void end() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
            process = null;
        }
    }

    @Override
    long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("it does not run");
        }
        return running.pid();
    }

    @Override
    public String[] options(int otherPort) {
        return new String[] {"storage=opensearch", "storage.url=http://127.0.0.1:" + otherPort};
    }
}
