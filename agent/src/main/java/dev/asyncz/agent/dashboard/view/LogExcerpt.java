package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some lines on a page that is about something else.
 *
 * @param unreachable why there are none; null where the storage has answered
 * @param cut how many are shown, where there are more; null where all are
 * @param reach how far back the lines go; null where nobody knows
 * @param address of the page of all of them
 * @param times how they are shown
 */
public record LogExcerpt(
        List<RowView> rows,
        @Nullable String unreachable,
        @Nullable String cut,
        @Nullable String reach,
        String address,
        TimeStyle times)
        implements LineTable {

    @Override
    public boolean hasForm() {
        return false;
    }

    @Override
    public String timeColumn() {
        return times.name();
    }

    /** Whether there are no lines, for whatever reason. */
    public boolean silent() {
        return rows.isEmpty();
    }
}
