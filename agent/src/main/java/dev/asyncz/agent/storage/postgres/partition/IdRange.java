package dev.asyncz.agent.storage.postgres.partition;

import dev.asyncz.api.LogEntry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ids of some milliseconds, which is what ids begin with.
 *
 * @param from the first of them
 * @param to the first one after them; {@link #END} for none
 * @param indexed whether the texts of the lines with these ids have an index
 */
public record IdRange(long from, long to, boolean indexed) {
    public static final long END = 1L << 48;
    public static final IdRange ALL = new IdRange(0, END, false);

    /** What goes after {@code where true}. With values, so that the planner knows an index for just these. */
    public String condition() {
        return (from == 0 ? "" : " and id >= '" + id(from) + "'") + (to == END ? "" : " and id < '" + id(to) + "'");
    }

    /** Whether some of its ids may be between two others. */
    public boolean overlaps(@Nullable UUID after, @Nullable UUID before) {
        return (before == null || LogEntry.compareIds(id(from), before) < 0)
                && (after == null || to == END || LogEntry.compareIds(id(to), after) > 0);
    }

    /** The least id of a millisecond. */
    public static UUID id(long millis) {
        return new UUID(millis << 16, 0);
    }
}
