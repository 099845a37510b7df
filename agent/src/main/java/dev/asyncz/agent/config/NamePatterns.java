package dev.asyncz.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Names, by patterns in which {@code *} stands for any text. Thread-safe. */
public final class NamePatterns {
    /** Answers kept; names beyond are matched each time. */
    private static final int MAX_KNOWN = 10_000;

    private final List<String> patterns = new ArrayList<>();
    private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

    /** @param patterns separated by commas or blanks; may be empty */
    public NamePatterns(String patterns) {
        for (StringTokenizer each = new StringTokenizer(patterns, ", "); each.hasMoreTokens(); ) {
            this.patterns.add(each.nextToken());
        }
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether a name is one of them. */
    public boolean contains(String name) {
        if (patterns.isEmpty()) {
            return false;
        }
        Boolean answer = known.get(name);
        if (answer == null) {
            answer = matchesAny(name);
            if (known.size() < MAX_KNOWN) {
                known.put(name, answer);
            }
        }
        return answer;
    }

    private boolean matchesAny(String name) {
        for (String pattern : patterns) {
            if (matches(pattern, name)) {
                return true;
            }
        }
        return false;
    }

    /** Greedy with one step back: linear but for several stars, and quadratic at worst. */
    private static boolean matches(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int afterStar = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                afterStar = in;
            } else if (at < pattern.length() && pattern.charAt(at) == text.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
