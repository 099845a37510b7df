package dev.asyncz.agent.storage.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One column of a sealed segment whose values recur: each once, and for each entry which of them it has. */
final class Names<T> {
    private final List<@Nullable T> values;
    private final int[] hashes;
    private final char[] column;

    private Names(List<@Nullable T> values, char[] column) {
        this.values = values;
        this.column = column;
        this.hashes = new int[values.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = hash(values.get(i));
        }
    }

    /** A column while it is filled. */
    static final class Builder<T> {
        private final Map<@Nullable T, Integer> numbers = new HashMap<>();
        private final List<@Nullable T> values = new ArrayList<>();
        private final char[] column;

        Builder(int entries) {
            column = new char[entries];
        }

        void put(int entry, @Nullable T value) {
            // Neighbours mostly have the same object, and a map's hash takes as long as the rest of an entry.
            if (entry > 0 && values.get(column[entry - 1]) == value) {
                column[entry] = column[entry - 1];
                return;
            }
            Integer number = numbers.putIfAbsent(value, values.size());
            if (number == null) {
                values.add(value);
            }
            column[entry] = (char) (number == null ? values.size() - 1 : number);
        }

        Names<T> built() {
            return new Names<>(new ArrayList<>(values), column);
        }
    }

    private static int hash(@Nullable Object value) {
        return value == null ? 0 : value.hashCode();
    }

    /** The number of a value; -1 where no entry has it. */
    int indexOf(T value) {
        int hash = hash(value);
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash && value.equals(values.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** How many values there are. */
    int count() {
        return hashes.length;
    }

    /** A value by its number. */
    @Nullable
    T value(int number) {
        return values.get(number);
    }

    /** The number of an entry's value. */
    int of(int entry) {
        return column[entry];
    }

    /** An entry's value. */
    @Nullable
    T get(int entry) {
        return values.get(column[entry]);
    }
}
