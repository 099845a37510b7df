package dev.asyncz.it.harness.servers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.embedded.RedisSentinel;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisSentinelBuilder;

/** A primary and its replica on one port of two loopback addresses, and a sentinel that watches them. */
public final class RedisPair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = freePort();
    private final int sentinelPort = freePort();
    private final RedisServer first;
    private final RedisServer second;
    private final RedisSentinel sentinel;

    private RedisPair(Path folder) throws IOException {
        first = server(folder, first(), "replica-priority 100");
        second = server(folder, second(), "replicaof " + first() + " " + port);
        RedisSentinelBuilder builder = RedisSentinel.newRedisSentinel()
                .bind("127.0.0.1")
                .port(sentinelPort)
                .masterPort(port)
                .quorumSize(1)
                .downAfterMilliseconds(1_000)
                .failOverTimeout(5_000)
                .setting("dir " + folder);
        builder.addDefaultReplicationGroup();
        sentinel = builder.build();
    }

    /** Starts all three, and waits until they know each other. */
    public static RedisPair start(Path folder) throws IOException {
        RedisPair pair = new RedisPair(folder);
        pair.first.start();
        pair.second.start();
        await().atMost(PATIENCE)
                .until(() -> pair.ask(pair.second(), "INFO replication").contains("master_link_status:up"));
        return pair;
    }

    public String first() {
        return "127.0.0.1";
    }

    public String second() {
        return "127.0.0.2";
    }

    public int port() {
        return port;
    }

    /** Where the sentinel listens, which is started now. */
    public int sentinel() throws IOException {
        sentinel.start();
        await().atMost(PATIENCE)
                .until(() ->
                        ask(first(), sentinelPort, "SENTINEL REPLICAS mymaster").contains(second()));
        return sentinelPort;
    }

    /** The replica becomes the primary, and the primary its replica, without a line lost between. */
    public void swap() throws IOException {
        ask(first(), "FAILOVER TO " + second() + " " + port);
        await().atMost(PATIENCE).until(() -> isPrimary(second()) && !isPrimary(first()));
    }

    /** As {@code kill -9} does. */
    public void killFirst() throws IOException {
        long pid = ask(first(), "INFO server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                .findFirst()
                .orElseThrow();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    public boolean isPrimary(String address) throws IOException {
        return ask(address, "INFO replication").contains("role:master");
    }

    @Override
    public void close() throws IOException {
        for (redis.embedded.Redis each : new redis.embedded.Redis[] {sentinel, second, first}) {
            try {
                each.stop();
            } catch (IOException | RuntimeException killed) {
                // It is gone already.
            }
        }
    }

    private String ask(String address, String command) throws IOException {
        return ask(address, port, command);
    }

    private static String ask(String address, int port, String command) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private RedisServer server(Path folder, String address, String setting) throws IOException {
        return RedisServer.newRedisServer()
                .bind(address)
                .port(port)
                .setting("dir " + Files.createDirectory(folder.resolve(address)))
                .setting("replica-announce-ip " + address)
                .setting("repl-diskless-sync yes")
                .setting("repl-diskless-sync-delay 0")
                .setting("save \"\"")
                .setting(setting)
                .build();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
