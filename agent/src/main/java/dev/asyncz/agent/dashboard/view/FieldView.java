package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.http.Addresses;
import dev.asyncz.agent.dashboard.http.ShownText;
import dev.asyncz.agent.dashboard.search.RunTraces;
import dev.asyncz.agent.dashboard.search.SearchQuery;
import dev.asyncz.agent.storage.TerminalText;
import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One field of a line's extra; what is nested stands as {@code outer.inner}.
 *
 * @param term what includes it in a search, and excludes it after a minus; null where neither can be
 */
public record FieldView(String name, String whole, @Nullable String term) {
    private static final int MAX_DEPTH = 20;

    /** Where a trace can be looked at; null for a field that names none. */
    @Nullable
    String traceLink() {
        return name.equals(RunTraces.FIELD) ? Addresses.trace(whole) : null;
    }

    /** All but the exception and the colours, by name. */
    static List<FieldView> all(LogEntry entry) {
        List<FieldView> fields = new ArrayList<>();
        entry.extra().forEach((name, value) -> {
            if (!name.equals(LogEntry.EXCEPTION) && !name.equals(TerminalText.COLOURED)) {
                add(fields, name, value, 0);
            }
        });
        fields.sort(Comparator.comparing(FieldView::name));
        return fields;
    }

    private static void add(List<FieldView> fields, String name, Object value, int depth) {
        if (value instanceof Map<?, ?> map && depth < MAX_DEPTH) {
            map.forEach((key, each) -> add(fields, name + "." + key, each, depth + 1));
        } else {
            String term = value instanceof Collection ? null : SearchQuery.typedTerm(name, String.valueOf(value));
            fields.add(new FieldView(ShownText.safe(name), ShownText.safe(String.valueOf(value)), term));
        }
    }
}
