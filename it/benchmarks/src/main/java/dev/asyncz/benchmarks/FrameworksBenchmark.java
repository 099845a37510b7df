package dev.asyncz.benchmarks;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.helpers.NOPAppender;
import ch.qos.logback.core.read.CyclicBufferAppender;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The line of {@link CaptureBenchmark} through other frameworks, to an appender or a handler that does nothing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class FrameworksBenchmark {
    private static final String AGENT = "-javaagent:agent/target/asyncz-agent.jar=port=0";

    private String argument = "SKU-4711";

    /** SLF4J 2 and Logback. */
    @State(Scope.Benchmark)
    public static class Logback {
        private final LoggerContext context = new LoggerContext();
        private final org.slf4j.Logger log = context.getLogger(FrameworksBenchmark.class);

        @Setup
        public void configure() {
            NOPAppender<ILoggingEvent> nowhere = new NOPAppender<>();
            nowhere.setContext(context);
            nowhere.start();
            context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(nowhere);
        }
    }

    /** Logback's own ring of the last lines, each with its text and its context. */
    @State(Scope.Benchmark)
    public static class Cyclic {
        @Setup
        public void add(Logback logback) {
            CyclicBufferAppender<ILoggingEvent> ring = new CyclicBufferAppender<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    event.prepareForDeferredProcessing();
                    super.append(event);
                }
            };
            ring.setMaxSize(10_000);
            ring.setContext(logback.context);
            ring.start();
            logback.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(ring);
        }
    }

    /** java.util.logging. */
    @State(Scope.Benchmark)
    public static class Jul {
        private final java.util.logging.Logger log =
                java.util.logging.Logger.getLogger(FrameworksBenchmark.class.getName());

        @Setup
        public void configure() {
            LogManager.getLogManager().reset();
            log.addHandler(new Nowhere());
            log.setLevel(Level.INFO);
        }
    }

    @Benchmark
    public void logback(Logback logback) {
        line(logback);
    }

    @Benchmark
    @Fork(jvmArgsAppend = AGENT)
    public void logbackWithAgent(Logback logback, CaptureBenchmark.BoundRun run) {
        line(logback);
    }

    @Benchmark
    public void logbackCyclicBuffer(Logback logback, Cyclic ring) {
        line(logback);
    }

    @Benchmark
    public void jul(Jul jul) {
        line(jul);
    }

    @Benchmark
    @Fork(jvmArgsAppend = AGENT)
    public void julWithAgent(Jul jul, CaptureBenchmark.BoundRun run) {
        line(jul);
    }

    private void line(Logback logback) {
        logback.log.info("Stock of {} is low, ordering more of it from the usual supplier", argument);
    }

    private void line(Jul jul) {
        jul.log.log(Level.INFO, "Stock of {0} is low, ordering more of it from the usual supplier", argument);
    }

    private static final class Nowhere extends Handler {
        @Override
        public void publish(LogRecord line) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
