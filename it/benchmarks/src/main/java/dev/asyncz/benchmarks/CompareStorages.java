package dev.asyncz.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.postgresql.Driver;
import redis.embedded.RedisServer;
import redis.embedded.RedisShardedCluster;

/**
 * How many lines a second each storage takes, in batches as the writer's, and how long questions to all of them take.
 * Arguments: how many lines, and the storages to compare (all without any): file, json, redis, redis-cluster, postgres,
 * postgres-indexed, which waits until the texts of each half are indexed. Real servers on this machine; they and the
 * storage share its cores.
 */
public final class CompareStorages {
    private static final int BATCH = 1_000;
    private static final int REPETITIONS = 5;

    private CompareStorages() {}

    public static void main(String[] arguments) throws Exception {
        int lines = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        List<String> storages = arguments.length > 1
                ? Arrays.asList(arguments).subList(1, arguments.length)
                : List.of("file", "json", "redis", "redis-cluster", "postgres", "postgres-indexed");
        for (String storage : storages) {
            Path folder = Files.createTempDirectory("asyncz-storages");
            try {
                serve(storage, folder, options -> measure(storage, lines, options));
            } finally {
                delete(folder);
            }
        }
        System.exit(0);
    }

    private static void serve(String storage, Path folder, Consumer<Map<String, String>> use) throws Exception {
        switch (storage) {
            case "redis" -> {
                RedisServer server = RedisServer.newRedisServer()
                        .port(freePort())
                        .setting("save \"\"")
                        .build();
                server.start();
                use.accept(Map.of(
                        "storage",
                        "redis",
                        "storage.url",
                        "redis://localhost:" + server.ports().get(0)));
                server.stop();
            }
            case "redis-cluster" -> {
                var cluster = RedisShardedCluster.newRedisCluster()
                        .serverPorts(List.of(freePort(), freePort(), freePort()))
                        .shard("a", 0)
                        .shard("b", 0)
                        .shard("c", 0)
                        .build();
                cluster.start();
                String hosts = cluster.ports().stream()
                        .map(port -> "127.0.0.1:" + port)
                        .reduce("", (a, b) -> a.isEmpty() ? b : a + "," + b);
                use.accept(Map.of("storage", "redis", "storage.url", "redis://" + hosts));
                cluster.stop();
            }
            case "postgres", "postgres-indexed" -> {
                try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("fsync", "on")
                        .start()) {
                    Map<String, String> options = Map.of(
                            "storage",
                            "postgres",
                            "storage.url",
                            "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                            "storage.user",
                            "postgres");
                    use.accept(options);
                }
            }
            default ->
                use.accept(Map.of(
                        "storage",
                        storage,
                        "storage.path",
                        folder.resolve("lines").toString(),
                        "storage.maxsize",
                        "1g"));
        }
    }

    private static void measure(String name, int lines, Map<String, String> options) {
        List<LogEntry> entries = new ArrayList<>(lines);
        // As if they had been logged at 10,000 a second, up to five minutes ago.
        long first = System.currentTimeMillis() - 300_000 - lines / 10;
        AtomicLong now = new AtomicLong();
        TimeOrderedIds ids = new TimeOrderedIds(now::get);
        for (int i = 0; i < lines; i++) {
            now.set(first + i / 10);
            entries.add(entry(ids, Instant.ofEpochMilli(now.get()), i));
        }
        try (LogStorage storage = open(options)) {
            long cpu = cpuNanos();
            int half = lines / 2;
            append(name + ": first half", storage, entries.subList(0, half));
            awaitIndexes(name, half, options);
            append(name + ": second half", storage, entries.subList(half, lines));
            System.out.printf("%s: %.1f µs of this process's CPU a line%n", name, (cpuNanos() - cpu) / 1e3 / lines);
            awaitIndexes(name, lines, options);
            Map<String, LogQuery> questions = new LinkedHashMap<>();
            questions.put("newest 200", LogQuery.ALL);
            questions.put("task, 1 %", LogQuery.ALL.withTask("com.acme.Jobs.task7"));
            questions.put("WARN and above, 10 %", LogQuery.ALL.withMinimumLevel(LogLevel.WARN));
            questions.put("common text", LogQuery.ALL.withText("WAREHOUSE"));
            questions.put("rare text", LogQuery.ALL.withText("Needle in the"));
            questions.forEach((what, query) -> ask(name + ": " + what, () -> storage.query(query)));
            ask(
                    name + ": histogram of all, 60 buckets",
                    () -> storage.histogram(
                            LogQuery.ALL, Instant.ofEpochMilli(first), Instant.ofEpochMilli(now.get() + 1), 60));
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static void append(String what, LogStorage storage, List<LogEntry> entries) {
        long start = System.nanoTime();
        for (int from = 0; from < entries.size(); from += BATCH) {
            storage.appendAll(entries.subList(from, Math.min(entries.size(), from + BATCH)));
        }
        System.out.printf("%s at %,d lines/s%n", what, entries.size() * 1_000_000_000L / (System.nanoTime() - start));
    }

    /** A node builds them within a minute or two, 100,000 lines each. */
    private static void awaitIndexes(String name, int lines, Map<String, String> options) throws Exception {
        if (!name.equals("postgres-indexed")) {
            return;
        }
        String count = "select count(*) from pg_index join pg_class on oid = indexrelid"
                + " where indisvalid and relname like 'asyncz\\_logs\\_text%'";
        long start = System.nanoTime();
        try (Connection connection =
                        new Driver().connect(options.get("storage.url") + "?user=postgres", new Properties());
                Statement statement = connection.createStatement()) {
            for (int there = 0; there < lines / 100_000; Thread.sleep(100)) {
                try (ResultSet row = statement.executeQuery(count)) {
                    row.next();
                    there = row.getInt(1);
                }
            }
        }
        System.out.printf("%s: indexed after %d s%n", name, (System.nanoTime() - start) / 1_000_000_000);
    }

    private static void ask(String what, Runnable question) {
        List<Double> millis = new ArrayList<>();
        try {
            for (int i = 0; i < REPETITIONS; i++) {
                long start = System.nanoTime();
                question.run();
                millis.add((System.nanoTime() - start) / 1e6);
            }
            millis.sort(Comparator.naturalOrder());
            System.out.printf(
                    "%s: %.1f ms (%.1f to %.1f)%n",
                    what, millis.get(REPETITIONS / 2), millis.get(0), millis.get(REPETITIONS - 1));
        } catch (RuntimeException e) {
            System.out.printf("%s: %s%n", what, e);
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** One in a hundred of one task, one in ten a warning, and one rare text, the oldest of all. */
    static LogEntry entry(TimeOrderedIds ids, Instant ts, int i) {
        String message = (i == 0 ? "needle in the haystack" : "Order " + i) + " of customer " + i * 31 % 9973
                + " was taken from the queue, checked against the stock of the warehouse, and sent on to billing";
        return new LogEntry(
                ids.next(),
                ts,
                i % 10 == 0 ? LogLevel.WARN : LogLevel.INFO,
                message,
                "com.acme.orders.OrderImport",
                "com.acme.Jobs.task" + i % 100,
                "018f0000-0000-7000-8000-000000000000",
                Map.of("thread", "scheduling-1"));
    }

    /** As the agent opens it. */
    public static LogStorage open(Map<String, String> options) throws Exception {
        ClassLoader agent = new ShippedClasses();
        Properties properties = new Properties();
        options.forEach((key, value) -> properties.setProperty("asyncz." + key, value));
        Class<?> config = agent.loadClass("dev.asyncz.agent.config.Config");
        Class<?> kept = agent.loadClass("dev.asyncz.agent.storage.EntryKind");
        Object opener = agent.loadClass("dev.asyncz.agent.storage.Storages")
                .getMethod("opener", String.class)
                .invoke(null, options.get("storage"));
        Method open = agent.loadClass("dev.asyncz.agent.storage.StorageOpener")
                .getMethod("open", config, kept, Consumer.class);
        Consumer<String> say = System.out::println;
        return (LogStorage) open.invoke(
                opener,
                config.getMethod("read", String.class, Properties.class, Map.class)
                        .invoke(null, null, properties, Map.of()),
                kept.getEnumConstants()[0],
                say);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
