package dev.asyncz.agent.dashboard.view;

import dev.asyncz.agent.dashboard.search.SearchQuery;
import dev.asyncz.api.BoundedRegex;
import dev.asyncz.api.LogCondition;
import dev.asyncz.api.LogCondition.Match;
import dev.asyncz.api.LogEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a text has what was searched for. Regular expressions may look at so many characters for all the texts
 * together; what comes after shows no marks, but comes. For one thread.
 */
public final class Highlighter {
    private static final Set<String> TEXTS = Set.of("", "message", LogEntry.EXCEPTION);
    private static final int MAX_CHARS = 20_000;

    private final List<String> words = new ArrayList<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final BoundedRegex regex = new BoundedRegex();

    public Highlighter(SearchQuery search) {
        for (LogCondition each : search.conditions()) {
            if (!each.negated() && TEXTS.contains(each.field())) {
                if (each.match() == Match.REGEX) {
                    patterns.add(Pattern.compile(each.value(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
                } else {
                    words.add(each.value());
                }
            }
        }
    }

    /** The characters that are part of a hit. */
    BitSet hits(String text) {
        BitSet marked = new BitSet();
        for (String word : words) {
            mark(text, word, marked);
        }
        for (Pattern pattern : patterns) {
            if (text.length() <= MAX_CHARS) {
                regex.addHits(pattern, text, marked);
            }
        }
        return marked;
    }

    private static void mark(String text, String word, BitSet marked) {
        for (int at = 0; at <= text.length() - word.length(); at++) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                marked.set(at, at + word.length());
                at += word.length() - 1;
            }
        }
    }
}
