package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.LogFilters;
import dev.asyncz.agent.dashboard.search.SearchQuery;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the rows of one page have in common: where the names in them lead, and what is highlighted. */
record RowContext(LogFilters filters, Highlighter highlighter) {
    private static final int RUN_CHARS = 8;

    static RowContext of(LogFilters filters) {
        return new RowContext(filters, new Highlighter(filters.search()));
    }

    @Nullable
    NameView task(@Nullable String id) {
        if (id == null) {
            return null;
        }
        String term = SearchQuery.typedTerm("task_id", id);
        return NameView.of(ShownText.safe(id), 2, filters.linkWith("task_id", id), term);
    }

    /** The last characters tell runs apart: the first ones of an id are its time. */
    @Nullable
    NameView run(@Nullable String id) {
        if (id == null) {
            return null;
        }
        String shown = ShownText.safe(id);
        String tail = shown.substring(Math.max(0, shown.length() - RUN_CHARS));
        return new NameView(shown, "", tail, filters.linkWith("run_id", id), SearchQuery.typedTerm("run_id", id));
    }

    String permalink(UUID id) {
        return Addresses.LOGS
                + filters.fromNewest().with("context", id.toString()).asQuery() + "#e" + id;
    }
}
