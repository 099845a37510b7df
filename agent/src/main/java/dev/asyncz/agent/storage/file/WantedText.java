package dev.asyncz.agent.storage.file;

import dev.asyncz.api.LogQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text that is in each record that a query can match, as both formats write it, looked for in whole blocks of a file
 * before anything of them is taken apart: most blocks lack a rare one. For one thread.
 */
final class WantedText {
    /** Texts that both formats write as they are, in any field and beside any other text. */
    private static final Pattern PLAIN = Pattern.compile("(?!.*[Zz] )[ -~&&[^\"\\\\,\\]]]+");

    /** Letters that have a third form beyond ASCII, as the Kelvin sign is a k: it is other bytes. */
    private static final Pattern SEVERAL_FORMS = Pattern.compile("[iIkKsS]");

    private static final int SHORTEST = 3;

    /** What a letter and its capital differ by; other characters that differ by it are told apart later. */
    private static final int CASE = 'a' ^ 'A';

    private final String text;
    private final boolean anyCase;
    private int pivot = -1;
    private int second;

    private WantedText(String text, boolean anyCase) {
        this.text = text;
        this.anyCase = anyCase;
    }

    /** The text itself; null for one that is written in another way. */
    static @Nullable String plain(@Nullable String text) {
        return text != null && PLAIN.matcher(text).matches() ? text : null;
    }

    /** What promises to be rarest; null where there is nothing to look for. */
    static @Nullable WantedText of(LogQuery query) {
        String run = plain(query.runId());
        if (run != null) {
            return new WantedText(run, false);
        }
        String longest = "";
        List<@Nullable String> texts = new ArrayList<>();
        query.conditions().stream().filter(each -> !each.negated()).forEach(each -> texts.add(each.required()));
        for (String each : texts) {
            String plain = plain(each);
            if (plain != null) {
                for (String part : SEVERAL_FORMS.split(plain, -1)) {
                    longest = part.length() > longest.length() ? part : longest;
                }
            }
        }
        if (longest.length() >= SHORTEST) {
            return new WantedText(longest, true);
        }
        String task = plain(query.taskId());
        if (task != null) {
            return new WantedText(task, false);
        }
        return query.levels().size() == 1
                ? new WantedText(query.levels().iterator().next().name(), false)
                : null;
    }

    /** Where it begins in the first bytes of a block: once in each line that has it, from left to right. */
    int[] hits(byte[] block, int length) {
        // One character a byte: a copy, but one that is searched by several bytes at once.
        String bytes = new String(block, 0, length, StandardCharsets.ISO_8859_1);
        int[] hits = new int[16];
        int count = 0;
        Finder finder = new Finder(bytes);
        for (int at = finder.next(0); at >= 0; ) {
            hits = count == hits.length ? Arrays.copyOf(hits, 2 * count) : hits;
            hits[count++] = at;
            int lineBreak = bytes.indexOf('\n', at);
            at = lineBreak < 0 ? -1 : finder.next(lineBreak + 1);
        }
        return Arrays.copyOf(hits, count);
    }

    /** Chooses the characters of the text that are rarest in a block, as they will be in the others. */
    private void choose(String bytes) {
        int[] counts = new int[256];
        for (int i = 0; i < bytes.length(); i++) {
            counts[bytes.charAt(i)]++;
        }
        pivot = rarest(counts, -1);
        second = rarest(counts, pivot);
    }

    private int rarest(int[] counts, int but) {
        int rarest = but == 0 ? 1 : 0;
        for (int i = 0; i < text.length(); i++) {
            rarest = i != but && count(counts, text.charAt(i)) < count(counts, text.charAt(rarest)) ? i : rarest;
        }
        return rarest;
    }

    private static int count(int[] counts, char c) {
        char upper = Character.toUpperCase(c);
        char lower = Character.toLowerCase(c);
        return counts[lower] + (upper == lower ? 0 : counts[upper]);
    }

    /** Jumps from one candidate to the next. */
    private final class Finder {
        private final String bytes;
        private final char lower;
        private final char upper;
        private int nextLower;
        private int nextUpper;

        Finder(String bytes) {
            this.bytes = bytes;
            if (anyCase && pivot < 0) {
                choose(bytes);
            }
            char rarest = text.charAt(Math.max(pivot, 0));
            lower = Character.toLowerCase(rarest);
            upper = Character.toUpperCase(rarest);
            nextUpper = lower == upper ? -1 : 0;
        }

        private boolean mayBeAt(int start) {
            int place = start + second;
            return place < bytes.length() && (bytes.charAt(place) | CASE) == (text.charAt(second) | CASE);
        }

        int next(int from) {
            if (!anyCase) {
                return bytes.indexOf(text, from);
            }
            int first = from + pivot;
            while (nextLower >= 0 || nextUpper >= 0) {
                nextLower = nextLower >= 0 && nextLower < first ? bytes.indexOf(lower, first) : nextLower;
                nextUpper = nextUpper >= 0 && nextUpper < first ? bytes.indexOf(upper, first) : nextUpper;
                int at = nextUpper < 0 || nextLower >= 0 && nextLower < nextUpper ? nextLower : nextUpper;
                int start = at - pivot;
                if (at >= 0 && mayBeAt(start) && bytes.regionMatches(true, start, text, 0, text.length())) {
                    return start;
                }
                first = at + 1;
            }
            return -1;
        }
    }
}
