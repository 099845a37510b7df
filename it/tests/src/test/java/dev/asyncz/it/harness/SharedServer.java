package dev.asyncz.it.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
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
        return storage.equals("redis") ? new Redis(folder) : new Postgres(folder);
    }

    public final void start() {
        try {
            begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public final void stop() {
        try {
            end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options by which an agent finds it. */
    public abstract String[] options();

    @Override
    public final void close() {
        stop();
    }

    abstract void begin() throws IOException;

    abstract void end() throws IOException;

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Redis extends SharedServer {
        private @Nullable RedisServer server;

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
        }

        @Override
        void end() throws IOException {
            if (server != null) {
                server.stop();
                server = null;
            }
        }

        @Override
        public String[] options() {
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
        public String[] options() {
            return new String[] {
                "storage=postgres",
                "storage.url=jdbc:postgresql://localhost:" + port + "/postgres",
                "storage.user=postgres"
            };
        }
    }
}
