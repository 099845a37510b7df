package dev.asyncz.bootstrap;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies values of the application into what an entry may keep: strings, numbers, booleans, lists and maps of them,
 * bounded in depth, in number and in length, so that no entry keeps an object of the application alive.
 */
public final class ExtraValues {
    private static final int MAX_DEPTH = 5;
    private static final int MAX_ITEMS = 200;
    private static final int MAX_CHARS = 8 * 1024;

    private ExtraValues() {}

    /** A copy of {@code value}; an object of an unknown kind becomes its text. Never throws. */
    public static Object copy(@Nullable Object value) {
        try {
            return copy(value, MAX_DEPTH);
        } catch (Throwable t) {
            return unprintable(value, t);
        }
    }

    private static Object copy(@Nullable Object value, int depth) {
        if (value instanceof String || value instanceof Character || value == null) {
            return shortened(String.valueOf(value));
        }
        if (isPlain(value)) {
            return value;
        }
        if (depth > 0 && value instanceof Map<?, ?> map) {
            return copyMap(map, depth - 1);
        }
        if (depth > 0 && value instanceof Collection<?> items) {
            return copyItems(items, depth - 1);
        }
        if (depth > 0 && value.getClass().isArray()) {
            return copyArray(value, depth - 1);
        }
        return shortened(text(value));
    }

    /** Numbers of the JDK are immutable and of known size; others may be anything. */
    private static boolean isPlain(Object value) {
        return value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }

    private static Map<String, Object> copyMap(Map<?, ?> map, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : map.entrySet()) {
            if (copy.size() == MAX_ITEMS) {
                copy.put("…", map.size() - MAX_ITEMS + " more");
                break;
            }
            copy.put(shortened(text(each.getKey())), copy(each.getValue(), depth));
        }
        return copy;
    }

    private static List<Object> copyItems(Collection<?> items, int depth) {
        List<Object> copy = new ArrayList<>(Math.min(items.size(), MAX_ITEMS));
        for (Object each : items) {
            if (copy.size() == MAX_ITEMS) {
                copy.add("… " + (items.size() - MAX_ITEMS) + " more");
                break;
            }
            copy.add(copy(each, depth));
        }
        return copy;
    }

    private static List<Object> copyArray(Object array, int depth) {
        int length = Array.getLength(array);
        List<Object> copy = new ArrayList<>(Math.min(length, MAX_ITEMS));
        for (int i = 0; i < Math.min(length, MAX_ITEMS); i++) {
            copy.add(copy(Array.get(array, i), depth));
        }
        if (length > MAX_ITEMS) {
            copy.add("… " + (length - MAX_ITEMS) + " more");
        }
        return copy;
    }

    private static String text(@Nullable Object value) {
        try {
            return String.valueOf(value);
        } catch (Throwable t) {
            return unprintable(value, t);
        }
    }

    private static String unprintable(@Nullable Object value, Throwable t) {
        String type = value == null ? "null" : value.getClass().getName();
        return "[" + type + ", whose text cannot be had: " + t.getClass().getName() + "]";
    }

    private static String shortened(@Nullable String text) {
        if (text == null || text.length() <= MAX_CHARS) {
            return String.valueOf(text);
        }
        return text.substring(0, MAX_CHARS) + "… [" + text.length() + " characters]";
    }
}
