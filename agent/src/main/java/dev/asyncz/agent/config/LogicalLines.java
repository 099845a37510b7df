package dev.asyncz.agent.config;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a properties file as its format has them (see {@link java.util.Properties#load}): one that ends with a
 * backslash goes on in the next, comments and blank ones are left out. Escapes stay as they are written.
 */
final class LogicalLines {
    private final String text;
    private int at;

    LogicalLines(String text) {
        this.text = text;
    }

    /** The next line; null after the last. */
    @Nullable
    String next() {
        while (at < text.length()) {
            String line = natural();
            String content = line.stripLeading();
            if (content.isEmpty() || content.charAt(0) == '#' || content.charAt(0) == '!') {
                continue;
            }
            if (!goesOn(content)) {
                return content;
            }
            StringBuilder whole = new StringBuilder(content);
            while (goesOn(whole) && at < text.length()) {
                whole.setLength(whole.length() - 1);
                whole.append(natural().stripLeading());
            }
            return whole.toString();
        }
        return null;
    }

    private String natural() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        String line = text.substring(at, end);
        at = end + (text.startsWith("\r\n", end) ? 2 : 1);
        return line;
    }

    private static boolean goesOn(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** Where the key of a line ends. */
    static int endOfKey(String line) {
        int end = 0;
        while (end < line.length() && "=: \t\f".indexOf(line.charAt(end)) < 0) {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end, line.length());
    }

    /** The value of a line, as it is written. */
    static String value(String line) {
        String rest = line.substring(endOfKey(line)).strip();
        return rest.startsWith("=") || rest.startsWith(":") ? rest.substring(1).strip() : rest;
    }

    /** Whether a backslash of the value begins no escape that anybody would write in an option. */
    static boolean losesBackslash(String line) {
        for (int i = endOfKey(line); i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
                if (i < line.length() && "\\:=#! u".indexOf(line.charAt(i)) < 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
