package dev.asyncz.agent.storage;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text as servers can store it: valid Unicode, and U+2400 in place of NUL. PostgreSQL refuses NUL, and OpenSearch 2.19
 * takes apart {@code abc\0d} in a field of type {@code wildcard} for ever, on a thread that the whole node waits for.
 */
public final class StorableText {
    private static final char SYMBOL_FOR_NUL = '\u2400';

    /** NUL in JSON: a backslash that is not escaped itself. */
    private static final Pattern NUL_IN_JSON = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private StorableText() {}

    public static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : of(text);
    }

    public static String of(String text) {
        return EntryJson.wellFormed(text.replace('\0', SYMBOL_FOR_NUL));
    }

    /** All texts and names in what a line has beside them. */
    public static Map<String, Object> within(Map<?, ?> map) {
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

    /** As JSON that PostgreSQL gives back as it is. */
    public static String json(Map<String, Object> extra) {
        Map<String, Object> plain = new HashMap<>(extra);
        plain.replaceAll((key, value) -> plain(value));
        String json = EntryJson.writeExtra(plain);
        return json.contains("\\u0000") ? NUL_IN_JSON.matcher(json).replaceAll("$1" + SYMBOL_FOR_NUL) : json;
    }

    /** Doubles that are large with their decimal point: the server would give them back as whole numbers. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new HashMap<>();
            map.forEach((key, each) -> plain.put(key, plain(each)));
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(StorableText::plain).toList();
        }
        if (value instanceof Double number && Double.isFinite(number) && Math.abs(number) >= 1e7) {
            BigDecimal exact = BigDecimal.valueOf(number);
            return exact.setScale(Math.max(1, exact.scale()));
        }
        return value;
    }
}
