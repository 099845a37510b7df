package dev.asyncz.agent.keep;

import dev.asyncz.agent.storage.kept.EvictionOrder;
import dev.asyncz.agent.storage.kept.KeepBounds;
import dev.asyncz.agent.storage.kept.KeptRun.State;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.api.LogQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one run while nobody knows whether they matter, and for as long as it is kept on the heap: references to
 * entries that exist anyway. A long run keeps its head, its tail, and what is severe between.
 *
 * <p>Any thread of the run adds. A line takes a number with one atomic addition and goes to its place in the chunk of
 * that number; only the first line of a chunk, and one that is severe or large, takes the lock. A thread that is held up
 * between the two may come when its chunk has gone: its line was counted among those that are missing.
 */
public final class RunLines implements EvictionOrder.Candidate {
    /** The logger of the line that stands for those that are missing. */
    static final String LOGGER = "asyncz.kept";

    /** What that line says in its extra. */
    static final String MISSING = "missing";

    private static final AtomicLongFieldUpdater<RunLines> NEXT =
            AtomicLongFieldUpdater.newUpdater(RunLines.class, "next");

    private static final Comparator<LogEntry> OLDEST_FIRST = (a, b) -> LogEntry.compareIds(a.id(), b.id());

    private static final int LARGE = 1_000;

    /** Ids may run ahead of the clock by that much, and an asynchronous logger be late. */
    private static final long CLOCKS_MILLIS = 10_000;

    private final Owner run;
    private final KeepBounds bounds;
    private final @Nullable RunLines outer;

    private volatile long next;
    private volatile Chunk current = Chunk.NONE;
    private volatile State state = State.OPEN;
    private volatile long endedMillis;
    private volatile long gapMillis;
    private volatile long bytes;
    private volatile boolean mixed;
    private volatile State settledAs = State.OPEN;

    // Guarded by this.
    private final HeadAndTail chunks;
    private boolean released;

    /** Whose lines they are. */
    public interface Owner {
        /** Its run_id. */
        String id();

        /** Its task_id. */
        String task();

        /** Epoch milliseconds of its beginning. */
        long startedMillis();

        /** Whether it has not ended and never will. */
        boolean isLost();
    }

    /** @param outer those of the run that has begun this one, which gets its lines, too; null for none */
    RunLines(Owner run, @Nullable RunLines outer, KeepBounds bounds, KeepBudget budget) {
        this.run = run;
        this.outer = outer;
        this.bounds = bounds;
        this.chunks = new HeadAndTail(bounds.lines(), budget);
    }

    /** Adds a line of the run. */
    public void add(LogEntry entry) {
        long at = NEXT.getAndIncrement(this);
        Chunk chunk = current;
        if (chunk.has(at)
                && !HeadAndTail.isSevere(entry.level())
                && entry.message().length() < LARGE) {
            chunk.put(at, entry);
        } else {
            place(at, entry);
        }
        RunLines wider = outer;
        if (wider != null) {
            wider.addOfOther(entry);
        }
    }

    private void addOfOther(LogEntry entry) {
        if (!mixed) {
            mixed = true;
        }
        add(entry);
    }

    /** Whether some of its lines may match a query. */
    boolean mayMatch(LogQuery query) {
        return (mixed || query.runId() == null || query.runId().equals(run()))
                && (mixed || query.taskId() == null || query.taskId().equals(task()))
                && (query.before() == null || millis(query.before()) + CLOCKS_MILLIS >= startedMillis())
                && (query.after() == null
                        || state == State.OPEN
                        || millis(query.after()) <= endedMillis + CLOCKS_MILLIS);
    }

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    @Override
    public String run() {
        return run.id();
    }

    @Override
    public String task() {
        return run.task();
    }

    @Override
    public boolean wrong() {
        return state != State.GOOD;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long gapMillis() {
        return gapMillis;
    }

    long startedMillis() {
        return run.startedMillis();
    }

    boolean isLost() {
        return run.isLost();
    }

    State state() {
        return state;
    }

    long endedMillis() {
        return endedMillis;
    }

    /** How many lines there were. */
    long total() {
        return next;
    }

    /** It has ended, or has ended otherwise than it seemed. Takes no lock. */
    void end(State how, long millis) {
        endedMillis = millis;
        state = how;
    }

    /** Charges it for what its lines really take, once it has ended; what comes later is charged by itself. */
    synchronized void settle() {
        settledAs = state;
        chunks.settle(current);
        current = Chunk.NONE;
        bytes = chunks.bytes();
    }

    /** Whether it was settled as it has ended; true for one under way. */
    boolean isSettled() {
        return settledAs == state;
    }

    /** @param millis between its beginning and that of the run before it that ended alike; 0 for unknown */
    void comesAfter(long millis) {
        gapMillis = millis;
    }

    /** Lets all lines go, and takes no more. */
    synchronized void release() {
        released = true;
        current = Chunk.NONE;
        chunks.release();
        bytes = 0;
    }

    /** What it holds now, oldest first, with a line for those that are missing. */
    Held held() {
        List<LogEntry> all = new ArrayList<>();
        List<LogEntry> severe = new ArrayList<>();
        List<LogEntry> last = new ArrayList<>();
        long total;
        long missing;
        // For no longer than it takes to copy: a thread of the application may wait for it.
        synchronized (this) {
            total = next;
            missing = chunks.copyTo(all, severe, last, total);
        }
        missing += cutTail(last, severe);
        all.addAll(severe);
        if (missing > 0 && !last.isEmpty()) {
            all.add(gap(last.get(0), -1, missing));
        } else if (missing > 0 && !all.isEmpty()) {
            all.add(gap(all.get(all.size() - 1), 1, missing));
        }
        all.addAll(last);
        all.sort(OLDEST_FIRST);
        return new Held(List.copyOf(all), missing, total);
    }

    /** The oldest chunk reaches further back than the tail has to. Gives how many lines are let go. */
    private long cutTail(List<LogEntry> last, List<LogEntry> severe) {
        last.sort(OLDEST_FIRST);
        List<LogEntry> beyond = last.subList(0, Math.max(0, last.size() - chunks.tailLines()));
        long missing = 0;
        for (LogEntry entry : beyond) {
            if (severe.size() < chunks.mostSevere() && HeadAndTail.isSevere(entry)) {
                severe.add(entry);
            } else {
                missing++;
            }
        }
        beyond.clear();
        return missing;
    }

    /**
     * @param entries oldest first
     * @param missing how many of its lines are not among them
     * @param total how many lines there were
     */
    record Held(List<LogEntry> entries, long missing, long total) {}

    /** Stands beside a line, just before or after it. */
    private LogEntry gap(LogEntry beside, int offset, long missing) {
        UUID id = beside.id();
        return new LogEntry(
                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + offset),
                beside.ts(),
                LogLevel.INFO,
                String.format(
                        Locale.ROOT,
                        "%,d lines of this run are not kept here: it has its first %,d and its last %,d (keep.lines=%d)",
                        missing,
                        chunks.headLines(),
                        chunks.tailLines(),
                        bounds.lines()),
                LOGGER,
                task(),
                run(),
                Map.of(MISSING, missing));
    }

    private synchronized void place(long at, LogEntry entry) {
        if (!released) {
            Chunk last = chunks.place(at, entry, current);
            if (settledAs == State.OPEN) {
                current = last;
            }
            bytes = chunks.bytes();
        }
    }
}
