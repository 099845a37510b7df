package dev.asyncz.agent.dashboard.search;

import dev.asyncz.api.LogEntry;
import dev.asyncz.bootstrap.TimeOrderedIds;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found.
 *
 * @param lines newest first
 * @param searchedTo the id down to which all lines were looked at, where there was no time for older ones; null where all
 *     were looked at that can add to these
 */
public record FoundLines(List<LogEntry> lines, @Nullable UUID searchedTo) {

    /**
     * The id before which the search goes on; null where there is nothing older.
     *
     * @param limit how many lines were asked for
     */
    public @Nullable UUID next(int limit) {
        return lines.size() < limit ? searchedTo : lines.get(lines.size() - 1).id();
    }

    /** The time back to which all lines were looked at; null as {@link #searchedTo}. */
    public @Nullable Instant searchedBackTo() {
        UUID to = searchedTo;
        return to == null ? null : Instant.ofEpochMilli(TimeOrderedIds.millis(to));
    }
}
