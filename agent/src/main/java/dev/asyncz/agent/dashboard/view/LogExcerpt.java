package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.QueryParameters;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.http.reader.ReaderWishes.Parameter;
import dev.asyncz.agent.dashboard.search.LogFilters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some lines on a page that is about something else.
 *
 * @param list the id of their list
 * @param unreachable why there are none; null where the storage has answered
 * @param cut how many are shown, where there are more; null where all are
 * @param reach how far back the lines go; null where nobody knows
 * @param filters what finds all of them
 */
public record LogExcerpt(
        String list,
        List<RowView> rows,
        @Nullable String unreachable,
        @Nullable String cut,
        @Nullable String reach,
        LogFilters filters)
        implements LineTable {

    @Override
    public boolean hasForm() {
        return false;
    }

    @Override
    public String formName() {
        return list + "-filters";
    }

    @Override
    public List<Parameter> kept() {
        return parameters().values().entrySet().stream()
                .map(LogExcerpt::parameter)
                .toList();
    }

    @Override
    public String timeColumn() {
        return filters.time().name();
    }

    /** Of the page of all of them. */
    public String address() {
        return Addresses.LOGS + query();
    }

    /** The filters, for the same lines in another form. */
    public String query() {
        return parameters().asQuery();
    }

    /** Ends so that one more parameter can follow. */
    String queryToGoOn() {
        return query() + "&";
    }

    /** Whether there are no lines, for whatever reason. */
    public boolean silent() {
        return rows.isEmpty();
    }

    private QueryParameters parameters() {
        return filters.fromNewest().without("limit", "time", "columns");
    }

    private static Parameter parameter(Map.Entry<String, String> each) {
        return new Parameter(ShownText.safe(each.getKey()), ShownText.safe(each.getValue()));
    }
}
