package dev.asyncz.agent.storage.opensearch.search;

import dev.asyncz.agent.storage.opensearch.index.Indices;
import dev.asyncz.agent.storage.opensearch.index.Indices.Slot;
import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogQuery;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a search goes back in time. What the engine finds by an index alone is asked of whole indices, more and more of them:
 * it ends by itself with the newest. Of texts it reads some lines in each part of each index, however many match: of these
 * few parts have the last minute, and so that is asked for first. For one thread.
 */
final class SearchSteps {
    private static final int FIRST_INDICES = 2;
    private static final long WHOLE = Duration.ofDays(365_000).toMillis();
    private static final long FIRST_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long SHORTEST_MILLIS = 10;
    private static final long QUICK_NANOS = Duration.ofMillis(250).toNanos();
    private static final int FACTOR = 16;

    private final LogQuery query;
    private final List<Slot> slots;
    private int many = FIRST_INDICES;
    private long millis;
    private boolean isSlow;

    /**
     * What is asked for at once.
     *
     * @param slots the newest first
     * @param top all before this id; null for all
     * @param before the same, where the engine is to find them by their ids: it passes over others one by one otherwise
     * @param after all behind this id, where these indices have others
     * @param bottom all from this id on have been looked at then; null where there is nothing older
     */
    record Step(
            List<Slot> slots,
            @Nullable UUID top,
            @Nullable UUID before,
            @Nullable UUID after,
            @Nullable UUID bottom) {}

    /** @param slots those that may have what is asked for, the newest first */
    SearchSteps(LogQuery query, List<Slot> slots, boolean reading) {
        this.query = query;
        this.slots = slots;
        this.millis = reading ? FIRST_MILLIS : WHOLE;
    }

    @Nullable
    Step first() {
        return from(query.before());
    }

    /**
     * The one behind this; null where there is nothing older.
     *
     * @param none whether nothing was found in it
     * @param nanos how long it has taken
     */
    @Nullable
    Step after(Step step, boolean none, long nanos) {
        if (step.bottom == null) {
            return null;
        }
        many = Math.min(SearchCall.MOST_INDICES, 2 * many);
        if (none && !isSlow) {
            millis = WHOLE;
        } else if (nanos < QUICK_NANOS) {
            millis = Math.min(WHOLE, millis * FACTOR);
        }
        return from(step.bottom);
    }

    /** A part of this, which takes too long at once, from where it has come to; null where that is no shorter. */
    @Nullable
    Step shorter(Step step, @Nullable UUID searchedTo) {
        if (millis == SHORTEST_MILLIS) {
            return null;
        }
        isSlow = true;
        long bottom = step.bottom == null ? slots.get(slots.size() - 1).start() : Indices.millis(step.bottom);
        millis = Math.max(SHORTEST_MILLIS, Math.min(millis, top(step.top) - bottom) / FACTOR);
        return from(searchedTo == null ? step.top : searchedTo);
    }

    private @Nullable Step from(@Nullable UUID top) {
        int from = 0;
        while (from < slots.size()
                && top != null
                && LogEntry.compareIds(slots.get(from).first(), top) >= 0) {
            from++;
        }
        if (from == slots.size()) {
            return null;
        }
        int most = millis == WHOLE ? many : SearchCall.MOST_INDICES;
        long lowest = top(top) - millis;
        int to = from + 1;
        while (to < slots.size() && to - from < most && slots.get(to - 1).start() > lowest) {
            to++;
        }
        Slot last = slots.get(to - 1);
        UUID bottom = new UUID(Math.max(lowest, last.start()) << 16, 0);
        boolean isLast = to == slots.size() && lowest <= last.start()
                || query.after() != null && LogEntry.compareIds(bottom, query.after()) <= 0;
        // Nobody goes on behind an id before that is looked for in both.
        boolean shares = to < slots.size() && Indices.mayShare(last, slots.get(to));
        boolean hasOlder = !isLast && (shares || lowest > last.start());
        return new Step(
                slots.subList(from, shares ? to + 1 : to),
                top,
                millis == WHOLE ? null : top,
                hasOlder ? bottom : query.after(),
                isLast ? null : bottom);
    }

    /** Where to look back from. */
    private long top(@Nullable UUID id) {
        return id == null
                ? Math.min(System.currentTimeMillis(), slots.get(0).start() + DAY_MILLIS)
                : Indices.millis(id);
    }
}
