package dev.asyncz.benchmarks;

import dev.asyncz.bootstrap.run.RunScope;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One line with one String argument and two context values, to an appender that does nothing, and what capture adds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsPrepend = "-Dlog4j2.configurationFile=classpath:null-appender.xml")
@State(Scope.Benchmark)
public class CaptureBenchmark {
    private static final String AGENT = "-javaagent:agent/target/asyncz-agent.jar=port=0";

    private final Logger log = LogManager.getLogger(CaptureBenchmark.class);
    private String argument = "SKU-4711";

    /** Two values of the application's own. */
    @State(Scope.Thread)
    public static class OwnContext {
        @Setup(Level.Trial)
        public void put() {
            ThreadContext.put("tenant", "acme");
            ThreadContext.put("user", "alice");
        }
    }

    /** The two values that the agent adds during a run. */
    @State(Scope.Thread)
    public static class BoundRun {
        private Object begun = "nothing yet";

        /** Of each iteration, which is a task of an executor: a thread that goes back there leaves its run. */
        @Setup(Level.Iteration)
        public void begin() {
            begun = RunScope.begin("benchmark", "com.acme.Jobs.cleanup");
        }

        @TearDown(Level.Iteration)
        public void end() {
            RunScope.end(begun);
        }
    }

    /** What people write when they need the last lines: a ring of full entries, one lock. */
    @State(Scope.Benchmark)
    public static class Competitor {
        @Setup(Level.Trial)
        public void add() {
            LoggerContext.getContext(false)
                    .getConfiguration()
                    .getRootLogger()
                    .addAppender(SynchronizedRing.started(10_000), null, null);
        }
    }

    @Benchmark
    public void nullAppenderAlone() {
        line();
    }

    @Benchmark
    public void nullAppender(OwnContext context) {
        line();
    }

    @Benchmark
    public void synchronizedRing(OwnContext context, Competitor ring) {
        line();
    }

    @Benchmark
    @Fork(jvmArgsAppend = AGENT)
    public void agent(BoundRun run) {
        line();
    }

    @Benchmark
    @Fork(jvmArgsAppend = AGENT)
    public void agentOutsideRuns() {
        line();
    }

    @Benchmark
    @Fork(jvmArgsAppend = AGENT)
    public void agentAndOwnContext(BoundRun run, OwnContext context) {
        line();
    }

    private void line() {
        log.info("Stock of {} is low, ordering more of it from the usual supplier", argument);
    }
}
