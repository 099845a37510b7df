package dev.asyncz.agent.tasks;

import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.Run;
import dev.asyncz.bootstrap.RunThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * What this process keeps of one run. Its beginning comes from the thread that runs it, its lines and its end from any:
 * lines also after its end, where a logger is asynchronous. In words of the JDK once it has ended: a Run would keep the
 * application's exception, and with it its loader, alive.
 */
final class TrackedRun {
    private static final int LEVELS = LogLevel.values().length;
    private static final long RUNNING = -1;

    private final String id;
    private final String task;
    private final long startedMillis;
    private final AtomicIntegerArray lines = new AtomicIntegerArray(LEVELS);
    private volatile @Nullable Run run;
    private @Nullable RunThreads threads;
    private volatile @Nullable FailureText failure;
    private volatile long nanos = RUNNING;
    private volatile boolean skipped;

    TrackedRun(Run run) {
        this.id = run.id();
        this.task = run.task();
        this.startedMillis = run.startedMillis();
        this.run = run;
    }

    String id() {
        return id;
    }

    String task() {
        return task;
    }

    long startedMillis() {
        return startedMillis;
    }

    boolean isOver() {
        return nanos != RUNNING;
    }

    /** Whether it has turned out to be none. */
    boolean isSkipped() {
        return skipped;
    }

    /** Whether it has ended without an exception, and so far without a line of level ERROR. */
    boolean isOk() {
        return isOver() && failure == null && lines.get(LogLevel.ERROR.ordinal()) == 0;
    }

    boolean hasFailed() {
        return failure != null;
    }

    void count(LogLevel level) {
        lines.incrementAndGet(level.ordinal());
    }

    /** Called once, by the thread that ends it. */
    void end(Run ended, @Nullable FailureText why) {
        threads = ended.threads();
        failure = why;
        skipped = ended.skipped();
        nanos = Math.max(0, System.nanoTime() - ended.startedNanos());
        run = null;
    }

    RunFacts facts(String node) {
        long took = nanos;
        LineCounts written = lines();
        FailureText why = failure;
        Run current = run;
        RunThreads workers = current == null ? threads : current.threads();
        return new RunFacts(
                id,
                task,
                node,
                Instant.ofEpochMilli(startedMillis),
                took == RUNNING ? null : Duration.ofNanos(took),
                outcome(took, why, written),
                why == null ? null : why.line(),
                why == null ? null : why.text(),
                workers == null ? java.util.List.of() : workers.names(),
                written);
    }

    private static RunFacts.Outcome outcome(long took, @Nullable FailureText why, LineCounts written) {
        if (took == RUNNING) {
            return RunFacts.Outcome.RUNNING;
        }
        if (why != null) {
            return RunFacts.Outcome.FAILED;
        }
        return written.error() > 0 ? RunFacts.Outcome.ERRORS : RunFacts.Outcome.OK;
    }

    private LineCounts lines() {
        return new LineCounts(lines.get(0), lines.get(1), lines.get(2), lines.get(3), lines.get(4));
    }
}
