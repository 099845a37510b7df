package dev.asyncz.it.harness.servers;

import dev.asyncz.it.harness.AgentJar;
import dev.asyncz.it.harness.App;
import dev.asyncz.it.harness.Jdk;
import dev.asyncz.it.harness.Launch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A real server that many nodes share, on a port and in a folder of its own: stopped, it comes back with its data. */
public abstract class SharedServer implements AutoCloseable {
    final int port = freePort();
    final Path folder;

    SharedServer(Path folder) {
        this.folder = folder;
    }

    /** By the name of the storage. */
    public static SharedServer of(String storage, Path folder) {
        return switch (storage) {
            case "redis" -> new Redis(folder);
            case "opensearch" -> new OpenSearch(folder);
            default -> new Postgres(folder);
        };
    }

    public final void start() {
        try {
            beginWhenItMayRun();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that a test beside this one begins just now may still have the server's program open for writing. */
    private void beginWhenItMayRun() throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                begin();
                return;
            } catch (IOException e) {
                if (tries == 10 || !String.valueOf(e.getCause()).contains("Text file busy")) {
                    throw e;
                }
            }
        }
    }

    public final void stop() {
        try {
            end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all its processes at once, as {@code kill -9} does. */
    public final void kill() {
        signal("-KILL");
        try {
            end();
        } catch (IOException | RuntimeException gone) {
            // Nobody is left to be asked.
        }
    }

    /** Stops all its processes, as they are. */
    public final void pause() {
        signal("-STOP");
    }

    /** Lets them go on. */
    public final void resume() {
        signal("-CONT");
    }

    /** The options by which an agent finds it. */
    public final String[] options() {
        return options(port);
    }

    /** The options by which an agent finds it behind another port. */
    public abstract String[] options(int port);

    /** Where it listens. */
    public final int port() {
        return port;
    }

    abstract long pid() throws IOException;

    private void signal(String signal) {
        try {
            ProcessHandle first = ProcessHandle.of(pid()).orElseThrow();
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(first), first.descendants()).toList();
            List<String> words = new ArrayList<>(List.of("kill", signal));
            all.forEach(each -> words.add(String.valueOf(each.pid())));
            new ProcessBuilder(words).start().onExit().join();
            if (signal.equals("-KILL")) {
                all.forEach(each -> each.onExit().join());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dashboard as a process of its own, that shows what is on this server. */
    public final App dashboardProcess() {
        String[] arguments = Stream.concat(
                        Stream.of("dashboard", "--port=0"), Stream.of(options()).map("--"::concat))
                .toArray(String[]::new);
        return Launch.on(Jdk.RUNNING)
                .withoutAgent()
                .jar(AgentJar.PATH, arguments)
                .start();
    }

    @Override
    public final void close() {
        stop();
    }

    abstract void begin() throws IOException;

    abstract void end() throws IOException;

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Redis extends SharedServer {
        private @Nullable RedisServer server;
        private long pid;

        Redis(Path folder) {
            super(folder);
        }

        @Override
        void begin() throws IOException {
            server = RedisServer.newRedisServer()
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("dir " + folder)
                    .setting("appendonly yes")
                    .setting("appendfsync always")
                    .build();
            server.start();
            pid = askPid();
        }

        @Override
        void end() throws IOException {
            if (server != null) {
                server.stop();
                server = null;
            }
        }

        @Override
        long pid() {
            return pid;
        }

        /** As it says itself: what it shows of its command line differs. */
        private long askPid() throws IOException {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream().write("INFO server\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
                String info = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                return info.lines()
                        .filter(line -> line.startsWith("process_id:"))
                        .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                        .findFirst()
                        .orElseThrow();
            }
        }

        @Override
        public String[] options(int port) {
            return new String[] {"storage=redis", "storage.url=redis://localhost:" + port};
        }
    }

    private static final class Postgres extends SharedServer {
        private @Nullable EmbeddedPostgres server;

        Postgres(Path folder) {
            super(folder);
        }

        @Override
        void begin() throws IOException {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    // Killed, it must remember what it has acknowledged, as it does unless told otherwise.
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        }

        @Override
        void end() throws IOException {
            if (server != null) {
                server.close();
                server = null;
            }
        }

        @Override
        long pid() throws IOException {
            return Long.parseLong(
                    Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0));
        }

        @Override
        public String[] options(int port) {
            return new String[] {
                "storage=postgres",
                "storage.url=jdbc:postgresql://localhost:" + port + "/postgres",
                "storage.user=postgres"
            };
        }
    }
}
