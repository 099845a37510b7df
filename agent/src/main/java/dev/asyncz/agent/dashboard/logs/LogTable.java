package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.reader.TimeStyle;
import dev.asyncz.agent.dashboard.search.LogReader;
import dev.asyncz.agent.dashboard.view.LineTable;
import dev.asyncz.agent.dashboard.view.RowView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What changes with the filters.
 *
 * @param code the HTTP status that it comes with
 * @param query the filters, for the same lines in another form
 * @param times how they are shown
 * @param tasks names to pick from
 */
record LogTable(
        int code,
        TableContent content,
        LogStatus status,
        Position position,
        String query,
        TimeStyle times,
        List<String> tasks)
        implements LineTable {

    @Override
    public List<RowView> rows() {
        return content.rows;
    }

    /** The form of the page, which may be elsewhere: there is one. */
    @Override
    public boolean hasForm() {
        return true;
    }

    @Override
    public String timeColumn() {
        return times.name();
    }

    /** Empty, or ends so that one more parameter can follow. */
    String queryToGoOn() {
        return query.isEmpty() ? "?" : query + "&";
    }

    /**
     * Rows, or why there are none.
     *
     * @param empty null where there are rows
     * @param histogram null where nobody has counted, or there is nothing to draw
     */
    record TableContent(
            List<RowView> rows,
            List<FilterChip> chips,
            @Nullable EmptyState empty,
            @Nullable HistogramView histogram) {

        static TableContent none(List<FilterChip> chips, EmptyState empty) {
            return new TableContent(List.of(), chips, empty, null);
        }

        boolean chipped() {
            return !chips.isEmpty();
        }
    }

    /**
     * Where these rows are among all lines.
     *
     * @param cursor the id that what is newer comes after
     * @param live whether newer lines are put above these
     * @param older the address of what comes before the last row, or was not searched yet; null when there is nothing
     * @param searched the time back to which was searched, where that took too long; null where it did not
     * @param newest the address of the newest lines; null when they are shown
     * @param filtered the address of the filtered lines; null when they are shown
     * @param started what a JVM was started between the first row and the newer lines that are left out; null for none
     */
    record Position(
            String cursor,
            boolean live,
            @Nullable String older,
            @Nullable String searched,
            @Nullable String newest,
            @Nullable String filtered,
            @Nullable String started) {

        /** Of a line among its neighbours. */
        static Position around(UUID line, String filtered) {
            return new Position(line.toString(), false, null, null, null, filtered, null);
        }

        /** Of no rows, because the storage gave none. */
        static Position unknown() {
            return new Position(now().toString(), false, null, null, null, null, null);
        }

        /** The smallest id of this moment. */
        static UUID now() {
            return LogReader.firstOf(System.currentTimeMillis());
        }
    }
}
