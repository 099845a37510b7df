package dev.asyncz.agent.dashboard.search;

import dev.asyncz.agent.keep.Reach;
import dev.asyncz.agent.keep.Reaching;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.LogStorage;
import dev.asyncz.api.SearchStopped;
import dev.asyncz.api.StorageStats;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the storage, and turns whatever it throws into one kind of failure. */
public record LogReader(LogStorage storage) {
    /** Entries become visible this much later than younger ones at most, those of other nodes mostly. */
    private static final Duration LATEST = Duration.ofSeconds(5);

    private static final Duration FIRST_STEP_BACK = Duration.ofMinutes(1);
    private static final long OLDEST_MILLIS = 1_000;
    private static final long PATIENCE_NANOS = Duration.ofMillis(1_500).toNanos();

    /** Newest first, at most as many as the limit says, even from a storage that does not keep to it. */
    public List<LogEntry> find(LogFilters filters) {
        if (filters.impossible()) {
            return List.of();
        }
        return find(filters.query());
    }

    /** As {@link #find(LogFilters)}, and as far as it comes where that would take too long. */
    public FoundLines search(LogFilters filters) {
        return filters.impossible() ? new FoundLines(List.of(), null) : search(filters.query());
    }

    public FoundLines search(LogQuery query) {
        try {
            return new FoundLines(find(query), null);
        } catch (StorageUnreachable e) {
            FoundLines some = e.getCause() instanceof SearchStopped stopped ? some(stopped, query) : null;
            if (some == null) {
                throw e;
            }
            return some;
        }
    }

    /** Null where who goes on from there would not come any further. */
    private static @Nullable FoundLines some(SearchStopped stopped, LogQuery query) {
        UUID to = stopped.searchedTo();
        if (to == null || query.before() != null && LogEntry.compareIds(to, query.before()) >= 0) {
            return null;
        }
        int most = Math.min(query.limit(), stopped.found().size());
        return new FoundLines(stopped.found().subList(0, most), to);
    }

    public List<LogEntry> find(LogQuery query) {
        return answered(() -> {
            List<LogEntry> found = new ArrayList<>();
            for (LogEntry entry : storage.query(query)) {
                if (found.size() == query.limit()) {
                    break;
                }
                found.add(entry);
            }
            return found;
        });
    }

    public LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        return answered(() -> storage.histogram(query, from, to, buckets));
    }

    /** A line, if it is kept, and the lines next to it on both sides, newest first. */
    public List<LogEntry> around(UUID id, int eachSide) {
        UUID next = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
        List<LogEntry> around = new ArrayList<>(newer(id, eachSide));
        around.addAll(find(LogQuery.ALL.withBefore(next).withLimit(eachSide + 1)));
        return around;
    }

    /** The first entries after one. Storages give the newest first, so the span that has enough of them is sought. */
    private List<LogEntry> newer(UUID id, int wanted) {
        long start = TimeOrderedIds.millis(id);
        long now = System.currentTimeMillis();
        long tooFew = 0;
        long tooMany = Long.MAX_VALUE;
        List<LogEntry> best = List.of();
        for (long span = 1_000;
                tooMany - tooFew > 1;
                span = tooMany == Long.MAX_VALUE ? 8 * span : middle(tooFew, tooMany)) {
            List<LogEntry> found = find(
                    LogQuery.ALL.withAfter(id).withBefore(firstOf(start + span)).withLimit(LogFilters.MAX_LIMIT));
            if (found.size() == LogFilters.MAX_LIMIT) {
                tooMany = span;
                continue;
            }
            best = found;
            if (found.size() >= wanted || start + span > now) {
                break;
            }
            tooFew = span;
        }
        return best.subList(Math.max(0, best.size() - wanted), best.size());
    }

    /** The time of the oldest entry, within a second; null when there is none, or it takes too long to find. */
    public @Nullable Instant oldest() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        long now = System.currentTimeMillis();
        List<LogEntry> newest = find(LogQuery.ALL.withLimit(1));
        if (newest.isEmpty()) {
            return null;
        }
        LogEntry oldest = newest.get(0);
        long none = -1;
        for (long back = FIRST_STEP_BACK.toMillis();
                TimeOrderedIds.millis(oldest.id()) - none > OLDEST_MILLIS;
                back *= 8) {
            long at = none >= 0 ? middle(none, TimeOrderedIds.millis(oldest.id())) : Math.max(0, now - back);
            List<LogEntry> older = at >= TimeOrderedIds.millis(oldest.id())
                    ? List.of(oldest)
                    : find(LogQuery.ALL.withBefore(firstOf(at)).withLimit(1));
            if (older.isEmpty()) {
                none = at;
            } else {
                oldest = older.get(0);
            }
            if (System.nanoTime() > end) {
                return null;
            }
        }
        return oldest.ts();
    }

    /** Why it does not answer now, in a sentence; null while it does. */
    public @Nullable String trouble() {
        try {
            find(LogQuery.ALL.withLimit(1));
            return null;
        } catch (StorageUnreachable e) {
            return e.sentence();
        }
    }

    public StorageStats stats() {
        try {
            return storage.stats();
        } catch (RuntimeException | LinkageError e) {
            return StorageStats.UNKNOWN;
        }
    }

    /** What is kept, in words; empty where the storage does not say, or not now. */
    public String retention() {
        try {
            return storage.retention();
        } catch (RuntimeException | LinkageError e) {
            return "";
        }
    }

    /** How far back they go; unknown where the storage does not say, or not now. */
    public Reach reach() {
        try {
            if (storage instanceof Reaching far) {
                return far.reach();
            }
        } catch (RuntimeException | LinkageError e) {
            // It is down, and a page says so elsewhere.
        }
        return Reach.UNKNOWN;
    }

    /** Of how many runs of a task that went wrong the lines are kept; 0 also where nobody knows. */
    public long wrongRuns(String task) {
        try {
            if (storage instanceof Reaching far) {
                return far.wrongRuns(task);
            }
        } catch (RuntimeException | LinkageError e) {
            // As above.
        }
        return 0;
    }

    private static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException | LinkageError e) {
            throw new StorageUnreachable(e);
        }
    }

    /** Where to look from when what is newer than an entry is asked for: ids do not become visible in their order. */
    public static UUID lookingBack(UUID after) {
        return lookingBack(after, LATEST);
    }

    /** Where to look from to find what is that much later. */
    public static UUID lookingBack(UUID after, Duration late) {
        if (after.version() != 7) {
            return after;
        }
        return firstOf(Math.max(0, TimeOrderedIds.millis(after) - late.toMillis()));
    }

    /** The smallest id of a millisecond. */
    public static UUID firstOf(long millis) {
        return new UUID(millis << 16 | 0x7000, 0x8000_0000_0000_0000L);
    }

    private static long middle(long from, long to) {
        return from + (to - from) / 2;
    }
}
