package dev.asyncz.agent.storage.opensearch.index;

import dev.asyncz.agent.storage.EntryJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text as a cluster can take it: valid Unicode, and U+2400 in place of NUL. OpenSearch takes NUL for the ends of a text of
 * type wildcard: one behind three characters keeps a thread of its node busy for ever.
 */
public final class StorableText {
    private static final char SYMBOL_FOR_NUL = '\u2400';

    private StorableText() {}

    public static String of(String text) {
        return EntryJson.wellFormed(text.replace('\0', SYMBOL_FOR_NUL));
    }

    static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : of(text);
    }

    /** All texts and names in what a line has beside them. */
    static Map<String, Object> within(Map<?, ?> map) {
        Map<String, Object> storable = new LinkedHashMap<>();
        map.forEach((key, value) -> storable.put(of(String.valueOf(key)), within(value)));
        return storable;
    }

    private static Object within(Object value) {
        if (value instanceof Map<?, ?> map) {
            return within(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(StorableText::within).toList();
        }
        return value instanceof String text ? of(text) : value;
    }
}
