package dev.asyncz.agent.storage.memory;

import java.util.Arrays;

/**
 * The messages of some neighbouring entries, joined and folded to one case: a search is one {@code indexOf} through all
 * of them, which the JIT vectorises, and takes a byte a character where they are all Latin-1. Beside it what makes the
 * messages again: which characters were upper case, and those few that are neither case of their folded form.
 *
 * <p>Two characters are folded alike exactly where {@link String#regionMatches(boolean, int, String, int, int)} takes
 * them for the same, surrogates apart: see {@link Part#isExact}.
 */
final class FoldedText {
    private static final char MICRO = '\u00b5';
    private static final char MU = '\u03bc';
    private static final int LATIN = 0x100;
    private static final int[] NONE = {};
    private static final char[] FOLDED_LATIN = foldedLatin();

    private final String text;
    private final boolean latin;
    private final int[] ends;
    private final long[] upper;
    private final int[] oddAt;
    private final char[] odd;

    /** @param messages 64 at most */
    FoldedText(String[] messages) {
        int length = 0;
        boolean allLatin = true;
        ends = new int[messages.length];
        for (int i = 0; i < messages.length; i++) {
            allLatin = allLatin && isLatin(messages[i]);
            length += messages[i].length();
            ends[i] = length;
        }
        latin = allLatin;
        char[] chars = new char[length];
        long[] capitals = new long[(length >> 6) + 1];
        int[] exceptions = NONE;
        int many = 0;
        int at = 0;
        for (String message : messages) {
            for (int i = 0; i < message.length(); i++, at++) {
                char c = message.charAt(i);
                char folded = latin ? FOLDED_LATIN[c] : fold(c);
                chars[at] = folded;
                if (c == folded) {
                    continue;
                }
                if (Character.toUpperCase(folded) == c) {
                    capitals[at >> 6] |= 1L << at;
                } else {
                    exceptions = many == exceptions.length ? Arrays.copyOf(exceptions, 2 * many + 4) : exceptions;
                    exceptions[many++] = at;
                }
            }
        }
        text = new String(chars);
        upper = capitals;
        oddAt = Arrays.copyOf(exceptions, many);
        odd = new char[many];
        for (int i = 0, entry = 0; i < many; i++) {
            while (ends[entry] <= oddAt[i]) {
                entry++;
            }
            odd[i] = messages[entry].charAt(oddAt[i] - start(entry));
        }
    }

    private static boolean isLatin(String message) {
        for (int i = 0; i < message.length(); i++) {
            if (message.charAt(i) >= LATIN) {
                return false;
            }
        }
        return true;
    }

    private int start(int entry) {
        return entry == 0 ? 0 : ends[entry - 1];
    }

    /** What is looked for. */
    static final class Part {
        private final String inLatin;
        private final String inAll;
        private final boolean exact;

        /** @param part not empty */
        Part(String part) {
            StringBuilder folded = new StringBuilder(part.length());
            for (int i = 0; i < part.length(); i++) {
                folded.append(fold(part.charAt(i)));
            }
            inAll = folded.toString();
            inLatin = inAll.replace(MU, MICRO);
            exact = part.chars().noneMatch(c -> Character.isSurrogate((char) c));
        }

        /** Whether it is found where it is, and nowhere else; not with surrogates, whose cases are those of pairs. */
        boolean isExact() {
            return exact;
        }
    }

    /** The folded form of a character, the same for all that are alike but for their case. */
    static char fold(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    private static char[] foldedLatin() {
        char[] folded = new char[LATIN];
        for (char c = 0; c < LATIN; c++) {
            // Of all Latin-1 the micro sign alone is folded to what is not: among Latin-1 it stands for itself.
            folded[c] = c == MICRO ? c : fold(c);
        }
        return folded;
    }

    /** The entries that have a part, a bit for each: the first has the lowest. */
    long hits(Part part) {
        String wanted = latin ? part.inLatin : part.inAll;
        long hits = 0;
        int entry = 0;
        for (int at = text.indexOf(wanted); at >= 0; ) {
            while (ends[entry] <= at) {
                entry++;
            }
            boolean within = at + wanted.length() <= ends[entry];
            if (within) {
                hits |= 1L << entry;
            }
            at = text.indexOf(wanted, within ? ends[entry] : at + 1);
        }
        return hits;
    }

    /** An entry's message as it was. */
    String message(int entry) {
        int from = start(entry);
        int end = ends[entry];
        char[] chars = new char[end - from];
        text.getChars(from, end, chars, 0);
        for (int word = from >> 6; word << 6 < end; word++) {
            for (long bits = upper[word]; bits != 0; bits &= bits - 1) {
                int at = (word << 6) + Long.numberOfTrailingZeros(bits) - from;
                if (at >= 0 && at < chars.length) {
                    chars[at] = Character.toUpperCase(chars[at]);
                }
            }
        }
        for (int i = 0; i < oddAt.length; i++) {
            if (oddAt[i] >= from && oddAt[i] < end) {
                chars[oddAt[i] - from] = odd[i];
            }
        }
        return new String(chars);
    }
}
