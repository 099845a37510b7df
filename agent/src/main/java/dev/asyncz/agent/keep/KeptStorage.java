package dev.asyncz.agent.keep;

import dev.asyncz.agent.storage.kept.KeptPlace;
import dev.asyncz.agent.storage.kept.KeptRun;
import dev.asyncz.agent.storage.kept.KeptRun.State;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.StorageStats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A storage of newest lines and the lines of the runs that are kept, on the heap and beside the storage, as one log:
 * each entry once, in one order. Any thread; closes both.
 */
public final class KeptStorage implements LogStorage, Reaching {
    /** Of how many runs lines are read at once. */
    private static final int RUNS_AT_ONCE = 16;

    private static final int MOST_OLDER = 10_000;

    private final LogStorage newest;
    private final RunKeeper keeper;
    private final @Nullable KeptPlace place;
    private final @Nullable PlaceIndex index;

    /** @param place null where runs are kept on the heap alone */
    public KeptStorage(LogStorage newest, RunKeeper keeper, @Nullable KeptPlace place) {
        this.newest = newest;
        this.keeper = keeper;
        this.place = place;
        this.index = place == null ? null : new PlaceIndex(place);
    }

    @Override
    public void append(LogEntry entry) {
        newest.append(entry);
    }

    @Override
    public void appendAll(List<LogEntry> batch) {
        newest.appendAll(batch);
    }

    @Override
    public List<LogEntry> query(LogQuery query) {
        return new KeptSearch(newest, this::addKept).find(query);
    }

    /** Counts what the storage of newest lines has, and of the kept ones those that are too old to be there. */
    @Override
    public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        LogEntry oldest = newest.oldest();
        if (oldest == null) {
            return LogStorage.super.histogram(query, from, to, buckets);
        }
        LogHistogram counted = newest.histogram(query, from, to, buckets);
        LogHistogram.Counts counts = new LogHistogram.Counts(from, to, buckets);
        UUID before = query.before();
        boolean sooner = before != null && LogEntry.compareIds(before, oldest.id()) < 0;
        LogQuery older = counts.within(sooner ? query : query.withBefore(oldest.id()));
        Merge kept = new Merge(Integer.MAX_VALUE);
        addKept(older, kept);
        if (kept.isEmpty()) {
            return counted;
        }
        // Where a storage is made of several, some reach further back than others.
        newest.query(older.withLimit(MOST_OLDER)).forEach(kept::remove);
        kept.newestFirst().forEach(entry -> counts.add(entry.ts(), entry.level(), 1));
        for (int i = 0; i < counted.buckets().size(); i++) {
            int bucket = i;
            counted.buckets().get(i).forEach((level, count) -> counts.add(bucket, level, count));
        }
        return counts.histogram(counted.complete());
    }

    /** Those of the newest lines. */
    @Override
    public StorageStats stats() {
        return newest.stats();
    }

    @Override
    public String retention() {
        return newest.retention();
    }

    @Override
    public @Nullable LogEntry oldest() {
        return newest.oldest();
    }

    @Override
    public Reach reach() {
        LogEntry oldest = newest.oldest();
        if (oldest == null) {
            return Reach.UNKNOWN;
        }
        Set<String> before = new HashSet<>();
        for (KeptRun run : index == null ? List.<KeptRun>of() : index.runs()) {
            if (LogEntry.compareIds(run.contents().first(), oldest.id()) < 0) {
                before.add(run.run());
            }
        }
        for (RunLines run : keeper.held()) {
            List<LogEntry> lines = run.held().entries();
            if (!lines.isEmpty() && LogEntry.compareIds(lines.get(0).id(), oldest.id()) < 0) {
                before.add(run.run());
            }
        }
        return new Reach(oldest.ts(), newest.stats().size(), before.size());
    }

    @Override
    public long wrongRuns(String task) {
        Set<String> runs = new HashSet<>();
        for (RunLines run : keeper.held()) {
            if (run.task().equals(task) && run.state() == State.WRONG) {
                runs.add(run.run());
            }
        }
        for (KeptRun run : index == null ? List.<KeptRun>of() : index.runs()) {
            if (run.task().equals(task) && run.state() == State.WRONG) {
                runs.add(run.run());
            }
        }
        return runs.size();
    }

    /** Writes runs down that are on the heap; null where nothing does. */
    public @Nullable PlaceWriter writer(PlaceWriter.Settings settings) {
        return index == null ? null : new PlaceWriter(keeper, index, newest, settings);
    }

    @Override
    public void close() {
        try (LogStorage first = newest) {
            if (place != null) {
                place.close();
            }
        }
    }

    private void addKept(LogQuery query, Merge merge) {
        for (RunLines run : keeper.held()) {
            if (run.mayMatch(query)) {
                addLines(run.held().entries(), query, merge);
            }
        }
        if (index != null) {
            addPlace(index, query, merge);
        }
    }

    private void addPlace(PlaceIndex runs, LogQuery query, Merge merge) {
        List<KeptRun> youngest = new ArrayList<>(
                runs.runs().stream().filter(run -> run.mayMatch(query)).toList());
        youngest.sort(Comparator.comparing((KeptRun run) -> run.contents().last(), LogEntry::compareIds)
                .reversed());
        for (int from = 0; from < youngest.size(); from += RUNS_AT_ONCE) {
            UUID newestOfRest = youngest.get(from).contents().last();
            if (merge.isFull() && LogEntry.compareIds(newestOfRest, merge.oldest()) < 0) {
                return;
            }
            List<KeptRun> some = youngest.subList(from, Math.min(youngest.size(), from + RUNS_AT_ONCE));
            addLines(runs.lines(some.stream().map(KeptRun::run).toList()), query, merge);
        }
    }

    private void addLines(List<LogEntry> lines, LogQuery query, Merge merge) {
        for (LogEntry entry : lines) {
            if (query.matches(entry) && (!isGap(entry) || isBeforeNewest(entry))) {
                merge.add(entry);
            }
        }
    }

    private static boolean isGap(LogEntry entry) {
        return entry.logger().equals(RunLines.LOGGER) && entry.extra().containsKey(RunLines.MISSING);
    }

    /** Whether what a gap stands for is not there. */
    private boolean isBeforeNewest(LogEntry gap) {
        LogEntry oldest = newest.oldest();
        return oldest == null || LogEntry.compareIds(gap.id(), oldest.id()) < 0;
    }
}
