package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.postgres.partition.ClosedIndex;
import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import dev.asyncz.agent.storage.postgres.partition.Partition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** In which order a query looks at which ids, and what helps it there. */
final class SearchRanges {
    private static final SearchRange ALL = new SearchRange(IdRange.ALL, Set.of());

    private SearchRanges() {}

    /**
     * Ids that are looked at in one statement.
     *
     * @param indexes those that the partition has, of those that are of use
     */
    record SearchRange(IdRange ids, Set<ClosedIndex> indexes) {
        boolean isIndexed() {
            return ids.indexed() || !indexes.isEmpty();
        }
    }

    /**
     * Ranges of ids that do not overlap, the newest first; each is one partition, or has one index of texts, or none.
     *
     * @param spans whether an index of the texts of some time is of use
     * @param useful which indexes of partitions are of use
     */
    static List<SearchRange> newestFirst(Connection connection, String table, boolean spans, Set<ClosedIndex> useful)
            throws SQLException {
        if (!table.equals(Layout.TABLE)) {
            return List.of(ALL);
        }
        Layout layout = Layout.read(connection);
        List<IdRange> texts = spans ? TextIndexes.ranges(connection) : List.of(IdRange.ALL);
        if (!layout.isPartitioned()) {
            return texts.stream().map(each -> new SearchRange(each, Set.of())).toList();
        }
        Map<String, Set<ClosedIndex>> there = useful.isEmpty() ? Map.of() : ClosedIndex.there(connection);
        List<SearchRange> ranges = new ArrayList<>();
        for (IdRange range : layout.newestFirst()) {
            Set<ClosedIndex> indexes = EnumSet.noneOf(ClosedIndex.class);
            for (Partition part : layout.parts()) {
                if (part.from() == range.from() && part.to() == range.to()) {
                    indexes.addAll(there.getOrDefault(part.name(), Set.of()));
                    indexes.retainAll(useful);
                }
            }
            if (indexes.contains(ClosedIndex.TEXT)) {
                ranges.add(new SearchRange(range, indexes));
            } else {
                addWithin(ranges, range, texts, indexes);
            }
        }
        return ranges;
    }

    /** What an earlier version has indexed by spans of time stays so until all of it is. */
    private static void addWithin(
            List<SearchRange> ranges, IdRange range, List<IdRange> texts, Set<ClosedIndex> indexes) {
        for (IdRange text : texts) {
            long from = Math.max(text.from(), range.from());
            long to = Math.min(text.to(), range.to());
            if (from < to) {
                ranges.add(new SearchRange(new IdRange(from, to, text.indexed()), indexes));
            }
        }
    }
}
