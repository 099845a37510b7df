package dev.asyncz.agent.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the option that a mistyped key was meant to be. Loaded only when a key is unknown. */
final class NearestKey {
    /** No option's name is nearly as long, and the comparison takes time by the square. */
    private static final int LONGEST = 40;

    private NearestKey() {}

    static @Nullable Option of(String key, Collection<Option> options) {
        if (key.length() > LONGEST) {
            return null;
        }
        String plain = plain(key);
        Option nearest = null;
        int least = 1 + (plain.length() < 4 ? 1 : Math.max(2, plain.length() / 3));
        for (Option option : options) {
            int distance = distance(plain, option.key());
            if (distance < least) {
                least = distance;
                nearest = option;
            }
        }
        return nearest;
    }

    private static String plain(String key) {
        String plain = key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
        return plain.startsWith("asyncz.") ? plain.substring("asyncz.".length()) : plain;
    }

    /** How many characters to add, drop or change (Levenshtein); a missing first part, as in "maxlen", counts one. */
    private static int distance(String from, String to) {
        if (!from.isEmpty() && to.endsWith(".".concat(from))) {
            return 1;
        }
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
