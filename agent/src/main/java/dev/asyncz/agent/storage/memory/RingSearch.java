package dev.asyncz.agent.storage.memory;

import dev.asyncz.api.LogEntry;
import dev.asyncz.api.LogHistogram;
import dev.asyncz.api.LogQuery;
import dev.asyncz.api.SearchStopped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a ring from its newest position to its oldest. For one question, and one thread; a class that no start loads. */
final class RingSearch {
    private final RingStorage ring;
    private final Deadline deadline;
    /** All positions from it on were looked at. */
    private long searchedTo = Long.MAX_VALUE / 2;

    RingSearch(RingStorage ring, Deadline deadline) {
        this.ring = ring;
        this.deadline = deadline;
    }

    /** @param slack how far positions and ids may be out of step */
    List<LogEntry> newest(LogQuery query, int slack) {
        Newest newest = new Newest(query.limit(), slack);
        long last = ring.newest();
        try {
            find(query, newest);
        } catch (SearchStopped stopped) {
            LogEntry sure = entry(searchedTo + slack);
            if (sure == null || !deadline.isOver()) {
                throw stopped;
            }
            throw stopped.with(newest.found(ring.first(last)), sure.id());
        }
        return newest.found(ring.first(last));
    }

    /** Null where the position is claimed for the first time now, or not held any more. */
    private @Nullable LogEntry entry(long at) {
        Segment segment = at > ring.newest() ? null : ring.segment(at >> ring.segmentBits());
        return segment == null ? null : segment.entry((int) at & (1 << ring.segmentBits()) - 1);
    }

    LogHistogram histogram(LogQuery query, Instant from, Instant to, int buckets) {
        LogHistogram.Counts counts = new LogHistogram.Counts(from, to, buckets);
        find(counts.within(query), new Counted(counts));
        return counts.histogram(true);
    }

    private void find(LogQuery query, Hits hits) {
        SealedQuery sealed = null;
        int bits = ring.segmentBits();
        long newest = ring.newest();
        long end = ring.first(newest);
        for (long number = newest >> bits; number >= Math.max(0, end) >> bits; number--) {
            long start = number << bits;
            int from = (int) Math.max(0, end - start);
            int to = (int) Math.min(1L << bits, newest + 1 - start);
            if (!hits.wants(start + to - 1)) {
                return;
            }
            Segment segment = ring.segment(number);
            SealedSegment columns = segment == null ? null : segment.sealed();
            if (columns != null) {
                sealed = sealed == null ? new SealedQuery(query, deadline) : sealed;
                sealed.find(columns, start, from, to, hits);
            } else if (segment != null) {
                find(query, segment, start, from, to, hits);
            }
            searchedTo = start;
        }
    }

    private void find(LogQuery query, Segment segment, long start, int from, int to, Hits hits) {
        for (int place = to - 1; place >= from && hits.wants(start + place); place--) {
            if ((start + place & 0xFF) == 0) {
                deadline.check();
            }
            LogEntry entry = segment.entry(place);
            if (entry != null && query.matches(entry)) {
                hits.add(start + place, entry);
            }
        }
    }
}
