package dev.asyncz.agent.tasks;

import dev.asyncz.agent.keep.RunKeeper;
import dev.asyncz.agent.keep.RunLines;
import dev.asyncz.agent.tasks.text.FailureText;
import dev.asyncz.agent.tasks.text.ThreadNames;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.run.Run;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * What this process keeps of one run. Its beginning comes from the thread that runs it, its lines and its end from any:
 * lines also after its end, where a logger is asynchronous. A Run would keep what a logging framework of the
 * application has made for it, and with it its loader, alive: it is held weakly, and one that is gone can never end.
 */
public final class TrackedRun implements RunLines.Owner {
    private static final int LEVELS = LogLevel.values().length;
    private static final long RUNNING = -1;

    private final String id;
    private final String task;
    private final long startedMillis;
    private final AtomicIntegerArray lines = new AtomicIntegerArray(LEVELS);
    private final WeakReference<Run> run;
    private volatile @Nullable ThreadNames threads;
    private volatile @Nullable FailureText failure;
    private volatile long nanos = RUNNING;
    private volatile boolean skipped;
    private volatile boolean cancelled;
    private volatile boolean givenUp;
    private volatile boolean written;
    private volatile boolean lateQueued;
    /** The run that has begun it, while it goes on. */
    private volatile @Nullable TrackedRun outer;

    private volatile @Nullable RunLines log;

    TrackedRun(Run run) {
        this.id = run.id();
        this.task = run.task();
        this.startedMillis = run.startedMillis();
        this.run = new WeakReference<>(run);
        Run begunBy = run.outer();
        this.outer = begunBy != null && begunBy.tracked() instanceof TrackedRun known ? known : null;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String task() {
        return task;
    }

    @Override
    public long startedMillis() {
        return startedMillis;
    }

    public boolean isOver() {
        return nanos != RUNNING;
    }

    /** Whether it has not ended and never will, as nothing that could end it is left. */
    @Override
    public boolean isLost() {
        return !isOver() && run.refersTo(null);
    }

    /** Its end is not waited for any more. */
    public void giveUp() {
        givenUp = true;
    }

    public boolean isGivenUp() {
        return givenUp;
    }

    /** It is about to be written down as it ended; what it logs from now on is late. */
    public void writeDown() {
        written = true;
        lateQueued = false;
    }

    public boolean isWritten() {
        return written;
    }

    /** Whether it has to be written down once more for what it has just logged; true once until it is. */
    boolean takeLate() {
        boolean first = written && !lateQueued;
        lateQueued |= first;
        return first;
    }

    /** Whether it has turned out to be none. */
    public boolean isSkipped() {
        return skipped;
    }

    /** Whether it has ended without an exception, and so far without a line of level ERROR. */
    boolean isOk() {
        return isOver() && !cancelled && failure == null && lines.get(LogLevel.ERROR.ordinal()) == 0;
    }

    public boolean hasFailed() {
        return failure != null;
    }

    /** Counts a line, and has it held until it is known whether the run matters. */
    void line(LogEntry entry, RunKeeper keeper) {
        lines.incrementAndGet(entry.level().ordinal());
        RunLines known = log;
        if (known == null) {
            known = log(keeper);
        }
        if (known != null) {
            known.add(entry);
        } else if (isOver()) {
            keeper.late(id, entry);
        }
    }

    private synchronized @Nullable RunLines log(RunKeeper keeper) {
        if (log == null && !isOver()) {
            TrackedRun wider = outer;
            log = keeper.begin(this, wider == null ? null : wider.log(keeper));
        }
        return log;
    }

    /** Its lines, once it has ended; null where there are none. It knows them no more. */
    synchronized @Nullable RunLines takeLog() {
        RunLines all = log;
        log = null;
        outer = null;
        return all;
    }

    /** Called once, by the thread that ends it. Gives who worked for it. */
    ThreadNames end(Run ended, @Nullable FailureText why) {
        ThreadNames names = new ThreadNames(ended.threads());
        threads = names;
        failure = why;
        skipped = ended.skipped();
        cancelled = ended.cancelled();
        nanos = Math.max(0, System.nanoTime() - ended.startedNanos());
        return names;
    }

    /** How it stands now. */
    RunFacts.Outcome outcome() {
        return outcome(nanos, failure, lines());
    }

    /** How long it took; negative while it runs. */
    long nanos() {
        return nanos;
    }

    /** How many lines of a level it has written. */
    int lines(int level) {
        return lines.get(level);
    }

    public RunFacts facts(String node) {
        long took = nanos;
        LineCounts written = lines();
        FailureText why = failure;
        return new RunFacts(
                id,
                task,
                node,
                Instant.ofEpochMilli(startedMillis),
                took == RUNNING ? null : Duration.ofNanos(took),
                outcome(took, why, written),
                why == null ? null : why.line(),
                why == null ? null : why.text(),
                threads(),
                written);
    }

    private List<String> threads() {
        ThreadNames known = threads;
        if (known != null) {
            return known.names();
        }
        Run current = run.get();
        return current == null ? List.of() : current.threads().names();
    }

    private RunFacts.Outcome outcome(long took, @Nullable FailureText why, LineCounts written) {
        if (took == RUNNING) {
            return givenUp || isLost() ? RunFacts.Outcome.CUT_SHORT : RunFacts.Outcome.RUNNING;
        }
        if (why != null) {
            return RunFacts.Outcome.FAILED;
        }
        if (cancelled) {
            return RunFacts.Outcome.CUT_SHORT;
        }
        return written.error() > 0 ? RunFacts.Outcome.ERRORS : RunFacts.Outcome.OK;
    }

    private LineCounts lines() {
        return new LineCounts(lines.get(0), lines.get(1), lines.get(2), lines.get(3), lines.get(4));
    }
}
