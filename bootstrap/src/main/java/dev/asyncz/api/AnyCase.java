package dev.asyncz.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Text within text, upper and lower case alike. */
final class AnyCase {
    /**
     * How seldom an ASCII character is met in the text of logs, roughly: a wrong guess costs time, nothing else. -1 for
     * i, k and s, which have a third form (İ and ı, the Kelvin sign, the long s), as characters beyond ASCII may have (µ
     * and both of μ Μ, ς and both of σ Σ).
     */
    private static final byte[] RARITY = rarity();

    private AnyCase() {}

    /**
     * Case-insensitive substring. Jumps from one candidate to the next with {@code indexOf}, which the JIT vectorises,
     * and compares there; nothing is copied.
     */
    static boolean contains(@Nullable String text, String part) {
        if (text == null) {
            return false;
        }
        int pivot = pivot(part);
        return pivot < 0 ? containsSomewhere(text, part) : containsAtPivot(text, part, pivot);
    }

    /** The rarest character that two searches find in any case; -1 for none. */
    private static int pivot(String part) {
        int pivot = -1;
        int rarest = -1;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c < RARITY.length && RARITY[c] > rarest) {
                pivot = i;
                rarest = RARITY[c];
            }
        }
        return pivot;
    }

    private static byte[] rarity() {
        byte[] rarity = new byte[128];
        Arrays.fill(rarity, Byte.MAX_VALUE);
        String common = " eEtTaAoOnNrRdDlLcCuUmMhHpPfFgG0.1-wWyYbBvV2:/345";
        for (int i = 0; i < common.length(); i++) {
            rarity[common.charAt(i)] = (byte) i;
        }
        for (char c : "iIkKsS".toCharArray()) {
            rarity[c] = -1;
        }
        return rarity;
    }

    private static boolean containsAtPivot(String text, String part, int pivot) {
        char upper = Character.toUpperCase(part.charAt(pivot));
        char lower = Character.toLowerCase(upper);
        int last = text.length() - part.length() + pivot;
        int nextLower = text.indexOf(lower, pivot);
        int nextUpper = upper == lower ? -1 : text.indexOf(upper, pivot);
        while (nextLower >= 0 || nextUpper >= 0) {
            int at = nextUpper < 0 || (nextLower >= 0 && nextLower < nextUpper) ? nextLower : nextUpper;
            if (at > last) {
                return false;
            }
            if (text.regionMatches(true, at - pivot, part, 0, part.length())) {
                return true;
            }
            if (at == nextLower) {
                nextLower = text.indexOf(lower, at + 1);
            } else {
                nextUpper = text.indexOf(upper, at + 1);
            }
        }
        return false;
    }

    private static boolean containsSomewhere(String text, String part) {
        for (int at = 0; at <= text.length() - part.length(); at++) {
            if (text.regionMatches(true, at, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }
}
