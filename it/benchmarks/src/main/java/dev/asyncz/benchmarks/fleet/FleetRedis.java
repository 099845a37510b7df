package dev.asyncz.benchmarks.fleet;

import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.benchmarks.CompareStorages;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/**
 * What a fleet's Redis answers how fast, as a table, what a line takes of its memory, and how long others wait for it
 * meanwhile. Argument: how many lines (a million without any). A real server on this machine, which shares its cores.
 */
public final class FleetRedis {
    private FleetRedis() {}

    public static void main(String[] arguments) throws Exception {
        long lines = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        RedisServer server = RedisServer.newRedisServer()
                .port(freePort())
                .bind("127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        int port = server.ports().get(0);
        Map<String, String> options = Map.of(
                "storage",
                "redis",
                "storage.url",
                "redis://127.0.0.1:" + port,
                "storage.retention.bytes",
                "64g",
                "storage.retention.days",
                "8");
        try (Jedis other = new Jedis("127.0.0.1", port);
                LogStorage storage = CompareStorages.open(options)) {
            measure(storage, other, lines);
        } finally {
            server.stop();
        }
        System.exit(0);
    }

    private static void measure(LogStorage storage, Jedis other, long lines) throws Exception {
        long span = Duration.ofDays(7).toMillis();
        long first = System.currentTimeMillis() - span;
        long before = memory(other);
        FleetLines.write(storage, lines, first, span);
        System.out.printf("in memory: %,d B a line%n", (memory(other) - before) / lines);
        say("PING with nothing else", () -> Thread.sleep(2_000), other);
        FleetQuestions.ask(storage, first);
        say(
                "PING while a text that is nowhere is searched",
                () -> storage.query(LogQuery.ALL.withText("no such text")),
                other);
        for (String command : other.info("commandstats").split("\\R")) {
            if (command.startsWith("cmdstat_xrevrange:")) {
                System.out.println(command);
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** How long another client waits for the server meanwhile. */
    private static void say(String what, Work work, Jedis other) throws Exception {
        AtomicBoolean working = new AtomicBoolean(true);
        List<Double> millis = new ArrayList<>();
        Thread client = new Thread(() -> {
            while (working.get()) {
                long start = System.nanoTime();
                other.ping();
                millis.add((System.nanoTime() - start) / 1e6);
            }
        });
        client.start();
        work.run();
        working.set(false);
        client.join();
        Collections.sort(millis);
        int count = millis.size();
        System.out.printf(
                "%s: %.2f ms, 99 %% within %.2f ms, longest %.2f ms%n",
                what, millis.get(count / 2), millis.get(count * 99 / 100), millis.get(count - 1));
    }

    private static long memory(Jedis server) {
        for (String line : server.info("memory").split("\\R")) {
            if (line.startsWith("used_memory:")) {
                return Long.parseLong(line.substring("used_memory:".length()));
            }
        }
        throw new IllegalStateException("INFO says nothing of memory");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
