package dev.asyncz.api;

import org.jspecify.annotations.Nullable;

/**
 * The longest text that is part, in any case, of whatever a regular expression finds: {@code haystack} of
 * {@code /needle.*haystack/}. Most lines lack it, and need not be searched for the expression. Reads what people write;
 * of anything else, such as flags and alternatives, it knows none. For one thread and one expression.
 */
final class RequiredText {
    /** Escapes that stand for one character of several, or for a place between two. */
    private static final String CLASSES = "dDwWsShHvVbBAzZG";

    private static final int ASCII = 128;

    private final String regex;
    private int at;

    private RequiredText(String regex) {
        this.regex = regex;
    }

    /** Null where none is known; ASCII, of two characters at least. */
    static @Nullable String of(String regex) {
        try {
            RequiredText parser = new RequiredText(regex);
            String longest = parser.sequence();
            return parser.at == regex.length() && longest.length() > 1 ? longest : null;
        } catch (Unknown | IndexOutOfBoundsException | NumberFormatException other) {
            return null;
        }
    }

    /** Up to the end, or to the bracket that ends a group. */
    private String sequence() {
        String longest = "";
        StringBuilder run = new StringBuilder();
        while (at < regex.length() && regex.charAt(at) != ')') {
            String atom = atom();
            boolean single = atom.length() == 1 && regex.charAt(at - 1) != ')';
            int before = at;
            boolean optional = quantifier() == 0;
            if (single && !optional) {
                run.append(atom);
            }
            // What is repeated, or is no single character, has others of its kind beside it.
            if (!single || before != at) {
                longest = longer(longest, run.toString());
                run.setLength(0);
                longest = optional ? longest : longer(longest, atom);
            }
        }
        return longer(longest, run.toString());
    }

    /** What must be there of one character, class or group; empty for nothing that is known. */
    private String atom() {
        char c = regex.charAt(at++);
        return switch (c) {
            case '|', '*', '+', '?', '{' -> throw new Unknown();
            case '.', '^', '$' -> "";
            case '\\' -> escape();
            case '[' -> characters();
            case '(' -> group();
            default -> c < ASCII ? String.valueOf(c) : "";
        };
    }

    private String escape() {
        char c = regex.charAt(at++);
        if (CLASSES.indexOf(c) >= 0 || c >= ASCII) {
            return "";
        }
        if (c == 'p' || c == 'P') {
            at = regex.charAt(at) == '{' ? indexOf('}') : at + 1;
            return "";
        }
        if (Character.isLetterOrDigit(c)) {
            throw new Unknown();
        }
        return String.valueOf(c);
    }

    private String characters() {
        at += regex.charAt(at) == '^' ? 1 : 0;
        for (boolean first = true; ; first = false) {
            char c = regex.charAt(at++);
            if (c == ']' && !first) {
                return "";
            }
            if (c == '\\') {
                escape();
            } else if (c == '[' || c == '&' || c == ']') {
                throw new Unknown();
            }
        }
    }

    private String group() {
        boolean looksAround = false;
        if (regex.startsWith("?", at)) {
            looksAround = regex.startsWith("?=", at)
                    || regex.startsWith("?!", at)
                    || regex.startsWith("?<=", at)
                    || regex.startsWith("?<!", at);
            if (looksAround) {
                at += regex.charAt(at + 1) == '<' ? 3 : 2;
            } else if (regex.startsWith("?:", at) || regex.startsWith("?>", at)) {
                at += 2;
            } else if (regex.startsWith("?<", at)) {
                at = indexOf('>');
            } else {
                throw new Unknown();
            }
        }
        String longest = sequence();
        if (regex.charAt(at++) != ')') {
            throw new Unknown();
        }
        return looksAround ? "" : longest;
    }

    /** How often the atom before it has to be there at least. */
    private int quantifier() {
        int least = 1;
        char c = at < regex.length() ? regex.charAt(at) : 0;
        if (c == '*' || c == '?' || c == '+') {
            at++;
            least = c == '+' ? 1 : 0;
        } else if (c == '{') {
            int end = indexOf('}');
            String bounds = regex.substring(at + 1, end - 1);
            int comma = bounds.indexOf(',');
            least = Integer.parseInt(comma < 0 ? bounds : bounds.substring(0, comma));
            at = end;
        } else {
            return least;
        }
        // Reluctant or possessive.
        at += at < regex.length() && "?+".indexOf(regex.charAt(at)) >= 0 ? 1 : 0;
        return least;
    }

    /** Behind the next such character. */
    private int indexOf(char c) {
        int found = regex.indexOf(c, at);
        if (found < 0) {
            throw new Unknown();
        }
        return found + 1;
    }

    private static String longer(String one, String other) {
        return other.length() > one.length() ? other : one;
    }

    /** An expression that this class does not know to read. */
    private static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown() {
            super(null, null, false, false);
        }
    }
}
