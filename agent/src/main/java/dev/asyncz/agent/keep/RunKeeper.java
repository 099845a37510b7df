package dev.asyncz.agent.keep;

import dev.asyncz.agent.config.NamePatterns;
import dev.asyncz.agent.storage.kept.EvictionOrder;
import dev.asyncz.agent.storage.kept.KeepBounds;
import dev.asyncz.agent.storage.kept.KeptRun.State;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The runs of this process whose lines are on the heap: those under way, and of those that have ended the last ones of
 * each task that went wrong and the last good ones. Told by the threads of the application, which never wait: one that
 * finds another at sorting leaves its run to it.
 */
public final class RunKeeper {
    private static final long LOOK_MILLIS = 1_000;

    private final KeepBounds bounds;
    private final KeepBudget room;
    private final ConcurrentMap<String, RunLines> held = new ConcurrentHashMap<>();
    private final Queue<RunLines> ended = new ConcurrentLinkedQueue<>();
    private final ReentrantLock sorting = new ReentrantLock();

    // Guarded by sorting.
    private final Map<String, LastRuns> shelves = new HashMap<>();
    private long lastLook;

    /** One that holds nothing. */
    public static RunKeeper none() {
        return new RunKeeper(new KeepBounds(0, 0, 1, 0, new NamePatterns("")));
    }

    /** @param bounds with the bytes that there are on the heap */
    public RunKeeper(KeepBounds bounds) {
        this.bounds = bounds;
        this.room = new KeepBudget(bounds.bytes());
    }

    /**
     * A run logs its first line.
     *
     * @param outer the lines of the run that has begun it; null for none
     * @return null where there is no room for one more run
     */
    public @Nullable RunLines begin(RunLines.Owner run, @Nullable RunLines outer) {
        if (bounds.bytes() == 0 || room.isExhausted()) {
            return null;
        }
        RunLines lines = new RunLines(run, outer, bounds, room);
        held.put(run.id(), lines);
        return lines;
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
        ended.add(lines);
        sort();
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
        sort();
        List<RunLines> due = new ArrayList<>();
        sorting.lock();
        try {
            shelves.values().forEach(shelf -> shelf.addDue(due, now, settledMillis, all));
        } finally {
            sorting.unlock();
        }
        return due;
    }

    /** A run that has ended is kept elsewhere. */
    void written(RunLines lines) {
        sorting.lock();
        try {
            LastRuns shelf = shelves.get(lines.task());
            if (shelf != null) {
                shelf.remove(lines);
            }
            letGo(lines);
        } finally {
            sorting.unlock();
        }
    }

    private void letGo(RunLines lines) {
        held.remove(lines.run(), lines);
        lines.release();
    }

    /** Whoever holds the lock sorts for those who came meanwhile. */
    private void sort() {
        while (!ended.isEmpty() && sorting.tryLock()) {
            try {
                for (RunLines next = ended.poll(); next != null; next = ended.poll()) {
                    shelve(next);
                }
                lookForLost();
                if (room.isFull()) {
                    makeRoom();
                }
            } finally {
                sorting.unlock();
            }
        }
    }

    private void shelve(RunLines lines) {
        if (held.get(lines.run()) == lines) {
            shelves.computeIfAbsent(lines.task(), task -> new LastRuns(task, bounds))
                    .add(lines, this::letGo);
        }
    }

    /** What nothing can end any more went wrong. */
    private void lookForLost() {
        long now = System.currentTimeMillis();
        if (Math.abs(now - lastLook) >= LOOK_MILLIS) {
            lastLook = now;
            for (RunLines each : held.values()) {
                if (each.state() == State.OPEN && each.isLost()) {
                    each.end(State.WRONG, now);
                    shelve(each);
                }
            }
        }
    }

    private void makeRoom() {
        List<RunLines> all = new ArrayList<>();
        shelves.values().forEach(shelf -> shelf.addTo(all));
        long kept = 0;
        for (RunLines each : all) {
            kept += each.bytes();
        }
        long underWay = room.taken() - kept;
        long most = Math.max(room.bytes() / 2, room.bytes() - underWay);
        for (RunLines each : EvictionOrder.of(all, bounds.withBytes(most))) {
            LastRuns shelf = shelves.get(each.task());
            if (shelf != null) {
                shelf.remove(each);
            }
            letGo(each);
        }
    }
}
