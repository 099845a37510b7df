package dev.asyncz.agent.storage.redis;

import static org.awaitility.Awaitility.await;

import dev.asyncz.agent.storage.redis.connection.RedisAddress;
import dev.asyncz.agent.storage.retention.RetentionPolicy;
import dev.asyncz.agent.storage.retention.RetentionRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.RedisShardedCluster;
import redis.embedded.core.RedisServerBuilder;

/** Real servers on loopback. The shared ones start at their first use, and end with the JVM. */
final class RedisServers {
    static final String STREAM = "asyncz:logs";

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private RedisServers() {}

    /** One server that all tests share. */
    static final class Single {
        static final int PORT = freePorts(1).get(0);

        static {
            start(PORT);
        }

        private Single() {}
    }

    /** A cluster of three masters that all tests share. */
    static final class Cluster {
        static final List<Integer> PORTS = freePorts(3);

        static {
            cluster(PORTS);
        }

        private Cluster() {}
    }

    /** Three masters; a fourth is the replica of the first. */
    static RedisShardedCluster cluster(List<Integer> ports, String... settings) {
        RedisShardedCluster started = started(() -> {
            RedisServerBuilder builder = plain();
            Stream.of(settings).forEach(builder::setting);
            RedisShardedCluster cluster = RedisShardedCluster.newRedisCluster()
                    .withServerBuilder(builder)
                    .serverPorts(ports)
                    .shard("a", ports.size() - 3)
                    .shard("b", 0)
                    .shard("c", 0)
                    .build();
            cluster.start();
            return cluster;
        });
        // In this thread: another one would wait for a class that starts it to be ready.
        ports.forEach(
                port -> await().pollInSameThread().until(() -> clusterInfo(port).contains("cluster_state:ok")));
        return started;
    }

    static int masterWithReplica(List<Integer> ports) {
        for (int port : ports) {
            try (Jedis jedis = new Jedis("127.0.0.1", port)) {
                if (jedis.info("replication").contains("connected_slaves:1")) {
                    return port;
                }
            }
        }
        throw new IllegalStateException("no master has a replica");
    }

    private static String clusterInfo(int port) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            return jedis.clusterInfo();
        }
    }

    static RedisServer start(int port, String... settings) {
        return started(() -> {
            RedisServerBuilder builder = plain().port(port);
            Stream.of(settings).forEach(builder::setting);
            RedisServer server = builder.build();
            server.start();
            return server;
        });
    }

    static RedisAddress address(int... ports) {
        return RedisAddress.parse("redis://"
                + Arrays.stream(ports).mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
    }

    static RedisAddress clusterAddress() {
        return address(Cluster.PORTS.stream().mapToInt(Integer::intValue).toArray());
    }

    static RedisStorage open(RedisAddress address, long capacity) {
        return RedisStorage.open(address, STREAM, atMost(capacity), DEADLINE);
    }

    /** From a node that has nothing set, and a default of so many entries. */
    static RetentionRequest atMost(long capacity) {
        return atMost(capacity, "here");
    }

    static RetentionRequest atMost(long capacity, String node) {
        return new RetentionRequest(new RetentionPolicy(0, 0, capacity), false, false, node, Instant.now());
    }

    static void flush(Collection<Integer> ports) {
        for (int port : ports) {
            try (Jedis jedis = new Jedis("127.0.0.1", port)) {
                jedis.flushAll();
            }
        }
    }

    /** How often the server has run a command, as INFO counts; scripts included. */
    static long calls(Jedis jedis, String command) {
        Map<String, String> lines = jedis.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .collect(Collectors.toMap(line -> line.split(":")[0], line -> line.split("[=,]")[1]));
        return Long.parseLong(lines.getOrDefault("cmdstat_" + command, "0"));
    }

    /** Free ones whose 10,000th next is one too: a cluster talks there. */
    static List<Integer> freePorts(int count) {
        List<Integer> ports = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int port = 20_000 + (int) (ProcessHandle.current().pid() % 20_000); ports.size() < count; port++) {
                if (hold(port, held) && hold(port + 10_000, held)) {
                    ports.add(port);
                }
            }
            for (ServerSocket each : held) {
                each.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hold(int port, List<ServerSocket> held) {
        try {
            held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static RedisServerBuilder plain() {
        return RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no");
    }

    private static <T> T started(Start<T> start) {
        try {
            return start.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Start<T> {
        T run() throws IOException;
    }
}
