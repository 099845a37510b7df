package dev.asyncz.benchmarks;

import java.util.Objects;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs the calling thread to schedule work that is cancelled at once, as the timeouts of clients are; without
 * the agent in {@link ScheduleWithoutAgentBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-javaagent:agent/target/asyncz-agent.jar=port=0")
@State(Scope.Benchmark)
public class ScheduleBenchmark {
    private static final int PURGE = 1_000;

    /** ForkJoinPool is a scheduler from JDK 25 on: {@code -p scheduler=ForkJoinPool}. */
    @Param("ScheduledThreadPoolExecutor")
    private String scheduler = "";

    @Param({"lambda", "capturing", "anonymous", "named", "decorated"})
    private String work = "";

    private final Timer timer = new Timer(true);
    private ScheduledExecutorService executor = new ScheduledThreadPoolExecutor(0);
    private int calls;

    /** Work with a name. */
    private record Named(Object state) implements Runnable {
        @Override
        public void run() {}
    }

    private record Decorated(Runnable work) implements Runnable {
        @Override
        public void run() {
            work.run();
        }
    }

    @Setup
    public void start() {
        if (scheduler.equals("ForkJoinPool")) {
            executor = (ScheduledExecutorService) (Object) new ForkJoinPool(1);
        } else {
            ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
            pool.setRemoveOnCancelPolicy(true);
            executor = pool;
        }
        // The first of the queue, so that no worker is woken by what comes after it.
        executor.schedule(new Named(this), 1, TimeUnit.HOURS);
    }

    @TearDown
    public void stop() {
        executor.shutdownNow();
        timer.cancel();
    }

    @Benchmark
    public boolean once() {
        Future<?> future = executor.schedule(work(), 2, TimeUnit.HOURS);
        return future.cancel(false);
    }

    @Benchmark
    public boolean periodic() {
        Future<?> future = executor.scheduleAtFixedRate(work(), 2, 2, TimeUnit.HOURS);
        return future.cancel(false);
    }

    @Benchmark
    public boolean timer() {
        Object state = this;
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                Objects.requireNonNull(state);
            }
        };
        timer.schedule(task, TimeUnit.HOURS.toMillis(2));
        if (++calls % PURGE == 0) {
            timer.purge();
        }
        return task.cancel();
    }

    @Benchmark
    public boolean timeout() {
        CompletableFuture<Object> future = new CompletableFuture<>();
        future.orTimeout(2, TimeUnit.HOURS);
        return future.complete(this);
    }

    private Runnable work() {
        Object state = this;
        return switch (work) {
            case "lambda" -> () -> {};
            case "capturing" -> () -> Objects.requireNonNull(state);
            case "anonymous" ->
                new Runnable() {
                    @Override
                    public void run() {
                        Objects.requireNonNull(state);
                    }
                };
            case "decorated" -> new Decorated(() -> Objects.requireNonNull(state));
            default -> new Named(state);
        };
    }
}
