package dev.asyncz.agent.keep;

import dev.asyncz.agent.storage.kept.EvictionOrder;
import dev.asyncz.agent.storage.kept.KeepBounds;
import dev.asyncz.agent.storage.kept.KeptRun;
import dev.asyncz.agent.storage.kept.KeptRun.Contents;
import dev.asyncz.agent.storage.kept.KeptRun.State;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes runs from the heap to their place: those that have ended a moment later, when an asynchronous logger has
 * brought their last lines, too; those that last again and again, so that a JVM that is killed leaves them. Sees to it
 * that the place keeps its bounds, and takes in what the newest lines have of runs whose JVM has gone. For one thread,
 * the storage's writer; what fails is tried again, and harms nothing else.
 */
public final class PlaceWriter {
    private static final long PAUSE_MILLIS = 500;
    private static final long SETTLED_MILLIS = 500;
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 30_000;
    private static final long SILENT_MILLIS = LONGEST_MILLIS + 15_000;
    private static final long TRIM_MILLIS = 10_000;
    private static final long FAILED_MILLIS = 10_000;
    private static final int RUNS_AT_ONCE = 200;

    private final RunKeeper keeper;
    private final PlaceIndex place;
    private final LogStorage newest;
    private final Settings settings;

    /** Runs under way that are in the place, with what was known of them then. */
    private final Map<String, Written> open = new HashMap<>();

    private boolean first = true;
    private long notBefore;
    private long lastTrim;
    private String said = "";

    /**
     * @param bounds with the bytes that the place may have
     * @param node this JVM's name
     * @param exclusive whether no other JVM writes to the place
     * @param say takes a line for the user
     */
    public record Settings(
            KeepBounds bounds, Supplier<String> node, boolean exclusive, Consumer<String> say, LongSupplier millis) {}

    private record Written(RunLines run, long total, long millis) {}

    PlaceWriter(RunKeeper keeper, PlaceIndex place, LogStorage newest, Settings settings) {
        this.keeper = keeper;
        this.place = place;
        this.newest = newest;
        this.settings = settings;
    }

    /** Writes what is due; called often, and does nothing most of the times. */
    public void write() {
        long now = settings.millis.getAsLong();
        if (now >= notBefore || notBefore - now > FAILED_MILLIS) {
            notBefore = now + PAUSE_MILLIS;
            attempt(now, false);
        }
    }

    /** Writes all that is left, before the JVM ends. */
    public void writeLast() {
        attempt(settings.millis.getAsLong(), true);
    }

    private void attempt(long now, boolean all) {
        try {
            if (first) {
                adopt(now, true);
                first = false;
            }
            for (RunLines run : keeper.due(now, SETTLED_MILLIS, all)) {
                put(run, run.state());
                open.remove(run.run());
                keeper.written(run);
            }
            writeOpen(now, all);
            if (all || Math.abs(now - lastTrim) >= TRIM_MILLIS) {
                lastTrim = now;
                adopt(now, false);
                trim();
            }
        } catch (RuntimeException e) {
            notBefore = now + FAILED_MILLIS;
            String what = "lines of runs that matter stay on the heap for now: " + e.getMessage();
            if (!what.equals(said)) {
                said = what;
                settings.say.accept(what);
            }
        }
    }

    private long put(RunLines run, State state) {
        RunLines.Held held = run.held();
        if (!held.entries().isEmpty()) {
            Contents contents = Contents.of(run.run(), held.entries(), held.missing());
            place.put(
                    new KeptRun(run.run(), run.task(), settings.node.get(), state, contents, 0, run.gapMillis()),
                    held.entries());
        }
        return held.total();
    }

    private void writeOpen(long now, boolean all) {
        Set<String> gone = new HashSet<>(open.keySet());
        int written = 0;
        for (RunLines run : keeper.open()) {
            gone.remove(run.run());
            Written before = open.get(run.run());
            if (written < RUNS_AT_ONCE && run.total() > 0 && isDue(run, before, now, all)) {
                written++;
                open.put(run.run(), new Written(run, put(run, State.OPEN), now));
            }
        }
        // They ended so well that nobody keeps them; or have ended just now.
        gone.removeIf(keeper::holds);
        place.remove(gone);
        open.keySet().removeAll(gone);
    }

    private static boolean isDue(RunLines run, @Nullable Written before, long now, boolean all) {
        long age = now - run.startedMillis();
        if (before == null) {
            return all || age >= FIRST_MILLIS;
        }
        long pause = Math.min(LONGEST_MILLIS, Math.max(FIRST_MILLIS, age / 2));
        return run.total() != before.total && (all || now - before.millis >= pause);
    }

    /**
     * What runs have logged, after they were last written down, until their JVM ended. One that goes on all the same will
     * be written down by it once more.
     *
     * @param begins whether this process has just begun
     */
    private void adopt(long now, boolean begins) {
        for (KeptRun run : place.readRuns()) {
            long silent = now - (run.contents().last().getMostSignificantBits() >>> 16);
            boolean mayBeOurs = settings.exclusive || run.node().equals(settings.node.get());
            if (run.state() == State.OPEN
                    && !keeper.holds(run.run())
                    && (begins && mayBeOurs || silent >= SILENT_MILLIS)) {
                adopt(run);
            }
        }
    }

    private void adopt(KeptRun run) {
        Map<Object, LogEntry> lines = new LinkedHashMap<>();
        place.lines(List.of(run.run())).forEach(entry -> lines.put(entry.id(), entry));
        List<LogEntry> later = new ArrayList<>();
        newest.query(LogQuery.ALL
                        .withTask(run.task())
                        .withRun(run.run())
                        .withAfter(run.contents().last())
                        .withLimit(settings.bounds.lines()))
                .forEach(later::add);
        later.forEach(entry -> lines.put(entry.id(), entry));
        List<LogEntry> all = new ArrayList<>(lines.values());
        all.sort((a, b) -> LogEntry.compareIds(a.id(), b.id()));
        if (!all.isEmpty()) {
            Contents contents = Contents.of(run.run(), all, run.contents().missing());
            place.put(new KeptRun(run.run(), run.task(), run.node(), State.WRONG, contents, 0, run.gapMillis()), all);
        }
    }

    private void trim() {
        List<String> leaving = EvictionOrder.of(place.readRuns(), settings.bounds).stream()
                .map(KeptRun::run)
                .toList();
        place.remove(leaving);
    }
}
