package dev.asyncz.agent.storage.postgres;

import dev.asyncz.agent.storage.postgres.partition.IdRange;
import dev.asyncz.agent.storage.postgres.partition.Layout;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** In which order a query looks at which ids. */
final class SearchRanges {
    private SearchRanges() {}

    /**
     * Ranges of ids that do not overlap, the newest first; each is one partition, or has one index of texts, or none.
     *
     * @param indexedText whether an index of texts is of use
     */
    static List<IdRange> newestFirst(Connection connection, String table, boolean indexedText) throws SQLException {
        if (!table.equals(Layout.TABLE)) {
            return List.of(IdRange.ALL);
        }
        Layout layout = Layout.read(connection);
        if (layout.isPartitioned()) {
            return layout.newestFirst();
        }
        return indexedText ? TextIndexes.ranges(connection) : List.of(IdRange.ALL);
    }
}
