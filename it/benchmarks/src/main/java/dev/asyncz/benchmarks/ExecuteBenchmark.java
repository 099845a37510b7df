package dev.asyncz.benchmarks;

import dev.asyncz.bootstrap.run.RunScope;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What following work to a pool costs: {@code execute}, and the worker that takes it, a batch at a time; and a virtual
 * thread, where there are any.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-javaagent:agent/target/asyncz-agent.jar=port=0")
@State(Scope.Benchmark)
public class ExecuteBenchmark {
    private static final int BATCH = 1_000;
    private static final @Nullable Method START = start();

    /** Whether the caller is in a run, and whether work of another run waits somewhere. */
    public enum Where {
        OUTSIDE,
        OUTSIDE_WHILE_WORK_WAITS,
        WITHIN
    }

    @Param
    public Where where = Where.OUTSIDE;

    private final CountDownLatch never = new CountDownLatch(1);
    private final ThreadPoolExecutor pool = pool();
    private final ThreadPoolExecutor blocked = pool();
    private @Nullable Object begun;

    private static ThreadPoolExecutor pool() {
        return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    @Setup(Level.Trial)
    public void occupy() {
        blocked.execute(this::block);
        if (where == Where.OUTSIDE_WHILE_WORK_WAITS) {
            Object run = RunScope.begin("benchmark", "waiting");
            for (int i = 0; i < 10; i++) {
                blocked.execute(new Work());
            }
            RunScope.end(run);
        }
    }

    @Setup(Level.Iteration)
    public void begin() {
        begun = where == Where.WITHIN ? RunScope.begin("benchmark", "handing over") : null;
    }

    @TearDown(Level.Iteration)
    public void end() {
        RunScope.end(begun);
    }

    @TearDown(Level.Trial)
    public void stop() {
        never.countDown();
        pool.shutdown();
        blocked.shutdown();
    }

    /** An object of its own for each, as a lambda that captures something is; the price of one. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void execute() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 1; i < BATCH; i++) {
            pool.execute(new Work());
        }
        pool.execute(done::countDown);
        done.await();
    }

    /** Starts a virtual thread and waits for its end; on a JDK without, a pool's thread. */
    @Benchmark
    public void virtualThread() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        if (START == null) {
            pool.execute(done::countDown);
        } else {
            START.invoke(null, (Runnable) done::countDown);
        }
        done.await();
    }

    private static @Nullable Method start() {
        try {
            return Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException older) {
            return null;
        }
    }

    private void block() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Work implements Runnable {
        @Override
        public void run() {
            // What is measured is the way here.
        }
    }
}
