package dev.asyncz.agent.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The tasks that are none, by patterns of their names in which {@code *} stands for any text. Thread-safe. */
public final class ExcludedTasks {
    /** Answers kept; names beyond are matched each time. */
    private static final int MAX_KNOWN = 10_000;

    private final List<String> patterns = new ArrayList<>();
    private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

    /** @param patterns separated by commas or blanks; may be empty */
    public ExcludedTasks(String patterns) {
        for (StringTokenizer each = new StringTokenizer(patterns, ", "); each.hasMoreTokens(); ) {
            this.patterns.add(each.nextToken());
        }
    }

    /** Whether runs of a task are not wanted. */
    public boolean contains(String task) {
        if (patterns.isEmpty()) {
            return false;
        }
        Boolean answer = known.get(task);
        if (answer == null) {
            answer = matchesAny(task);
            if (known.size() < MAX_KNOWN) {
                known.put(task, answer);
            }
        }
        return answer;
    }

    private boolean matchesAny(String task) {
        for (String pattern : patterns) {
            if (matches(pattern, task)) {
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
