package dev.asyncz.agent.dashboard.logs;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.TimeStyle;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ways to show times.
 *
 * @param name what the column of times is called
 */
record ClockMenu(String name, List<ClockOption> clocks) {

    /** @param context the line that is shown among its neighbours; null for filtered lines */
    static ClockMenu of(LogFilters filters, @Nullable UUID context) {
        QueryParameters shown = filters.canonical();
        if (context != null) {
            shown = shown.with("context", context.toString());
        }
        TimeStyle time = filters.time();
        boolean utc = time.equals(TimeStyle.UTC);
        String local = ZoneId.systemDefault().getId();
        return new ClockMenu(
                time.name(),
                List.of(
                        new ClockOption("utc", "UTC", link(shown.without("time")), utc),
                        new ClockOption("local", "local", link(shown.with("time", local)), !time.ago() && !utc),
                        new ClockOption("ago", "ago", link(shown.with("time", TimeStyle.AGO)), time.ago())));
    }

    private static String link(QueryParameters parameters) {
        return Addresses.LOGS + parameters.asQuery();
    }

    /** A way to show times, and the page with it. */
    record ClockOption(String id, String label, String link, boolean chosen) {}
}
