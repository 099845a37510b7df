package dev.asyncz.agent.keep;

import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.storage.kept.EvictionOrder;
import dev.asyncz.agent.storage.kept.KeepBounds;
import dev.asyncz.agent.storage.kept.KeptRun.State;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import dev.asyncz.bootstrap.AgentThreads;
import dev.asyncz.bootstrap.FailureLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The runs of this process whose lines are on the heap: those under way, and of those that have ended the last ones of
 * each task that went wrong and the last good ones. The threads of the application only hand a run over when it ends;
 * which ones stay is found out on a thread of the agent, or on the one that writes them down.
 */
public final class RunKeeper {
    private static final long LOOK_MILLIS = 1_000;
    private static final long BUSY_NANOS = Duration.ofMillis(20).toNanos();
    private static final long IDLE_NANOS = Duration.ofMillis(250).toNanos();

    private final KeepBounds bounds;
    private final KeepBudget budget;
    private final ConcurrentMap<String, RunLines> held = new ConcurrentHashMap<>();
    private final EndedRuns ended = new EndedRuns();
    private final LongAdder refused = new LongAdder();
    private final ReentrantLock ranking = new ReentrantLock();

    // Guarded by ranking.
    private final Map<String, LastRuns> lastRuns = new HashMap<>();
    private long lastLook;

    /** One that holds nothing. */
    public static RunKeeper none() {
        return new RunKeeper(new KeepBounds(0, 0, 1, 0, new NamePatterns("")));
    }

    /** @param bounds with the bytes that there are on the heap */
    public RunKeeper(KeepBounds bounds) {
        this.bounds = bounds;
        this.budget = new KeepBudget(bounds.bytes());
    }

    /** Starts the thread that ranks what has ended. */
    public void start(FailureLog failures) {
        if (bounds.bytes() > 0) {
            Thread thread = AgentThreads.daemon("asyncz-keeper", () -> rankForEver(failures));
            ended.wakes(thread);
            thread.start();
        }
    }

    @SuppressWarnings("InfiniteLoopStatement") // A daemon: it ends with the JVM.
    private void rankForEver(FailureLog failures) {
        while (true) {
            boolean busy = false;
            try {
                busy = rank();
                if (refused.sum() > 0) {
                    failures.failed(
                            "keep.bytes is full of runs under way: what others log is not kept beside the newest lines"
                                    + " until some of them end",
                            null);
                }
            } catch (Throwable t) {
                failures.failed("runs that have ended could not be ranked; they are again in a moment", t);
            }
            ended.rest(busy ? BUSY_NANOS : IDLE_NANOS, busy);
        }
    }

    /**
     * A run logs its first line.
     *
     * @param outer the lines of the run that has begun it; null for none
     * @return null where there is no room for one more run
     */
    public @Nullable RunLines begin(RunLines.Owner run, @Nullable RunLines outer) {
        if (bounds.bytes() == 0) {
            return null;
        }
        if (budget.isExhausted()) {
            refused.increment();
            return null;
        }
        RunLines lines = new RunLines(run, outer, bounds, budget);
        held.put(run.id(), lines);
        return lines;
    }

    /** How many lines found no room, as runs under way took all of it. */
    long refused() {
        return refused.sum();
    }

    /** A line of a run that has ended: an asynchronous logger brings it. */
    public void late(String run, LogEntry entry) {
        RunLines lines = held.get(run);
        if (lines != null) {
            lines.add(entry);
            if (entry.level() == LogLevel.ERROR && lines.state() == State.GOOD) {
                ended(lines, true);
            }
        }
    }

    /**
     * A run has ended.
     *
     * @param wrong whether it failed, had errors or was cut short
     */
    public void ended(RunLines lines, boolean wrong) {
        lines.end(wrong ? State.WRONG : State.GOOD, System.currentTimeMillis());
        ended.add(lines, budget.isFull());
    }

    /** A run has turned out to be none. */
    public void skipped(RunLines lines) {
        letGo(lines);
    }

    /** Those whose lines are here, in no particular order. */
    Collection<RunLines> held() {
        return held.values();
    }

    /** Those under way that have logged something. */
    List<RunLines> open() {
        List<RunLines> open = new ArrayList<>();
        for (RunLines each : held.values()) {
            if (each.state() == State.OPEN) {
                open.add(each);
            }
        }
        return open;
    }

    boolean holds(String run) {
        return held.containsKey(run);
    }

    /**
     * Those that have ended and are to be written down.
     *
     * @param settledMillis how long ago they have to have ended
     * @param all whether to take them whenever they ended
     */
    List<RunLines> due(long now, long settledMillis, boolean all) {
        List<RunLines> due = new ArrayList<>();
        ranking.lock();
        try {
            rank();
            lastRuns.values().forEach(each -> each.addDue(due, now, settledMillis, all));
        } finally {
            ranking.unlock();
        }
        return due;
    }

    /** A run that has ended is kept elsewhere. */
    void written(RunLines lines) {
        ranking.lock();
        try {
            drop(lines);
        } finally {
            ranking.unlock();
        }
    }

    private void drop(RunLines lines) {
        LastRuns alike = lastRuns.get(lines.task());
        if (alike != null) {
            alike.remove(lines);
        }
        letGo(lines);
    }

    private void letGo(RunLines lines) {
        held.remove(lines.run(), lines);
        lines.release();
    }

    /**
     * Takes what has ended, and lets go of what is not kept any more.
     *
     * @return whether anything has ended
     */
    boolean rank() {
        ranking.lock();
        try {
            boolean some = false;
            for (RunLines next = ended.poll(); next != null; next = ended.poll()) {
                rank(next);
                some = true;
            }
            lookThroughAll();
            if (budget.isFull()) {
                evict();
            }
            return some;
        } finally {
            ranking.unlock();
        }
    }

    private void rank(RunLines lines) {
        if (held.get(lines.run()) == lines) {
            lines.settle();
            lastRuns.computeIfAbsent(lines.task(), task -> new LastRuns(task, bounds))
                    .add(lines, this::letGo);
        }
    }

    /** What nothing can end any more went wrong; and of what has ended some may have found the queue full. */
    private void lookThroughAll() {
        long now = System.currentTimeMillis();
        if (Math.abs(now - lastLook) >= LOOK_MILLIS) {
            lastLook = now;
            for (RunLines each : held.values()) {
                if (each.state() == State.OPEN && each.isLost()) {
                    each.end(State.WRONG, now);
                }
                if (!each.isSettled()) {
                    rank(each);
                }
            }
        }
    }

    private void evict() {
        List<RunLines> all = new ArrayList<>();
        lastRuns.values().forEach(each -> each.addTo(all));
        long kept = 0;
        for (RunLines each : all) {
            kept += each.bytes();
        }
        long underWay = budget.taken() - kept;
        long most = Math.max(budget.bytes() / 2, budget.bytes() - underWay);
        EvictionOrder.of(all, bounds.withBytes(most)).forEach(this::drop);
    }
}
