package dev.asyncz.agent.storage.postgres.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PgBouncer before the tests' PostgreSQL, configured as Debian ships it but for what is named here: one user for
 * everybody. Without one on this machine a test is skipped, or fails where the build requires it.
 */
public final class PgBouncer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;
    private final Process process;

    private PgBouncer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /**
     * @param mode when a server's connection may go to another client: {@code transaction} or {@code session}
     * @param size how many connections to the server
     */
    public static PgBouncer start(Path folder, String mode, int size) throws IOException {
        String program = program();
        int port = freePort();
        String server = PostgresServer.url("").replaceAll(".*:(\\d+)/", "$1");
        Path settings = Files.write(
                folder.resolve("pgbouncer.ini"),
                List.of(
                        "[databases]",
                        "* = host=localhost port=" + server + " user=postgres",
                        "[pgbouncer]",
                        "listen_addr = 127.0.0.1",
                        "listen_port = " + port,
                        "unix_socket_dir =",
                        "auth_type = any",
                        "pool_mode = " + mode,
                        "default_pool_size = " + size));
        List<String> command = new ArrayList<>(List.of(program, "-q", settings.toString()));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root, and reads its settings first.
            command.addAll(1, List.of("-u", "nobody"));
        }
        Path log = folder.resolve("pgbouncer.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await("PgBouncer, see " + log).atMost(PATIENCE).ignoreExceptions().until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
        return new PgBouncer(port, process);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static String program() {
        Optional<Path> program = Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        String reason = "no PgBouncer: install Debian's pgbouncer";
        if (program.isEmpty() && System.getProperty("asyncz.pgbouncer", "").equals("required")) {
            throw new AssertionError(reason);
        }
        if (program.isEmpty()) {
            // Surefire keeps the reason to its XML reports.
            System.out.println("Tests behind a pooler are skipped: " + reason);
            Assumptions.abort(reason);
        }
        return program.orElseThrow().toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
