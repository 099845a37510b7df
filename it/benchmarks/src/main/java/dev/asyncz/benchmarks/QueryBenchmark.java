package dev.asyncz.benchmarks;

import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Questions to a full ring, messages of some 125 characters, 200 matches asked for. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class QueryBenchmark {
    private static final String RARE = "needle in the haystack";

    @Param({"10000", "100000", "1000000"})
    private int entries;

    @SuppressWarnings("NullAway.Init")
    private LogStorage ring;

    private final Instant first = Instant.now();

    @Setup
    public void fill() throws Exception {
        ring = (LogStorage) new ShippedClasses()
                .loadClass("dev.asyncz.agent.storage.memory.RingStorage")
                .getConstructor(int.class, long.class)
                .newInstance(entries, Long.MAX_VALUE);
        TimeOrderedIds ids = new TimeOrderedIds(System::currentTimeMillis);
        for (int i = 0; i < entries; i++) {
            ring.append(entry(ids, i));
        }
        awaitSealed();
    }

    /** Its thread ends when all that is full is sealed; a ring that seals nothing has none. */
    static void awaitSealed() throws InterruptedException {
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().equals("asyncz-sealer"))) {
            Thread.sleep(100);
        }
    }

    /** One in a hundred of one task, one in ten a warning, and one rare text, the oldest of all. */
    static LogEntry entry(TimeOrderedIds ids, int i) {
        String message = (i == 0 ? RARE : "Order " + i) + " of customer " + i * 31 % 9973
                + " was taken from the queue, checked against the stock of the warehouse, and sent on to billing";
        return new LogEntry(
                ids.next(),
                Instant.now(),
                i % 10 == 0 ? LogLevel.WARN : LogLevel.INFO,
                message,
                "com.acme.orders.OrderImport",
                "com.acme.Jobs.task" + i % 100,
                "018f0000-0000-7000-8000-000000000000",
                Map.of("thread", "scheduling-1"));
    }

    @Benchmark
    public Iterable<LogEntry> newest() {
        return ring.query(LogQuery.ALL);
    }

    @Benchmark
    public Iterable<LogEntry> task() {
        return ring.query(LogQuery.ALL.withTask("com.acme.Jobs.task7"));
    }

    @Benchmark
    public Iterable<LogEntry> minimumLevel() {
        return ring.query(LogQuery.ALL.withMinimumLevel(LogLevel.WARN));
    }

    @Benchmark
    public Iterable<LogEntry> commonText() {
        return ring.query(LogQuery.ALL.withText("WAREHOUSE"));
    }

    @Benchmark
    public Iterable<LogEntry> rareText() {
        return ring.query(LogQuery.ALL.withText("Needle in the"));
    }

    @Benchmark
    public Iterable<LogEntry> textThatIsNowhere() {
        return ring.query(LogQuery.ALL.withText("zebra crossing"));
    }

    @Benchmark
    public Iterable<LogEntry> levelThatIsNowhere() {
        return ring.query(LogQuery.ALL.withMinimumLevel(LogLevel.ERROR));
    }

    @Benchmark
    public Iterable<LogEntry> taskThatIsNowhere() {
        return ring.query(LogQuery.ALL.withTask("com.acme.Jobs.task100"));
    }

    @Benchmark
    public Iterable<LogEntry> pattern() {
        return ring.query(
                LogQuery.ALL.withCondition(new LogCondition("", LogCondition.Match.REGEX, "needle.*haystack", false)));
    }

    @Benchmark
    public LogHistogram histogram() {
        return ring.histogram(LogQuery.ALL, first, Instant.now(), 60);
    }
}
