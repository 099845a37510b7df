package dev.asyncz.agent.storage.opensearch.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What any text has that a regular expression is found in: for each of its branches the texts that occur one after the
 * other. An engine's regular expressions are other ones; it looks for these, and what it finds is looked at here.
 */
final class RegexLiterals {
    private static final String SPECIAL = ".[({*+?|^$\\)";

    private RegexLiterals() {}

    /** For each branch its texts, in their order; a branch without any may be met by whatever there is. */
    static List<List<String>> of(String regex) {
        List<List<String>> branches = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < regex.length(); ) {
            char c = regex.charAt(i);
            int next = i + 1;
            boolean isLiteral = SPECIAL.indexOf(c) < 0;
            char literal = c;
            if (c == '\\' && next < regex.length()) {
                literal = regex.charAt(next++);
                isLiteral = !Character.isLetterOrDigit(literal) && literal < 128;
                if (!isLiteral && (literal == 'Q' || "pPxuNkcg0123456789".indexOf(literal) >= 0)) {
                    // What follows is a name or a number, in too many ways.
                    return List.of(List.of());
                }
            } else if (c == '[') {
                next = endOfClass(regex, i);
            } else if (c == '(') {
                if (regex.startsWith("(?", i)) {
                    return List.of(List.of());
                }
                next = endOfGroup(regex, i);
            } else if (c == '|') {
                end(text, texts);
                branches.add(texts);
                texts = new ArrayList<>();
                i = next;
                continue;
            }
            int quantified = endOfQuantifier(regex, next);
            boolean mayBeAbsent = quantified > next && regex.charAt(next) != '+';
            if (isLiteral && !mayBeAbsent && !Character.isSurrogate(literal)) {
                text.append(literal);
            }
            if (!isLiteral || quantified > next) {
                end(text, texts);
            }
            i = quantified;
        }
        end(text, texts);
        branches.add(texts);
        return branches;
    }

    private static void end(StringBuilder text, List<String> texts) {
        if (!text.isEmpty()) {
            texts.add(text.toString());
            text.setLength(0);
        }
    }

    private static int endOfQuantifier(String regex, int from) {
        int i = from;
        if (i < regex.length() && "*+?".indexOf(regex.charAt(i)) >= 0) {
            i++;
        } else if (i < regex.length() && regex.charAt(i) == '{') {
            int end = regex.indexOf('}', i);
            i = end < 0 ? regex.length() : end + 1;
        }
        return i > from && i < regex.length() && "+?".indexOf(regex.charAt(i)) >= 0 ? i + 1 : i;
    }

    private static int endOfClass(String regex, int from) {
        int depth = 0;
        for (int i = from; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                depth++;
                // A bracket that closes at once is one of the class.
                if (i + 1 < regex.length() && regex.charAt(i + 1) == '^') {
                    i++;
                }
                if (i + 1 < regex.length() && regex.charAt(i + 1) == ']') {
                    i++;
                }
            } else if (c == ']' && --depth == 0) {
                return i + 1;
            }
        }
        return regex.length();
    }

    private static int endOfGroup(String regex, int from) {
        int depth = 0;
        for (int i = from; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                // A quotation may have brackets that are none.
                if (i + 1 < regex.length() && regex.charAt(i + 1) == 'Q') {
                    return regex.length();
                }
                i++;
            } else if (c == '[') {
                i = endOfClass(regex, i) - 1;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i + 1;
            }
        }
        return regex.length();
    }
}
