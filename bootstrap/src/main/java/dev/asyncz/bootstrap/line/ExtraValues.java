package dev.asyncz.bootstrap.line;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies values of the application into what an entry may keep: strings, numbers, booleans, lists and maps of them,
 * so that no entry keeps an object of the application alive. Bounded in depth, in number and in length, each for
 * itself and all together: what is nested, or contains itself, multiplies.
 */
public final class ExtraValues {
    private static final int MAX_DEPTH = 5;
    private static final int MAX_ITEMS = 200;
    private static final int MAX_CHARS = 8 * 1024;
    private static final int MAX_ITEMS_TOGETHER = 2_000;
    private static final int MAX_CHARS_TOGETHER = 64 * 1024;

    private int itemsLeft = MAX_ITEMS_TOGETHER;
    private int charsLeft = MAX_CHARS_TOGETHER;

    private ExtraValues() {}

    /** A copy of {@code value}; an object of an unknown kind becomes its text. Never throws. */
    public static Object copy(@Nullable Object value) {
        return new ExtraValues().copy(value, MAX_DEPTH);
    }

    /** A map that takes its pairs one by one, each copied once, within the same bounds as a map of them all. */
    static final class Pairs {
        private final ExtraValues bounds = new ExtraValues();
        private final Map<String, Object> copy = new LinkedHashMap<>();
        private int taken;
        private int left;

        void add(@Nullable Object key, @Nullable Object value) {
            if (bounds.mayTake(taken)) {
                taken++;
                copy.put(bounds.shortened(text(key)), bounds.copy(value, MAX_DEPTH - 1));
            } else {
                left++;
            }
        }

        Map<String, Object> map() {
            if (left > 0) {
                copy.put("…", more(left));
            }
            return copy;
        }
    }

    /** One value that cannot be copied, such as a map that changes meanwhile, costs no other. */
    private Object copy(@Nullable Object value, int depth) {
        try {
            return copyOrThrow(value, depth);
        } catch (Throwable t) {
            return unprintable(value, t);
        }
    }

    private Object copyOrThrow(@Nullable Object value, int depth) {
        if (value instanceof String || value instanceof Character || value == null) {
            return shortened(String.valueOf(value));
        }
        if (isPlain(value)) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return depth > 0 ? copyMap(map, depth - 1) : more(map.size());
        }
        if (value instanceof Collection<?> items) {
            return depth > 0 ? copyItems(items, depth - 1) : more(items.size());
        }
        if (value.getClass().isArray()) {
            return depth > 0 ? copyArray(value, depth - 1) : more(Array.getLength(value));
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

    private Map<String, Object> copyMap(Map<?, ?> map, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        int taken = 0;
        for (Map.Entry<?, ?> each : map.entrySet()) {
            if (!mayTake(taken)) {
                copy.put("…", more(map.size() - taken));
                break;
            }
            taken++;
            copy.put(shortened(text(each.getKey())), copy(each.getValue(), depth));
        }
        return copy;
    }

    private List<Object> copyItems(Collection<?> items, int depth) {
        List<Object> copy = new ArrayList<>();
        int taken = 0;
        for (Object each : items) {
            if (!mayTake(taken)) {
                copy.add(more(items.size() - taken));
                break;
            }
            taken++;
            copy.add(copy(each, depth));
        }
        return copy;
    }

    private List<Object> copyArray(Object array, int depth) {
        List<Object> copy = new ArrayList<>();
        int length = Array.getLength(array);
        for (int i = 0; i < length; i++) {
            if (!mayTake(i)) {
                copy.add(more(length - i));
                break;
            }
            copy.add(copy(Array.get(array, i), depth));
        }
        return copy;
    }

    private boolean mayTake(int taken) {
        return taken < MAX_ITEMS && itemsLeft-- > 0;
    }

    private static String more(int items) {
        return "… " + items + " more";
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

    private String shortened(@Nullable String text) {
        String whole = String.valueOf(text);
        int end = Math.min(whole.length(), Math.min(MAX_CHARS, charsLeft));
        charsLeft -= end;
        if (end == whole.length()) {
            return whole;
        }
        // A pair of surrogates is not torn apart.
        end -= end > 0 && Character.isHighSurrogate(whole.charAt(end - 1)) ? 1 : 0;
        return whole.substring(0, end) + "… [" + whole.length() + " characters]";
    }
}
